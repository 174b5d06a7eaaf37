"""The programs of a simulation: rows of people, openings and budget lines, and the best choice within them.

A person has one place; an opening no more people than places, and one that comes back no more than have begun in
the one before; a budget line no more than it has. Solved by HiGHS in a process of its own.
"""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

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
# Up to so many columns stand in a linear program from the first; of more, so many of each person at first, and so many
# are added at a time of those that its prices say are missing.
MOST_AT_ONCE, AT_FIRST, ADDED = 20_000, 4, 2
MISSING = 1e-9
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


class Limits(NamedTuple):
    """Where the rows of a choice stand: those of its people, of its openings, and of the budget `lines` in use."""

    people: slice
    openings: slice
    lines: Positions
    of_lines: Positions


def add_limits(  # noqa: PLR0913, PLR0917 - what a choice is limited by
    rows: LPRows, taken: Taken, num_people: int, places: Whole, parent: Positions, left: Values
) -> Limits:
    """Add the rows of people, of openings (`places` and `parent` as `Openings` has them) and of budget lines."""
    of_people = slice(rows.number, rows.number + num_people)
    of_openings = slice(of_people.stop, of_people.stop + len(places))
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
    lines = np.flatnonzero((taken.cost > 0).any(axis=0))
    for line in lines.tolist():
        own = np.flatnonzero(taken.cost[:, line])
        cost = taken.cost[own, line] * taken.begins[own] * SEK
        rows.add(np.zeros(len(own), dtype=np.int64), taken.column[own], cost, left[[line]] * SEK)
    return Limits(of_people, of_openings, lines, of_openings.stop + np.arange(len(lines)))


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


def best_shares(
    client: HighsClient, matrix: sparse.csr_matrix, goal: Values, upper: Values, rounds: float = math.inf
) -> LPChoice:
    """The best choice with every column from 0 to 1; NoPlanInTime where the worker is lost again and again.

    Rows that cannot be full however much is taken are left out: their price is 0. Of many columns only the best of each
    person stand in the program at first, then those that its prices say are missing, until none is, or for so many
    `rounds`: then the choice is the best among those that stand there.
    """
    if not len(goal):
        return LPChoice(goal, np.zeros(len(upper)), 0.0)
    may_bind = np.flatnonzero(np.asarray(matrix.maximum(0).sum(axis=1)).ravel() > upper)
    part, limits = matrix[may_bind].tocsc(), upper[may_bind]
    for _try in range(TRIES):
        with suppress(WorkerLost):
            solved = _grown(client, part, goal, limits, _person_of(matrix), rounds)
            if solved is not None:
                prices = np.zeros(len(upper))
                prices[may_bind] = solved.prices
                return LPChoice(solved.x, prices, solved.value)
    raise NoPlanInTime


def _person_of(matrix: sparse.csr_matrix) -> Positions:
    """By column a number of the person: its first row, since rows of people stand before the others."""
    by_column = matrix.tocsc()
    by_column.sort_indices()
    own = np.diff(by_column.indptr) > 0
    first = np.full(matrix.shape[1], -1, dtype=np.int64)
    first[own] = by_column.indices[by_column.indptr[:-1][own]]
    return first


def _grown(  # noqa: PLR0913, PLR0917 - a program, whose columns are whose, and how far to go
    client: HighsClient, matrix: sparse.csc_matrix, goal: Values, upper: Values, person: Positions, rounds: float
) -> LPChoice | None:
    """The best choice by column generation; None where HiGHS finds none."""
    rows, columns = matrix.shape
    first = np.arange(columns) if columns <= MOST_AT_ONCE else _best_of_each(goal, np.arange(columns), person, AT_FIRST)
    parts, is_in = [first], np.zeros(columns, dtype=np.bool_)
    is_in[first] = True
    own, empty = goal[first], np.zeros(0)
    bounds = np.full(rows, -np.inf), upper, np.zeros(len(first)), np.ones(len(first))
    solved = client.load(matrix[:, first].tocsr(), own, bounds)
    while solved.x is not None:
        reduced = goal - matrix.T @ np.maximum(solved.prices, 0.0)
        missing = np.flatnonzero(~is_in & (reduced > MISSING))
        if not len(missing) or len(parts) > rounds:
            x = np.zeros(columns)
            x[np.concatenate(parts)] = solved.x
            return LPChoice(x, solved.prices, solved.value)
        more = _best_of_each(reduced, missing, person, ADDED)
        parts.append(more)
        is_in[more] = True
        none = sparse.csr_matrix((0, int(is_in.sum())))
        solved = client.grow(
            matrix[:, more].tocsr(), goal[more], (np.zeros(len(more)), np.ones(len(more))), none, (empty, empty)
        )
    return None


def _best_of_each(value: Values, among: Positions, person: Positions, number: int) -> Positions:
    """Of some columns, those of greatest value of each person, so many of each at most."""
    order = among[np.lexsort((-value[among], person[among]))]
    starts = np.flatnonzero(np.diff(person[order], prepend=-2))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    return np.sort(order[rank < number])


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
