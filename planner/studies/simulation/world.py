"""A world: who comes and leaves when, and which places are offered until when, drawn once and the same for policies.

Every draw belongs to an id (a person, a slot and week, an offered place), never to the order of calls. So policies meet
the same people, places and answers, and what one of them does changes nobody else's fate. Between scenarios a running
placement is known by its row, and whom an arrival copies hangs on how many people there are, but for worlds that are
drawn beside a base. Futures that a policy imagines are drawn by the same code from where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from scipy import special

from planner.schema.arrays import Positions, Values, Whole
from planner.schema.models import FuturesFigures, SimulationFigures
from planner.studies.futures.keyed import Draws
from planner.studies.simulation.templates import NEVER, Templates


@dataclass(frozen=True)
class Rates:
    """The figures that a world is drawn from, and how many people come in a week on average."""

    figures: SimulationFigures
    answers: FuturesFigures
    per_week: float

    @property
    def staying(self) -> Rates:
        """These without leaving and taking back, which futures expect and do not draw."""
        leaves = self.figures.leaves.model_copy(update={"value": 0.0})
        withdrawn = self.answers.withdrawn.model_copy(update={"value": 0.0})
        return replace(
            self, figures=self.figures.model_copy(update={"leaves": leaves}),
            answers=self.answers.model_copy(update={"withdrawn": withdrawn}),
        )  # fmt: skip


@dataclass(frozen=True)
class KeyedChance:
    """Numbers in (0, 1) keyed by ids: those of one world or of one imagined future."""

    seed: int
    future: int = 0
    about: str = "world"

    def of(self, question: str, ids: Sequence[str]) -> Values:
        """One number for each id."""
        draws = Draws(self.seed, self.future, self.future + 1)
        return draws.uniforms(f"{self.about} {question}", ids)[:, 0]

    def of_pairs(self, question: str, people: Sequence[str], places: Sequence[str], at: tuple[Whole, Whole]) -> Values:
        """One number for each pair of a person and an offered place."""
        draws = Draws(self.seed, self.future, self.future + 1)
        return draws.of_pairs(f"{self.about} {question}", people, places, at)


@dataclass(frozen=True)
class People:
    """The people of a world.

    By person: ids, templates (positions), the first week in the pool, the first one after it if no place is found, and
    the weeks that they had waited when they came into the pool.
    """

    names: tuple[str, ...] = field(repr=False)
    template: Positions = field(repr=False)
    first: Whole = field(repr=False)
    after: Whole = field(repr=False)
    waited: Values = field(repr=False)

    def joined(self, other: People) -> People:
        """These and others after them."""
        arrays = ((getattr(one, name) for one in (self, other)) for name in _OF_PEOPLE)
        return People(self.names + other.names, *(np.concatenate(list(pair)) for pair in arrays))

    def of(self, kept: Positions) -> People:
        """Some of them."""
        return People(tuple(self.names[n] for n in kept.tolist()), *(getattr(self, name)[kept] for name in _OF_PEOPLE))


_OF_PEOPLE = ("template", "first", "after", "waited")


class Opening(NamedTuple):
    """One offered place or several: see `Openings` for what the fields mean."""

    name: str
    slot: int
    first: int
    start: int
    places: int
    parent: int = -1


class Ending(NamedTuple):
    """Placements in a slot that end: their first week, the first week after them, and how many they are.

    Where that is not known yet, `parent` is the opening (position) that they begin in.
    """

    name: str
    slot: int
    begins: int
    until: int
    places: int
    parent: int = -1


@dataclass(frozen=True)
class Openings:
    """The places that are offered, by opening.

    `slot` is the template; it can be planned from week `first` and begins in week `start`; after `last` it has been
    taken back or has begun (each form needs its lead before the start too). `places` are free whatever is planned; an
    opening with a `parent` (position, -1 none) has instead as many as have begun there.
    """

    names: tuple[str, ...] = field(repr=False)
    slot: Positions = field(repr=False)
    first: Whole = field(repr=False)
    start: Whole = field(repr=False)
    last: Whole = field(repr=False)
    places: Whole = field(repr=False)
    parent: Positions = field(repr=False)


@dataclass(frozen=True)
class World:
    """Everything that happens in the weeks from `week` to the one before `end`, whatever is planned."""

    week: int
    end: int
    people: People = field(repr=False)
    openings: Openings = field(repr=False)
    left: Values = field(repr=False)
    more: Values = field(repr=False)
    change_week: int
    chance: KeyedChance


def drawn_world(templates: Templates, rates: Rates, weeks: int, seed: int, base: Templates | None = None) -> World:
    """The world of a seed: the pool and the places of the scenario, and who and what comes in so many weeks.

    With a `base`, the copies who come are those that come in the base's world too, as far as it has the same people.
    """
    chance, week = KeyedChance(seed), templates.week
    end, pool = week + weeks, _pool(templates)
    pool = with_leaving(pool, rates, chance, pool.first)
    people = pool.joined(_who_come(templates, rates, chance, (week + 1, end), base))
    running = running_placements(templates)
    openings = with_openings(templates, rates, chance, (week, end), _opened(templates, end), running)
    left, more = money_of(templates, weeks)
    return World(week, end, people, openings, left, more, templates.change_week, chance)


def known_world(templates: Templates, weeks: int, rates: Rates) -> World:
    """What is known of so many weeks at their beginning: the scenario's own people, places and money."""
    chance, week = KeyedChance(0), templates.week
    openings = _openings(_opened(templates, week + 1), rates.staying, chance)
    left, more = money_of(templates, weeks)
    return World(week, week + weeks, _pool(templates), openings, left, more, templates.change_week, chance)


