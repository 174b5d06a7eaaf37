"""Prices of waiting, of places and of money in a week: the means over imagined futures.

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
from planner.studies.simulation.program import SEK, Limits, LPRows, Taken, add_limits, best_shares
from planner.studies.simulation.run import PolicyState
from planner.studies.simulation.world import (
    Ending,
    KeyedChance,
    Opening,
    Openings,
    People,
    arrivals,
    line_shares,
    running_placements,
    with_leaving,
    with_openings,
)

# How many futures are imagined, and how many weeks ahead they go.
FUTURES, AHEAD = 5, 13
# Of a program of many columns, how often missing ones are added: prices need not be the last word.
ROUNDS = 12


@dataclass(frozen=True)
class Imagined:
    """The futures that are imagined: how many, for how many weeks, and drawn from which seed.

    They hold people who come, slots that open and places that come back. Who leaves, which slots are taken back and
    what is answered is not drawn but expected: a placement so many weeks later counts by the chance that person and
    place are still there. `may_come` are the people (templates) whose copies arrive: those of a history; None for those
    who have come so far.
    """

    seed: int
    may_come: Positions | None = None
    futures: int = FUTURES
    ahead: int = AHEAD


@dataclass(frozen=True)
class WeekPrices:
    """What this week's choice takes from the futures, in the unit of the gain.

    `waiting` is by person of the world what they would lose who are placed now: the price of their waiting. `places` is
    by opening what a place is worth later, less what it is worth when it comes back; one in its last week has no price.
    `money` is by line, for one SEK. `agreed` is by pair of this week (0 to 1) what the program itself would propose.
    `awaited` is by person the slot (template) that they may expect most of, -1 where there is none.
    """

    waiting: Values
    places: Values
    money: Values
    agreed: Values
    awaited: Positions

    def charges(self, pairs: Pairs, cost: Values) -> Values:
        """By pair, what it takes if it is begun; `cost` is pairs x lines, SEK."""
        taken = self.waiting[pairs.person] + self.places[pairs.opening] + cost @ self.money
        return np.asarray(taken, dtype=np.float64)


def prices_now(client: HighsClient, standing: PolicyState, now: Positions, imagined: Imagined) -> WeekPrices:
    """The mean prices of a week in which some pairs can be planned; NoPlanInTime as `best_shares` has it."""
    played = standing.played
    seen, rows, gains = _Seen.of(standing, now), LPRows(), [played.chance[now] * played.gain[now]]
    alone = np.full(len(seen.openings), -1)
    add_limits(rows, seen.proposed, len(seen.people), standing.free()[seen.openings], alone, standing.left)
    futures: list[tuple[_Future, Limits, int]] = []
    for number in range(imagined.futures if standing.week + 1 < played.world.end else 0):
        future, first = _future(seen, imagined, number), sum(map(len, gains))
        futures.append((future, future.add_to(rows, seen, first), first))
        gains.append(future.value / imagined.futures)
    goal = np.concatenate(gains)
    matrix, upper = rows.matrix(len(goal))
    solved = best_shares(client, matrix, goal, upper, ROUNDS)
    return _prices(seen, futures, (solved.x, np.maximum(solved.prices, 0.0)), len(now))


def _prices(
    seen: _Seen, futures: list[tuple[_Future, Limits, int]], solved: tuple[Values, Values], num_now: int
) -> WeekPrices:
    """The prices of the rows of all futures, summed by person, opening and line, and whom the columns await."""
    world, (x, of_rows) = seen.standing.played.world, solved
    waiting, places = np.zeros(len(world.people.names)), np.zeros(len(world.openings.names))
    money = np.zeros(len(world.left))
    slots = len(seen.standing.played.templates.slots)
    brings = np.zeros((len(seen.people), slots))
    for future, limits, first in futures:
        waiting[seen.people] += of_rows[limits.people][: len(seen.people)]
        of_openings, parent = of_rows[limits.openings], future.openings.parent
        later = of_openings[: len(seen.openings)].copy()
        # What begins in an opening makes room in those that come back from it.
        back = np.flatnonzero((parent >= 0) & (parent < len(seen.openings)))
        np.subtract.at(later, parent[back], of_openings[back])
        places[seen.openings] += np.maximum(later, 0.0)
        money[limits.lines] += of_rows[limits.of_lines] * SEK
        share = x[first : first + len(future.value)] * future.value
        own = np.flatnonzero((share > 0) & (future.pairs.person < len(seen.people)))
        of_slot = future.openings.slot[future.pairs.opening[own]]
        np.add.at(brings, (future.pairs.person[own], of_slot), share[own])
    awaited = np.full(len(waiting), -1)
    if brings.size:
        awaited[seen.people] = np.where(brings.max(axis=1) > 0, brings.argmax(axis=1), -1)
    return WeekPrices(waiting, places, money, x[:num_now], awaited)


def _future(seen: _Seen, imagined: Imagined, number: int) -> _Future:
    """One imagined future: who and what is there, and every pair that could be planned from next week on."""
    standing = seen.standing
    played, week, world = standing.played, standing.week, standing.played.world
    templates, rates = played.templates.known_in(week), played.rates.staying
    chance, end = KeyedChance(imagined.seed, number, f"future of week {week}"), min(world.end, week + imagined.ahead)
    may_come = imagined.may_come
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
    # Each line has left in these weeks its share of the weeks until it ends, or until the simulation does.
    share = line_shares(np.minimum(played.templates.money.ends, world.end - 1), week, end)
    value = pairs.gain(templates) * own.taken.begins
    return _Future(people, openings, pairs, own, value, standing.left * played.templates.by_line(share), weeks)


@dataclass(frozen=True)
class _Future:
    """The columns of one future, their values by column, and its limits."""

    people: People
    openings: Openings
    pairs: Pairs
    own: Expected
    value: Values
    left: Values
    weeks: WeeksLeft

    def add_to(self, rows: LPRows, seen: _Seen, first: int) -> Limits:
        """Add its rows, in which this week's choice stands too, and say where; its columns begin at `first`."""
        everything = seen.expected.and_also(replace(self.own.taken, column=self.own.taken.column + first))
        people, openings = len(self.people.names), self.openings
        limits = add_limits(rows, everything, people, openings.places, openings.parent, self.left)
        self.weeks.add_to(rows, self.own, first)
        return limits


@dataclass(frozen=True)
class _Seen:
    """What is known at the start of a week: who waits and what is open (positions in the world), and who said no.

    The scenario's own people are known from the first, those too who can be planned only later.

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
        is_known = (people.first <= week) | (np.arange(len(people.first)) < played.templates.num_waiting)
        here = np.flatnonzero(is_known & (people.after > week) & ~standing.placed)
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
