"""What is to be expected where answers, leaving and taking back are not known: shares in place of yes and no.

And what nobody can exceed who does not know them, which tells how near hindsight a policy can come at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.schema.arrays import Values, Whole
from planner.solving import HighsClient
from planner.studies.simulation.pairs import Pairs
from planner.studies.simulation.program import LPRows, Taken, add_limits, best_shares
from planner.studies.simulation.run import Played
from planner.studies.simulation.world import Openings, People


@dataclass(frozen=True)
class Expected:
    """By pair, what it takes on average, and the chances that its person still waits and its opening is still open."""

    taken: Taken
    stays: Values
    is_open: Values


def expected(played: Played, people: People, openings: Openings, pairs: Pairs, weeks: tuple[Whole, int]) -> Expected:
    """What each pair takes and brings on average if it is proposed in a week to come, seen from now.

    `weeks` are that week by pair, and the week now. A placement so many weeks later begins by the chance that the
    person still waits, that the slot is still open and that the answer is yes. A person who is gone takes no place, and
    a place that is gone takes no person.
    """
    when, now = weeks
    chances = pairs.chance(played.templates, played.rates)
    since = np.maximum(people.first[pairs.person], now)
    stays = np.asarray((1 - played.rates.figures.leaves.value) ** (when - since), dtype=np.float64)
    is_open = _open(played, openings, pairs, when) / _open(played, openings, pairs, np.full(len(pairs), now))
    taken = Taken(
        np.arange(len(pairs)), pairs.person, pairs.opening, is_open * chances, stays * chances,
        stays * is_open * chances, pairs.cost(played.templates, openings),
    )  # fmt: skip
    return Expected(taken, stays, is_open)


def _open(played: Played, openings: Openings, pairs: Pairs, weeks: Whole) -> Values:
    """By pair, the chance that its opening has not been taken back before a week; 1 up to its first week.

    Taken back at the end of a week from the first to the one before the start, all alike.
    """
    first = openings.first[pairs.opening]
    span = np.maximum(openings.start[pairs.opening] - first, 1)
    gone = np.clip((weeks - first) / span, 0.0, 1.0)
    return np.asarray(1 - played.rates.answers.withdrawn.value * gone, dtype=np.float64)


@dataclass(frozen=True)
class WeeksLeft:
    """In how many weeks each person, and each place of an opening, can be proposed: nobody is asked twice in a week."""

    of_people: Values
    of_openings: Values

    @classmethod
    def of(cls, people: People, openings: Openings, pairs: Pairs, weeks: tuple[int, int]) -> WeeksLeft:
        """Between two weeks, the second excluded."""
        begin, end = weeks
        last = np.minimum(pairs.last, end - 1)
        by_person = np.full(len(people.names), begin - 1)
        np.maximum.at(by_person, pairs.person, last)
        by_opening = np.full(len(openings.names), begin - 1)
        np.maximum.at(by_opening, pairs.opening, last)
        # Those that come back have no more places than the one that they all came from; parents stand before them.
        places = openings.places.copy()
        for child in np.flatnonzero(openings.parent >= 0).tolist():
            places[child] = places[openings.parent[child]]
        of_people = np.maximum(by_person - np.maximum(people.first, begin) + 1, 0)
        of_openings = places * np.maximum(by_opening - np.maximum(openings.first, begin) + 1, 0)
        return cls(of_people.astype(np.float64), of_openings.astype(np.float64))

    def add_to(self, rows: LPRows, own: Expected, first: int = 0) -> None:
        """Add the rows: proposals, not what comes of them, each counted by the chance that it can be made.

        The columns begin at `first`.
        """
        column = own.taken.column + first
        rows.add(own.taken.person, column, own.is_open, self.of_people)
        rows.add(own.taken.opening, column, own.stays, self.of_openings)


def attainable(client: HighsClient, played: Played) -> float:
    """What no policy exceeds on average that knows everything of a world but answers, leaving and taking back.

    It knows who comes and which slots open, weeks and years ahead, and may split people and places: a bound, and no
    plan. People and slots are taken in the world as they would be if nobody left and no slot were taken back.
    """
    world = played.world
    pairs = played.unhindered
    when = np.maximum(pairs.first, world.week)
    own = expected(played, world.people, world.openings, pairs, (when, world.week))
    cost, left = played.with_change(pairs, own.taken.cost)
    rows = LPRows()
    openings, taken = world.openings, replace(own.taken, cost=cost)
    add_limits(rows, taken, len(world.people.names), openings.places, openings.parent, left)
    WeeksLeft.of(world.people, world.openings, pairs, (world.week, world.end)).add_to(rows, own)
    value = pairs.gain(played.templates) * own.taken.begins
    matrix, upper = rows.matrix(len(pairs))
    return best_shares(client, matrix, value, upper).value