def _pool(templates: Templates) -> People:
    """The scenario's own people, from when they can be planned; none leaves."""
    own = np.flatnonzero(templates.arrives >= 0)
    names, never = tuple(templates.people[n] for n in own.tolist()), np.full(len(own), NEVER)
    return People(names, own, templates.arrives[own], never, templates.waited[own])


def _opened(templates: Templates, end: int) -> list[Opening]:
    """What is offered at first, and what a change offers before week `end`."""
    table, week = templates.open[["slot", "first", "start", "places"]], templates.week
    return [
        Opening(f"{templates.slots[slot]}@{first}{'' if first == week else '+'}", slot, first, start, places)
        for slot, first, start, places in table.itertuples(index=False)
        if first < end
    ]


def running_placements(templates: Templates) -> list[Ending]:
    """The placements that run, or are promised, at first."""
    rows = templates.running[["slot", "begin", "end"]].itertuples(index=False)
    return [
        Ending(f"{templates.slots[slot]}#{row}", slot, begin, end, 1) for row, (slot, begin, end) in enumerate(rows)
    ]


def money_of(templates: Templates, weeks: int) -> tuple[Values, Values]:
    """By line, the SEK of so many weeks, and what a change adds: the same in all worlds.

    Of what a line has left, the simulated weeks have their share of the weeks until it ends. Weeks before it begins
    count: what is planned in them may run into it.
    """
    end, ends = templates.week + weeks, templates.money.ends
    begins = (templates.week, templates.change_week)
    shares = [templates.by_line(line_shares(ends, begin, end)) for begin in begins]
    return np.floor(templates.left * shares[0]), np.floor(templates.more * shares[1])


def line_shares(line_ends: Values, begin: int, end: int) -> Values:
    """By line, the share of its weeks from `begin` on that lie before `end`; all where it has no end."""
    weeks = np.where(np.isfinite(line_ends), np.maximum(line_ends - begin + 1, 1.0), end - begin)
    return np.clip((end - begin) / np.maximum(weeks, 1.0), 0.0, 1.0)


def with_leaving(people: People, rates: Rates, chance: KeyedChance, since: Whole) -> People:
    """The people with the week in which each leaves without a place, by the hazard from week `since` on."""
    hazard = rates.figures.leaves.value
    if hazard <= 0 or not len(people.names):
        return replace(people, after=np.full(len(people.names), NEVER))
    stays = np.log(chance.of("leaves", people.names)) / np.log1p(-hazard)
    return replace(people, after=since + 1 + np.floor(stays).astype(np.int64))


def _who_come(
    templates: Templates, rates: Rates, chance: KeyedChance, weeks: tuple[int, int], base: Templates | None
) -> People:
    """Copies of the scenario's people. Beside a `base`, those of its people first, by the draws that they have there.

    So whoever is copied in both worlds is so in the same weeks: copies of people whom only the base has do not come,
    and those of people whom it has not come by draws of their own. In law that is what it would be without a base.
    """
    own = np.flatnonzero(templates.may_come)
    if base is None or not len(own):
        return arrivals(rates, chance, weeks, own)
    further = {templates.people[n]: n for n in own.tolist()}
    shared = np.array([further.pop(base.people[n], -1) for n in np.flatnonzero(base.may_come).tolist()], dtype=np.int64)
    alone = np.array([*further.values()], dtype=np.int64)
    of_shared, of_alone = (replace(rates, per_week=rates.per_week * (len(one) / len(own))) for one in (shared, alone))
    return arrivals(of_shared, chance, weeks, shared).joined(arrivals(of_alone, chance, weeks, alone, mark="+"))


