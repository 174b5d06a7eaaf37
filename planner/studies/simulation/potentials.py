"""Potentials: this week's best plan where waiting, places and money have a price, the mean over imagined futures.

One linear program holds this week's choice and what each future makes of what it leaves. Its prices, summed over the
futures, are the means of the prices in them, and this week's choice is the same in all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from planner.schema.arrays import Bools, Positions, Values, Whole, positions_of
from planner.solving import HighsClient
from planner.studies.simulation.expected import Expected, WeeksLeft, expected
from planner.studies.simulation.pairs import Pairs, pairs_of
from planner.studies.simulation.policies import chosen_now
from planner.studies.simulation.program import LPRows, Taken, add_limits, best_shares
from planner.studies.simulation.run import PolicyState
from planner.studies.simulation.world import (
    Ending,
    KeyedChance,
    Opening,
    Openings,
    People,
    Rates,
    arrivals,
    running_placements,
    with_leaving,
    with_openings,
)

# How many futures are imagined, and how many weeks ahead they go.
FUTURES, AHEAD = 5, 13
# Among equals, what the futures agree on.
AGREED = 1e-3


@dataclass(frozen=True)
class PotentialsPolicy:
    """Each week imagines futures from where it stands, and charges what a proposal would take from them.

    Futures hold people who come, slots that open and places that come back. Who leaves, which slots are taken back and
    what is answered is not drawn but expected: a placement so many weeks later counts by the chance that person and
    place are still there. A slot whose last week this is has no price. `may_come` are the people (templates) whose
    copies arrive in the futures: those of a history; None for those who have come so far.
    """

    client: HighsClient
    seed: int
    may_come: Positions | None = None
    futures: int = FUTURES
    ahead: int = AHEAD

    def __call__(self, standing: PolicyState, now: Positions) -> Positions:
        """The best choice at the mean prices."""
        played = standing.played
        now = now[played.is_column[now]]
        if not len(now):
            return now
        value = played.chance[now] * played.gain[now]
        return chosen_now(self.client, standing, now, self._net(standing, now, value))

    def _net(self, standing: PolicyState, now: Positions, value: Values) -> Values:
        """By pair, its expected value less what it takes from the futures."""
        seen, rows, gains = _Seen.of(standing, now), LPRows(), [value]
        alone = np.full(len(seen.openings), -1)
        add_limits(rows, seen.proposed, len(seen.people), standing.free()[seen.openings], alone, standing.left)
        of_now = rows.number
        for number in range(self.futures if standing.week + 1 < standing.played.world.end else 0):
            future = self._future(seen, number)
            future.add_to(rows, seen, sum(map(len, gains)))
            gains.append(future.value / self.futures)
        goal = np.concatenate(gains)
        matrix, upper = rows.matrix(len(goal))
        solved = best_shares(self.client, matrix, goal, upper)
        charges = matrix[of_now:, : len(now)].T @ np.maximum(solved.prices[of_now:], 0.0)
        return np.asarray(value - charges + AGREED * solved.x[: len(now)], dtype=np.float64)

    def _future(self, seen: _Seen, number: int) -> _Future:
        """One imagined future: who and what is there, and every pair that could be planned from next week on."""
        standing = seen.standing
        played, week, world = standing.played, standing.week, standing.played.world
        templates, rates = played.templates.known_in(week), _staying(played.rates)
        chance, end = KeyedChance(self.seed, number, f"future of week {week}"), min(world.end, week + self.ahead)
        may_come = self.may_come
        if may_come is None:
            may_come = np.unique(world.people.template[world.people.first <= week])
        here = with_leaving(world.people.of(seen.people), rates, chance, np.full(len(seen.people), week))
        people = here.joined(arrivals(rates, chance, (week + 1, end), may_come))
        openings = with_openings(templates, rates, chance, (week, end), seen.still_open(), seen.ending())
        pairs = pairs_of(templates, people, openings)
        when = np.maximum(pairs.first, week + 1)
        kept = (when < end) & (when <= pairs.last) & templates.columns["is_column"].to_numpy()[pairs.column]
        kept &= ~seen.is_refused(pairs)
        pairs, when = pairs.of(kept), when[kept]
        opened = openings.first.copy()
        opened[: len(seen.openings)] = world.openings.first[seen.openings]
        own = expected(played, people, replace(openings, first=opened), pairs, (when, week))
        weeks = WeeksLeft.of(people, openings, pairs, (week + 1, end))
        share = (end - week) / (world.end - week)
        value = pairs.gain(templates) * own.taken.begins
        return _Future(people, openings, own, value, standing.left * templates.by_line(share), weeks)


def _staying(rates: Rates) -> Rates:
    """The figures without leaving and taking back, which futures expect and do not draw."""
    leaves = rates.figures.leaves.model_copy(update={"value": 0.0})
    withdrawn = rates.answers.withdrawn.model_copy(update={"value": 0.0})
    return replace(
        rates, figures=rates.figures.model_copy(update={"leaves": leaves}),
        answers=rates.answers.model_copy(update={"withdrawn": withdrawn}),
    )  # fmt: skip


@dataclass(frozen=True)
class _Future:
    """The columns of one future, their values by column, and its limits."""

    people: People
    openings: Openings
    own: Expected
    value: Values
    left: Values
    weeks: WeeksLeft

    def add_to(self, rows: LPRows, seen: _Seen, first: int) -> None:
        """Add its rows, in which this week's choice stands too; its columns begin at `first`."""
        everything = seen.expected.and_also(replace(self.own.taken, column=self.own.taken.column + first))
        add_limits(rows, everything, len(self.people.names), self.openings.places, self.openings.parent, self.left)
        self.weeks.add_to(rows, self.own, first)


