"""A week solved again round a known plan: with somebody placed, or more room, while the plan's goals are held."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from planner.formulation import GOALS, MIP, Alone, Chosen, Earlier, Goal, Name, assemble, hard_rows, known_plan
from planner.instance import Instance, is_main_with_gain
from planner.schema.arrays import Bools, Positions, Values
from planner.schema.rows import INFINITY, Entries, Rows
from planner.solving.decomposition.by_component import solve_by_component
from planner.solving.decomposition.components import part_of
from planner.solving.highs.client import HighsClient
from planner.solving.marginal.row_prices import with_one_more
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import LagrangianBound, lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun, budget_of
from planner.solving.search.heuristics import Activity, is_solution, taken_in_order

# Plans whose outcomes differ by less are alike: more than four decimals are never told.
ALIKE = 4e-5
# One relaxation of the whole week serves all questions about a large one, and may take so many times a solve's seconds.
RELAXING = 10.0
# So that sums of hours and SEK break no limit by rounding.
SLACK = 1e-6
NONE: Positions = np.array([], dtype=np.int64)
FORCED: Name = ("forced", ("forced",))


@dataclass(frozen=True)
class WeekChange:
    """What a solve has other than the plan's week: one of `forced` is taken, none of `without` (candidates, ascending).

    `more` raises the upper limits of rows, by name, each by an amount; below 0 it lowers them. `around` are candidates
    whose neighbourhood is searched as well where only that of a plan is.
    """

    forced: Positions = field(default_factory=lambda: NONE)
    without: Positions = field(default_factory=lambda: NONE)
    more: tuple[tuple[Name, float], ...] = ()
    around: Positions = field(default_factory=lambda: NONE)


NO_CHANGE = WeekChange()


@dataclass(frozen=True)
class Again:
    """The best plan found for the outcome, its value, and a bound on every plan under the same rows.

    `chosen` are positions of candidates, ascending; None where no plan was found, and `is_impossible` where it is
    proved that there is none.
    """

    chosen: Chosen | None = field(repr=False)
    value: float
    bound: float
    is_impossible: bool = False


@dataclass(frozen=True)
class Resolving:
    """Solves a week again near a plan, with the goals named in `held` no worse than in the plan.

    `chosen` is the plan (positions of candidates, ascending), `duals` the row prices of the outcome's relaxation.
    Each solve may use `seconds`, on the clock, or counted where the scenario asks for one worker. With `keeps`, of
    plans alike the one with the fewest moves is found, and the bound may be ALIKE higher for it. With `relaxes`, bounds
    near the plan come from a relaxation of this week with its goals held, else from `duals` alone. `alone` has by name
    what groups could have alone, where a goal held looks at that.
    """

    instance: Instance = field(repr=False)
    chosen: Chosen = field(repr=False)
    held: tuple[str, ...]
    duals: Mapping[Name, float] = field(repr=False)
    client: HighsClient = field(repr=False)
    seconds: float
    keeps: bool = True
    relaxes: bool = True
    alone: Mapping[str, Alone] = field(default_factory=dict, repr=False)

    @cached_property
    def mip(self) -> MIP:
        """The hard constraints, the goals held, and as many main places with a gain as the plan has, if any is held."""
        return assemble(self.instance, [*hard_rows(self.instance), *self._held()])

    @cached_property
    def objective(self) -> Values:
        """What each column counts for the outcome."""
        return self.mip.coefficients(GOALS["outcome"](self.instance, self.earlier).entries)

    @cached_property
    def value(self) -> float:
        """The outcome of the plan."""
        return GOALS["outcome"](self.instance, self.earlier).score(self.chosen)

    @cached_property
    def _keeping(self) -> Values:
        """A little for every proposal that stays, so that of plans alike the one with the fewest moves is found."""
        keeping = np.zeros(self.mip.num_columns)
        if self.keeps:
            keeping[self.mip.positions("x", self.chosen)] = ALIKE / max(len(self.chosen), 1)
        return keeping

    def goals(self) -> list[Goal]:
        """The goals held, as the plan reached them."""
        return [GOALS[name](self.instance, self.earlier) for name in self.held]

    def best(self, change: WeekChange = NO_CHANGE) -> Again:
        """The best plan of the whole week under a change."""
        mip = self._changed(change)
        prices = mip.by_row(self.duals)
        sought, run = self._sought(mip, change), self.run(self.seconds)
        start = self._start(mip, change.forced)
        reached = solve_by_component(mip, sought, start, run, self.client, prices=prices)
        if reached.x is None:
            bound = -math.inf if reached.is_proved_empty else reached.bound
            return Again(None, -math.inf, bound, reached.is_proved_empty)
        return self._found(mip, reached.x, reached.bound)

    def near(self, change: WeekChange) -> Again:
        """As `best`, where the week is large: only the plan's neighbourhood of the change is searched.

        Everybody else stays as in the plan. The bound is that of the linear relaxation of the whole week.
        """
        mip = self._changed(change)
        if len(change.forced) and not self._fits_beside_pins(mip, change.forced).any():
            return Again(None, -math.inf, -math.inf, is_impossible=True)
        bound = self._bound(mip, change)
        free = np.zeros(mip.num_columns, dtype=bool)
        free[: len(self._person)] = np.isin(self._person, self._neighbours(mip, change))
        fixed = np.zeros(mip.num_columns, dtype=bool)
        fixed[self._taken] = True
        fixed &= ~free
        used = np.asarray(mip.matrix[:, np.flatnonzero(fixed)].sum(axis=1)).ravel()
        own = np.flatnonzero(free | mip.is_auxiliary)
        rows = np.unique(mip.matrix[:, own].nonzero()[0]).astype(np.int64)
        part = part_of(mip, own, rows, (mip.row_lower - used)[rows], (mip.row_upper - used)[rows])
        sought = self._sought(mip, change)[own]
        prices = part.by_row(self.duals)
        reached = solve_by_component(part, sought, None, self.run(self.seconds), self.client, prices=prices)
        if reached.x is None:
            return Again(None, -math.inf, bound)
        x = fixed.astype(float)
        x[own] = reached.x
        return self._found(mip, x, bound)

    def least_costs(self) -> Values:
        """For each candidate's column what taking it costs at least, by the bound of the relaxation."""
        _prices, lagrangian = self._relaxed
        return self.value - lagrangian.bound_if_used()[: len(self.mip.candidates)]

    def activity(self) -> Activity:
        """What the plan uses of every row."""
        return Activity(self.mip, self._opened(self.mip, self._taken))

    def short(self, candidate: int) -> dict[Name, float]:
        """The rows that a candidate would break beside the plan without the person's proposals, and by how much."""
        column = int(self.mip.positions("x", np.array([candidate]))[0])
        own = self._taken[self._person[self._taken] == self._person[column]]
        activity = Activity(self.mip, self._opened(self.mip, np.setdiff1d(self._taken, own)))
        rows = activity.broken_by(column)
        over = activity.over(column, np.sort(rows))
        return {self.mip.names[row]: float(more) for row, more in zip(np.sort(rows).tolist(), over, strict=True)}

    def full(self, candidate: int) -> tuple[Name, ...]:
        """The rows of a proposal in which nobody else of its kind would fit beside the plan."""
        column = int(self.mip.positions("x", np.array([candidate]))[0])
        return tuple(self.mip.names[row] for row in self.activity().broken_by(column).tolist())

    def _changed(self, change: WeekChange) -> MIP:
        mip = self.mip
        for name, amount in change.more:
            row = self._rows[name]
            if name[1][-1] == "open":  # as many places as the slot has, if it runs: one more then too
                mip = with_one_more(mip, row)
            else:
                upper = mip.row_upper.copy()
                upper[row] += amount
                mip = replace(mip, row_upper=upper)
        if len(change.without):
            most = mip.upper.copy()
            most[mip.positions("x", change.without)] = 0.0
            mip = replace(mip, upper=most)
        return _with_forced(mip, change.forced) if len(change.forced) else mip

    def _sought(self, mip: MIP, change: WeekChange) -> Values:
        """The goal of a search, with a little for every proposal that stays."""
        sought: Values = self._goal(mip, change) + self._keeping
        return sought

    def _goal(self, mip: MIP, change: WeekChange) -> Values:
        """The outcome; candidates to be left out lose by it, so that no bound counts on them."""
        goal = self.objective.copy()
        goal[mip.positions("x", change.without)] = -1.0
        return goal

    def _found(self, mip: MIP, x: Values, bound: float) -> Again:
        """The answer of a search; what it counted for keeping proposals is no part of the value."""
        value = float(self.objective @ x)
        return Again(mip.candidates[x[: len(mip.candidates)] > 0.5], value, max(bound, value))  # noqa: PLR2004 - 0 or 1

    @property
    def _most(self) -> int:
        """How many people of each kind are free in the neighbourhood of a plan."""
        return self.instance.solve_settings.parameters.neighbours

    @cached_property
    def _person(self) -> Positions:
        """The person of each candidate's column."""
        person: Positions = self.instance.columns["person"].to_numpy()
        return person

    @cached_property
    def _taken(self) -> Positions:
        """The columns of the plan."""
        return self.mip.positions("x", self.chosen)

    @cached_property
    def _relaxed(self) -> tuple[Values, LagrangianBound]:
        """Row prices from one relaxation of the whole week, and what they prove without any change."""
        known, relaxation = self.mip.by_row(self.duals), None
        if self.relaxes:
            run = self.run(RELAXING * self.seconds)
            relaxation = relax(scale_rows(self.mip), self.objective, self.client, run, prices=known)
        if relaxation is None:
            return known, lagrangian_bound(self.mip, self.objective, known)
        return relaxation.prices, relaxation.lagrangian

    def _fits_beside_pins(self, mip: MIP, candidates: Positions) -> Bools:
        """Which candidates break no row together with the pins; of a pin's forms the least use of a row counts."""
        matrix = mip.matrix
        pins = matrix[np.flatnonzero((mip.constraints == "decisions") & (mip.row_lower > 0))]
        used = np.zeros(matrix.shape[0])
        for at in range(pins.shape[0]):
            columns = matrix[:, pins.indices[pins.indptr[at] : pins.indptr[at + 1]]]
            used += np.asarray(columns.min(axis=1).todense()).ravel()
        own = matrix[:, mip.positions("x", candidates)].tocsc()
        is_limit = np.asarray(matrix.min(axis=1).todense()).ravel() >= 0  # else an auxiliary variable may give room
        fits = []
        for at in range(own.shape[1]):
            rows = own.indices[own.indptr[at] : own.indptr[at + 1]]
            total = used[rows] + own.data[own.indptr[at] : own.indptr[at + 1]]
            fits.append(not (is_limit[rows] & (total > mip.row_upper[rows] + SLACK)).any())
        pinned = np.isin(candidates, mip.candidates[pins.indices[pins.indices < len(mip.candidates)]])
        return np.array(fits, dtype=bool) | pinned

    def _bound(self, mip: MIP, change: WeekChange) -> float:
        """A bound on every plan under a change."""
        prices, lagrangian = self._relaxed
        if change.more or len(change.without):
            known = np.append(prices, np.zeros(len(mip.names) - len(prices)))
            lagrangian = lagrangian_bound(mip, self._goal(mip, change), known)
        if not len(change.forced):
            return lagrangian.bound
        return float(lagrangian.bound_if_used()[mip.positions("x", change.forced)].max())

    def _neighbours(self, mip: MIP, change: WeekChange) -> Positions:
        """The people whom a change bears on: those of its candidates, those whom they drive out, and those who follow.

        Driven out are people whose proposals are in rows that are full; at most `neighbours` of each kind count:
        of people in full rows those of least gain, of others those of greatest.
        """
        taken, matrix, slot = self._taken, mip.matrix, self.instance.columns["slot"].to_numpy()
        wanted, left = self._wanted(mip, change), mip.positions("x", change.without)
        used = np.asarray(matrix[:, taken].sum(axis=1)).ravel()
        more = np.asarray(abs(matrix[:, wanted]).max(axis=1).todense()).ravel() if len(wanted) else np.zeros(len(used))
        full = np.flatnonzero((more > 0) & (used + more > mip.row_upper + SLACK))
        in_row = np.asarray(abs(matrix[full][:, taken]).sum(axis=0)).ravel() > 0
        leaving = np.union1d(self._least(taken[in_row]), left)
        people = np.unique(np.concatenate([self._person[wanted], self._person[leaving]]))
        slots = np.unique(np.concatenate([slot[wanted], slot[leaving], slot[np.isin(self._person, people)]]))
        there = self._least(taken[np.isin(slot[taken], slots)])
        others = np.flatnonzero(np.isin(slot, slot[leaving]))
        others = others[np.argsort(-self.objective[others], kind="stable")][: self._most]
        return np.unique(np.concatenate([people, self._person[there], self._person[others]]))

    def _wanted(self, mip: MIP, change: WeekChange) -> Positions:
        """The columns that a change may bring into a plan: forced ones, and of other kinds those that gain most.

        These are other columns of a person whose own are left out, and columns in rows that are raised.
        """
        rows = [self._rows[name] for name, _amount in change.more]
        in_rows = np.asarray(abs(mip.matrix[rows]).sum(axis=0)).ravel()[: len(self._person)] > 0
        of_people = np.isin(self._person, self._person[mip.positions("x", change.without)])
        may_come = np.flatnonzero(in_rows | of_people)
        may_come = may_come[np.argsort(-self.objective[may_come], kind="stable")][: self._most]
        asked = np.concatenate([change.forced, change.around])
        return np.unique(np.concatenate([mip.positions("x", asked), may_come]))

    def _least(self, columns: Positions) -> Positions:
        """The columns of least gain, as many as people of a kind may be free."""
        return columns[np.argsort(self.objective[columns], kind="stable")][: self._most]

    def run(self, seconds: float) -> SearchRun:
        """How one search is run: as the scenario asks, with so many seconds."""
        settings = self.instance.solve_settings
        budget = budget_of(seconds, settings.workers)
        return SearchRun(budget, 0.0, settings.seed, settings.workers, settings.parameters)

    @cached_property
    def _rows(self) -> Mapping[Name, int]:
        return {name: row for row, name in enumerate(self.mip.names)}

    @cached_property
    def earlier(self) -> Earlier:
        """What goals know of those before them: targets and shares of groups are those that the plan itself leaves."""
        return known_plan(self.instance, self.chosen, self.alone)

    def _held(self) -> list[Rows]:
        rows: list[Rows] = []
        for goal in self.goals():
            rows += [goal.rows] if goal.rows is not None else []
            score = goal.score(self.chosen)
            rows.append(Rows.one_at_least(f"held_{goal.name}", goal.entries, score - 1e-9 * max(abs(score), 1.0)))
        if rows:
            columns = self.instance.columns
            gains = columns.index.to_numpy()[is_main_with_gain(columns)]
            key = Entries("x", np.zeros(len(gains), dtype=np.int64), gains, np.ones(len(gains)))
            rows.append(Rows.one_at_least("held_placed", (key,), float(len(np.intersect1d(self.chosen, gains)))))
        return rows

    def _start(self, mip: MIP, forced: Positions) -> Values | None:
        """The plan with a forced candidate before all others, as far as it fits; None where it then falls short."""
        first = forced[np.argsort(-self.objective[mip.positions("x", forced)], kind="stable")][:1]
        order = mip.positions("x", np.concatenate([first, np.setdiff1d(self.chosen, first)]))
        opened = self._opened(mip, order)
        opened[order] = 0.0
        x = taken_in_order(mip, order, opened)
        return x if x is not None and is_solution(mip, x) else None

    @staticmethod
    def _opened(mip: MIP, taken: Positions) -> Values:
        """Some candidates' columns taken, and every auxiliary variable of their rows as great as it may be."""
        x = np.zeros(mip.num_columns)
        x[taken] = 1.0
        touched = np.flatnonzero(abs(mip.matrix) @ x > 0)
        is_open = mip.is_auxiliary & (np.asarray(abs(mip.matrix[touched]).sum(axis=0)).ravel() > 0)
        return np.where(is_open, mip.upper, x)


def _with_forced(mip: MIP, forced: Positions) -> MIP:
    """The MIP with one row more: at least one of some candidates is taken."""
    row = np.zeros((1, mip.num_columns))
    row[0, mip.positions("x", forced)] = 1.0
    return replace(
        mip,
        matrix=sparse.vstack([mip.matrix, sparse.csr_matrix(row)], format="csr"),
        row_lower=np.append(mip.row_lower, 1.0),
        row_upper=np.append(mip.row_upper, INFINITY),
        names=(*mip.names, FORCED),
    )