def arrivals(rates: Rates, chance: KeyedChance, weeks: tuple[int, int], pool: Positions, mark: str = "") -> People:
    """Who comes from week `weeks[0]` to the one before `weeks[1]`: copies of people of `pool`, with replacement.

    A copy of -1 does not come. `mark` sets their draws apart from those of others who come.
    """
    every = [f"{week}{mark}" for week in range(*weeks)]
    none = np.zeros(0, dtype=np.int64)
    if not every or rates.per_week <= 0 or not len(pool):
        return People((), none, none, none, np.zeros(0))
    number = poisson_quantile(chance.of("arrivals", every), rates.per_week)
    names = tuple(f"{week}|{n}" for week, many in zip(every, number.tolist(), strict=True) for n in range(many))
    template = pool[(chance.of("who", names) * len(pool)).astype(np.int64)]
    first = np.repeat(np.arange(*weeks), number)
    come = People(names, template, first, first, np.zeros(len(names))).of(np.flatnonzero(template >= 0))
    return with_leaving(come, rates, chance, come.first)


def poisson_quantile(share: Values, mean: float) -> Positions:
    """The least numbers that a Poisson variable of a mean (above 0) exceeds with a chance of 1 - share at most.

    What `scipy.stats` has for it takes longer to load than a small week to plan.
    """
    number = np.ceil(special.pdtrik(share, mean))
    fewer = np.maximum(number - 1, 0.0)  # pdtrik may end a little too high
    return np.where(special.pdtr(fewer, mean) >= share, fewer, number).astype(np.int64)


def with_openings(  # noqa: PLR0913, PLR0917 - what openings come from
    templates: Templates,
    rates: Rates,
    chance: KeyedChance,
    weeks: tuple[int, int],
    opened: Sequence[Opening],
    ending: Sequence[Ending],
) -> Openings:
    """The openings now, those that come anew, and those that come back after a placement has ended.

    Slots are taken back with the stated chance, at any week from their first to their start alike.
    """
    week, end = weeks
    rows = list(opened)
    offered = np.flatnonzero(templates.is_offered).tolist()
    anew = [
        (slot, at, f"{templates.slots[slot]}@{at}")
        for at in range(week + 1, end)
        for slot in offered
        if at > templates.offered_from[slot]
    ]
    comes = chance.of("new place", [name for *_, name in anew]) < rates.figures.new_places.value
    rows += [
        Opening(name, slot, at, at + int(templates.notice[slot]), _places(templates, slot, at))
        for (slot, at, name), is_there in zip(anew, comes, strict=True)
        if is_there
    ]
    rows += _returned(templates, rates, chance, weeks, ending)
    done = 0
    while done < len(rows):
        # Each round looks at the openings of the round before: what begins there comes back after its weeks.
        begun = [
            Ending(row.name, row.slot, row.start, row.start + int(templates.weeks[row.slot]), 0, number)
            for number, row in enumerate(rows[done:], done)
        ]
        done = len(rows)
        rows += _returned(templates, rates, chance, weeks, begun)
    return _openings(rows, rates, chance)


def _places(templates: Templates, slot: int, week: int) -> int:
    """The places that a slot is offered with anew in a week."""
    return int((templates.places if week >= templates.change_week else templates.places_before)[slot])


def _returned(
    templates: Templates, rates: Rates, chance: KeyedChance, weeks: tuple[int, int], ending: Sequence[Ending]
) -> list[Opening]:
    """The openings that come of places when their placements have ended, in time or early, before the last week.

    `weeks` are the week now, and the first after all. What runs now has not ended early by now: it does so in one of
    its weeks to come, by the chance that is left for them.
    """
    names, (now, end) = [f"{one.name}>" for one in ending], weeks
    if not names:
        return []
    begins, until = (np.array([getattr(one, name) for one in ending], dtype=np.int64) for name in ("begins", "until"))
    to_come = until - np.maximum(begins, now)
    share, interrupted = to_come / np.maximum(until - begins, 1), rates.figures.interrupted.value
    still = interrupted * share / np.maximum(1 - interrupted * (1 - share), np.finfo(np.float64).tiny)
    early = np.where(chance.of("interrupted", names) < still, chance.of("how early", names), 0.0)
    first = until - (early * to_come).astype(np.int64)
    returns = chance.of("returns", names) < rates.figures.returns.value
    return [
        Opening(name, one.slot, at, at + int(templates.notice[one.slot]), one.places, one.parent)
        for one, name, back, at in zip(ending, names, returns.tolist(), first.tolist(), strict=True)
        if back and at < end and templates.is_offered[one.slot]
    ]


def _openings(rows: Sequence[Opening], rates: Rates, chance: KeyedChance) -> Openings:
    names = tuple(row.name for row in rows)
    numbers = np.array([row[1:] for row in rows], dtype=np.int64).reshape(-1, 5)
    slot, first, start, places, parent = numbers.T
    taken = chance.of("withdrawn", names) < rates.answers.withdrawn.value
    when = first + (chance.of("withdrawn when", names) * np.maximum(start - first, 1)).astype(np.int64)
    # Whoever takes a place back does so after its first week, so that it can be planned at least once.
    return Openings(names, slot, first, start, np.where(taken, when, start), places, parent)