@dataclass(frozen=True)
class _Seen:
    """What is known at the start of a week: who waits and what is open (positions in the world), and who said no.

    `proposed` are this week's pairs, by positions among those people and openings, as if all were kept; `expected` as
    they will be by their chances. `refused` are pairs of a person and an opening, as one number.
    """

    standing: PolicyState = field(repr=False)
    people: Positions
    openings: Positions
    proposed: Taken
    expected: Taken
    refused: Whole

    @classmethod
    def of(cls, standing: PolicyState, now: Positions) -> _Seen:
        """From where a policy stands."""
        played, week = standing.played, standing.week
        people, openings = played.world.people, played.world.openings
        here = np.flatnonzero((people.first <= week) & (people.after > week) & ~standing.placed)
        is_there = (openings.first <= week) & (openings.start >= week) & (openings.last >= week)
        offered = np.flatnonzero(is_there & (standing.free() > 0))
        pairs, no = played.pairs.of(now), played.pairs.of(standing.refused)
        ones, chance = np.ones(len(now)), played.chance[now]
        place = np.arange(len(now)), positions_of(pairs.person, here), positions_of(pairs.opening, offered)
        proposed = Taken(*place, ones, ones, ones, played.cost[now])
        expected = Taken(*place, chance, chance, chance, played.cost[now])
        return cls(standing, here, offered, proposed, expected, np.unique(no.person * len(openings.names) + no.opening))

    def is_refused(self, pairs: Pairs) -> Bools:
        """Which pairs have been refused before; the first people and openings of a future are those seen."""
        is_seen = (pairs.person < len(self.people)) & (pairs.opening < len(self.openings))
        found: Bools = np.zeros(len(pairs), dtype=np.bool_)
        person, opening = self.people[pairs.person[is_seen]], self.openings[pairs.opening[is_seen]]
        found[is_seen] = np.isin(person * len(self.standing.played.world.openings.names) + opening, self.refused)
        return found

    def still_open(self) -> list[Opening]:
        """What is open, from this week on and with its free places, whatever it came from."""
        openings, free, week = self.standing.played.world.openings, self.standing.free(), self.standing.week
        return [
            Opening(openings.names[n], int(openings.slot[n]), week, int(openings.start[n]), int(free[n]))
            for n in self.openings.tolist()
        ]

    def ending(self) -> list[Ending]:
        """The placements that run now, or begin later, and may make room again."""
        standing, played = self.standing, self.standing.played
        templates, openings = played.templates, played.world.openings
        there = {n for n, first in zip(openings.names, openings.first.tolist(), strict=True) if first <= standing.week}
        found = running_placements(templates)
        for n in np.flatnonzero(standing.begun > 0).tolist():
            slot = int(openings.slot[n])
            begins = int(openings.start[n])
            until = begins + int(templates.weeks[slot])
            found.append(Ending(openings.names[n], slot, begins, until, int(standing.begun[n])))
        return [one for one in found if one.until > standing.week and f"{one.name}>" not in there]
