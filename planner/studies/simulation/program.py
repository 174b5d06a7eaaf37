"""The programs of a simulation: rows of people, openings and budget lines, and the best choice within them.

A person has one place; an opening no more people than places, and one that comes back no more than have begun in
the one before; a budget line no more than it has. Solved by HiGHS in a process of its own.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from planner.errors import NoPlanInTime
from planner.schema.arrays import Positions, Values, Whole
from planner.solving import HighsClient, MIPArrays, WorkerLost
from planner.studies.simulation.pairs import Pairs, spread

# A whole plan may be so much worse than the best one, as a share; and the work after which a search stops.
GAP, MOST_ITERATIONS = 1e-4, 50_000
WHOLE = 1e-6
# The worker may be lost where a computer sleeps, or is very busy: what it worked on is then done again.
TRIES = 3
# SEK are large beside gains; the solver works in hundreds of thousands.
SEK = 1e-5


class LPRows:
    """Rows of a linear program under construction, each with an upper limit."""

    def __init__(self) -> None:
        self._parts: list[tuple[Positions, Positions, Values]] = []
        self._upper: list[Values] = []
        self.number = 0

    def add(self, row: Positions, column: Positions, value: Values, upper: Values) -> None:
        """Add as many rows as `upper` has limits; `row` counts them from 0."""
        self._parts.append((row + self.number, column, value))
        self._upper.append(upper)
        self.number += len(upper)

    def matrix(self, columns: int) -> tuple[sparse.csr_matrix, Values]:
        """The rows, and their upper limits."""
        row, column, value = (np.concatenate(part) for part in zip(*self._parts, strict=True))
        return sparse.csr_matrix((value, (row, column)), shape=(self.number, columns)), np.concatenate(self._upper)


@dataclass(frozen=True)
class Taken:
    """What columns take: a share of their `person`, of their `opening`, and how much of them begins.

    By column: its position in the program, `person` and `opening` (positions), `of_person`, `of_place` and `begins`
    (shares, 1 where all is certain), and `cost` (columns x lines, SEK, if all of it begins).
    """

    column: Positions
    person: Positions
    opening: Positions
    of_person: Values
    of_place: Values
    begins: Values
    cost: Values

    def and_also(self, other: Taken) -> Taken:
        """These columns and others."""
        names = ("column", "person", "opening", "of_person", "of_place", "begins", "cost")
        return Taken(*(np.concatenate([getattr(one, name) for one in (self, other)]) for name in names))


def certain(pairs: Pairs, cost: Values) -> Taken:
    """Columns 0, 1 and so on, one for each pair, where all is certain."""
    ones = np.ones(len(pairs))
    return Taken(np.arange(len(pairs)), pairs.person, pairs.opening, ones, ones, ones, cost)


def add_limits(  # noqa: PLR0913, PLR0917 - what a choice is limited by
    rows: LPRows, taken: Taken, num_people: int, places: Whole, parent: Positions, left: Values
) -> None:
    """Add the rows of people, of openings (`places` and `parent` as `Openings` has them) and of budget lines."""
    rows.add(taken.person, taken.column, taken.of_person, np.ones(num_people))
    # What has begun in an opening makes room in those that come back from it.
    child = np.flatnonzero(parent >= 0)
    order = np.argsort(taken.opening, kind="stable")
    bounds = np.searchsorted(taken.opening[order], np.arange(len(places) + 1))
    which, at = spread(bounds[parent[child]], bounds[parent[child] + 1])
    above = order[at]
    rows.add(
        np.concatenate([taken.opening, child[which]]),
        np.concatenate([taken.column, taken.column[above]]),
        np.concatenate([taken.of_place, -taken.begins[above]]),
        np.where(parent < 0, places, 0).astype(np.float64),
    )
    for line in np.flatnonzero((taken.cost > 0).any(axis=0)).tolist():
        own = np.flatnonzero(taken.cost[:, line])
        cost = taken.cost[own, line] * taken.begins[own] * SEK
        rows.add(np.zeros(len(own), dtype=np.int64), taken.column[own], cost, left[[line]] * SEK)


@dataclass(frozen=True)
class Program:
    """A choice among pairs: `value` by pair, `cost` (pairs x lines), free `places` by opening and its `parent`, `left`.

    `least` is by opening: one that needs several gets so many or nobody; 1 asks for nothing.
    """

    pairs: Pairs
    value: Values = field(repr=False)
    cost: Values = field(repr=False)
    places: Whole = field(repr=False)
    parent: Positions = field(repr=False)
    left: Values = field(repr=False)
    least: Whole = field(repr=False)

    def of(self, kept: Positions) -> Program:
        """The choice among some of the pairs."""
        return Program(
            self.pairs.of(kept), self.value[kept], self.cost[kept], self.places, self.parent, self.left, self.least
        )


def best_choice(client: HighsClient, program: Program, gap: float = GAP) -> tuple[Positions, float]:
    """The pairs of the best whole choice (within `gap`), and a bound on it; pairs without a value above 0 are left."""
    kept = np.flatnonzero(program.value > 0)
    if not len(kept):
        return kept, 0.0
    program = program.of(kept)
    number, rows = len(kept), LPRows()
    people = int(program.pairs.person.max()) + 1
    taken = certain(program.pairs, program.cost)
    add_limits(rows, taken, people, program.places, program.parent, program.left)
    needy = np.intersect1d(program.pairs.opening, np.flatnonzero(program.least > 1))
    _add_minimums(rows, program, needy, number)
    columns = number + len(needy)
    matrix, upper = rows.matrix(columns)
    goal = np.concatenate([program.value, np.zeros(len(needy))])
    if not len(needy):
        shares = best_shares(client, matrix, goal, upper)
        if (np.abs(shares.x - np.round(shares.x)) < WHOLE).all():
            return kept[shares.x > 0.5], shares.value  # noqa: PLR2004 - 0 or 1
    none, one, is_whole = np.zeros(columns), np.ones(columns), np.ones(columns, dtype=np.bool_)
    best, bound = _searched(
        client, MIPArrays(matrix, goal, np.full(rows.number, -np.inf), upper, none, one, is_whole), gap
    )
    return kept[best[:number] > 0.5], bound  # noqa: PLR2004 - 0 or 1


@dataclass(frozen=True)
class LPChoice:
    """The best choice where columns may be taken in part: x by column, prices by row, the value."""

    x: Values
    prices: Values
    value: float


def best_shares(client: HighsClient, matrix: sparse.csr_matrix, goal: Values, upper: Values) -> LPChoice:
    """The best choice with every column from 0 to 1; NoPlanInTime where the worker is lost again and again."""
    columns = len(goal)
    limits = (np.full(len(upper), -np.inf), upper, np.zeros(columns), np.ones(columns))
    for _try in range(TRIES):
        with suppress(WorkerLost):
            solved = client.load(matrix, goal, limits)
            if solved.x is not None:
                return LPChoice(solved.x, solved.prices, solved.value)
    raise NoPlanInTime


def _add_minimums(rows: LPRows, program: Program, needy: Positions, number: int) -> None:
    """For each opening that needs several, a column that says whether it gets anybody, and two rows: least and most."""
    pairs, which = program.pairs, np.arange(len(needy))
    own = np.flatnonzero(np.isin(pairs.opening, needy))
    row = np.searchsorted(needy, pairs.opening[own])
    least, one = program.least[needy].astype(np.float64), np.ones(len(own))
    above = program.parent[needy]
    most = np.where(above < 0, program.places[needy], program.places[above]).astype(np.float64)
    for sign, limit in ((-1.0, least), (1.0, most)):
        rows.add(
            np.concatenate([row, which]), np.concatenate([own, number + which]),
            np.concatenate([sign * one, -sign * limit]), np.zeros(len(needy)),
        )  # fmt: skip


def _searched(client: HighsClient, mip: MIPArrays, gap: float) -> tuple[Values, float]:
    """The best solution of a search, and its bound; NoPlanInTime where the worker is lost again and again."""
    for _try in range(TRIES):
        client.start(mip, None, gap=gap, seed=1, iterations=MOST_ITERATIONS)
        best: Values | None = None
        while (told := client.searched(math.inf)) is not None:
            best = told.x if told.x is not None else best
            if told.is_last and best is not None:
                return best, told.bound
            if told.is_last:
                break
    raise NoPlanInTime
