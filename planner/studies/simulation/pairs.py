"""Who could take which opening, under which form, in which weeks; and how each would answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.schema.arrays import Bools, Positions, Values, Whole
from planner.studies.simulation.templates import Templates
from planner.studies.simulation.world import KeyedChance, Openings, People, Rates


@dataclass(frozen=True)
class Pairs:
    """Pairs of a person and an opening, under a form: the positions of all three by pair, and when it can be planned.

    `column` is the template's column. `first` to `last` are the weeks in which both are there and the lead is kept.
    """

    person: Positions = field(repr=False)
    opening: Positions = field(repr=False)
    column: Positions = field(repr=False)
    first: Whole = field(repr=False)
    last: Whole = field(repr=False)

    def __len__(self) -> int:
        """The number of pairs."""
        return len(self.person)

    def of(self, kept: Bools | Positions) -> Pairs:
        """Some of them."""
        return Pairs(*(getattr(self, name)[kept] for name in ("person", "opening", "column", "first", "last")))

    def gain(self, templates: Templates) -> Values:
        """What each brings if it is begun."""
        return templates.columns["gain"].to_numpy()[self.column]

    def cost(self, templates: Templates, openings: Openings) -> Values:
        """What each costs on each line (pairs x lines, SEK) if it is begun."""
        return templates.money.cost(self.column, openings.start[self.opening])

    def chance(self, templates: Templates, rates: Rates) -> Values:
        """The probability that each is accepted and begun, as a policy knows it."""
        accepts = templates.columns["accepts"].to_numpy()[self.column]
        return np.asarray(accepts * (1 - rates.answers.no_show.value), dtype=np.float64)


def pairs_of(templates: Templates, people: People, openings: Openings) -> Pairs:
    """Every pair that can be planned in some week and whose weeks are paid, ordered by person."""
    columns = templates.columns
    slot_order = np.argsort(openings.slot, kind="stable")
    by_slot = np.searchsorted(openings.slot[slot_order], np.arange(len(templates.slots) + 1))
    person_first = np.searchsorted(columns["person"].to_numpy(), np.arange(len(templates.people) + 1))
    person, column = spread(person_first[people.template], person_first[people.template + 1])
    slot = columns["slot"].to_numpy()[column]
    at, place = spread(by_slot[slot], by_slot[slot + 1])
    person, column, opening = person[at], column[at], slot_order[place]
    first = np.maximum(people.first[person], openings.first[opening])
    lead = columns["lead"].to_numpy()[column]
    last = np.minimum(openings.start[opening] - lead, openings.last[opening])
    last = np.minimum(last, people.after[person] - 1)
    found = Pairs(person, opening, column, first, last).of(first <= last)
    return found.of(templates.money.is_paid(found.column, openings.start[found.opening]))


def spread(first: Whole, last: Whole) -> tuple[Whole, Whole]:
    """By element of the ranges `first` to `last` (excluded): the number of its range, and the element."""
    each = last - first
    number = np.repeat(np.arange(len(each)), each)
    return number, np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each) + np.repeat(first, each)


def answers(
    templates: Templates, rates: Rates, chance: KeyedChance, names: tuple[Sequence[str], Sequence[str]], pairs: Pairs
) -> tuple[Bools, Bools]:
    """Whether each pair is accepted, and whether it is then begun; `names` are those of people and of openings.

    An answer belongs to the person and the opening, under whatever form it is proposed.
    """
    at = (pairs.person, pairs.opening)
    accepts = templates.columns["accepts"].to_numpy()[pairs.column]
    accepted = chance.of_pairs("accepts", *names, at) < accepts
    begins = chance.of_pairs("begins", *names, at) >= rates.answers.no_show.value
    return accepted, accepted & begins
