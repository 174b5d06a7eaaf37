"""A week solved again round a known plan: with somebody placed, or more room, while the plan's goals are held."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from planner.formulation import GOALS, MIP, Chosen, Earlier, Goal, Name, assemble, hard_rows
from planner.instance import Instance, is_main_with_gain
from planner.schema.arrays import Positions, Values
from planner.schema.rows import INFINITY, Entries, Rows
from planner.solving.apart import reach_apart
from planner.solving.bound import closed
from planner.solving.components import part_of
from planner.solving.order import at_least
from planner.solving.partner import Partner
from planner.solving.relaxation import relax_within
from planner.solving.rounding import is_solution, taken_in_order
from planner.solving.search import Effort
from planner.solving.tighten import tightened

# Plans whose outcomes differ by less are alike: more than four decimals are never told.
ALIKE = 4e-5
# In the neighbourhood of a plan, at most so many people of each kind are free.
MOST_NEAR = 100
# One relaxation of the whole week serves all questions about a large one, and may take so many times a solve's seconds.
RELAXING = 10.0
# So that sums of hours and SEK break no limit by rounding.
SLACK = 1e-6
FORCED: Name = ("forced", ("forced",))


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
    Each solve may use `seconds`, on the clock, or counted where the scenario asks for one worker.
    """

    instance: Instance = field(repr=False)
    chosen: Chosen = field(repr=False)
    held: tuple[str, ...]
    duals: Mapping[Name, float] = field(repr=False)
    partner: Partner = field(repr=False)
    seconds: float

    def holding(self, held: Sequence[str]) -> Resolving:
        """The same with other goals held."""
        return replace(self, held=tuple(held))

    @cached_property
    def mip(self) -> MIP:
        """The hard constraints, the goals held, and as many main places with a gain as the plan has, if any is held."""
        return assemble(self.instance, [*hard_rows(self.instance), *self._held()])

    @cached_property
    def objective(self) -> Values:
        """What each column counts for the outcome."""
        return self.mip.coefficients(GOALS["outcome"](self.instance, self._earlier).entries)

    @cached_property
    def value(self) -> float:
        """The outcome of the plan."""
        return GOALS["outcome"](self.instance, self._earlier).score(self.chosen)

    @cached_property
    def _keeping(self) -> Values:
        """A little for every proposal that stays, so that of plans alike the one with the fewest moves is found."""
        keeping = np.zeros(self.mip.num_columns)
        keeping[self.mip.positions("x", self.chosen)] = ALIKE / max(len(self.chosen), 1)
        return keeping

    def goals(self) -> list[Goal]:
        """The goals held, as the plan reached them."""
        return [GOALS[name](self.instance, self._earlier) for name in self.held]

    def best(self, forced: Positions | None = None, more: Mapping[Name, float] | None = None) -> Again:
        """The best plan that takes one of some candidates, with the upper limits of some rows higher by an amount."""
        mip = self.mip
        if more:
            upper = mip.row_upper.copy()
            for name, amount in more.items():
                upper[self._row(name)] += amount
            mip = replace(mip, row_upper=upper)
        if forced is not None:
            mip = _with_forced(mip, forced)
        prices = mip.by_row(self.duals)
        sought, effort = self.objective + self._keeping, self._effort(self.seconds)
        reached = reach_apart(mip, sought, self._start(mip, forced), effort, self.partner, prices=prices)
        if reached.x is None:
            return Again(
                None, -math.inf, -math.inf if reached.is_proved_empty else reached.bound, reached.is_proved_empty
            )
        taken = reached.x[: len(mip.candidates)] > 0.5  # noqa: PLR2004 - 0 or 1
        value = float(self.objective @ reached.x)
        return Again(mip.candidates[taken], value, max(reached.bound, value))

    def near(self, forced: Positions) -> Again:
        """As `best` with `forced`, where the week is too large: only the plan's neighbourhood is searched.

        Everybody else stays as in the plan. The bound is that of the linear relaxation of the whole week.
        """
        mip = _with_forced(self.mip, forced)
        columns = self.mip.positions("x", forced)
        bound = float(self._bounds[columns].max())
        free = np.isin(self._person, self._neighbours(columns))
        fixed = np.zeros(mip.num_columns, dtype=bool)
        fixed[self._taken] = True
        fixed[: len(free)] &= ~free
        used = np.asarray(mip.matrix[:, np.flatnonzero(fixed)].sum(axis=1)).ravel()
        own = np.flatnonzero(np.concatenate([free, np.ones(mip.num_columns - len(free), dtype=bool)]))
        rows = np.unique(mip.matrix[:, own].nonzero()[0])
        part = part_of(mip, own, rows, (mip.row_lower - used)[rows], (mip.row_upper - used)[rows])
        sought = (self.objective + self._keeping)[own]
        prices = part.by_row(self.duals)
        reached = reach_apart(part, sought, None, self._effort(self.seconds), self.partner, prices=prices)
        if reached.x is None:
            return Again(None, -math.inf, bound)
        x = fixed.astype(float)
        x[own] = reached.x
        value = float(self.objective @ x)
        return Again(mip.candidates[x[: len(mip.candidates)] > 0.5], value, max(bound, value))  # noqa: PLR2004 - 0 or 1

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
    def _bounds(self) -> Values:
        """For each column a bound on every plan that takes it, from one relaxation of the whole week."""
        prices = self.mip.by_row(self.duals)
        tight = tightened(self.mip)
        effort = self._effort(RELAXING * self.seconds)
        relaxation = relax_within(tight, self.objective, self.partner, effort, prices=prices)
        closing = closed(self.mip, self.objective, prices) if relaxation is None else relaxation.closing
        return closing.with_column()

    def _neighbours(self, forced: Positions) -> Positions:
        """The people of some columns, those whose proposals are in rows that are full, and those who could follow them.

        At most MOST_NEAR of each kind: of people in full rows those of least gain, of others those of greatest.
        """
        taken, matrix = self._taken, self.mip.matrix
        used = np.asarray(matrix[:, taken].sum(axis=1)).ravel()
        more = np.asarray(abs(matrix[:, forced]).max(axis=1).todense()).ravel()
        full = np.flatnonzero((more > 0) & (used + more > self.mip.row_upper + SLACK))
        in_row = np.asarray(abs(matrix[full][:, taken]).sum(axis=0)).ravel() > 0
        leaving = taken[in_row]
        leaving = leaving[np.argsort(self.objective[leaving], kind="stable")][:MOST_NEAR]
        slot = self.instance.columns["slot"].to_numpy()
        people = np.unique(np.concatenate([self._person[forced], self._person[leaving]]))
        slots = np.unique(np.concatenate([slot[forced], slot[leaving], slot[np.isin(self._person, people)]]))
        there = taken[np.isin(slot[taken], slots)]
        there = there[np.argsort(self.objective[there], kind="stable")][:MOST_NEAR]
        others = np.flatnonzero(np.isin(slot, slot[leaving]))
        others = others[np.argsort(-self.objective[others], kind="stable")][:MOST_NEAR]
        return np.unique(np.concatenate([people, self._person[there], self._person[others]]))

    def _effort(self, seconds: float) -> Effort:
        settings = self.instance.solve_settings
        return Effort(seconds, 0.0, settings.seed, settings.workers, settings.workers == 1)

    def _row(self, name: Name) -> int:
        return self._rows[name]

    @cached_property
    def _rows(self) -> Mapping[Name, int]:
        return {name: row for row, name in enumerate(self.mip.names)}

    @cached_property
    def _earlier(self) -> Earlier:
        """What goals know of those before them: of fair_share's targets, those that the plan itself leaves."""
        return Earlier(self.chosen, lambda _own: math.inf)

    def _held(self) -> list[Rows]:
        rows: list[Rows] = []
        for goal in self.goals():
            rows += [goal.rows] if goal.rows is not None else []
            score = goal.score(self.chosen)
            rows.append(at_least(f"held_{goal.name}", goal.entries, score - 1e-9 * max(abs(score), 1.0)))
        if rows:
            columns = self.instance.columns
            gains = columns.index.to_numpy()[is_main_with_gain(columns)]
            key = Entries("x", np.zeros(len(gains), dtype=np.int64), gains, np.ones(len(gains)))
            rows.append(at_least("held_placed", (key,), float(len(np.intersect1d(self.chosen, gains)))))
        return rows

    def _start(self, mip: MIP, forced: Positions | None) -> Values | None:
        """The plan with a forced candidate before all others, as far as it fits; None where it then falls short."""
        first = [] if forced is None else [forced[np.argmax(self.objective[mip.positions("x", forced)])]]
        order = mip.positions("x", np.concatenate([np.array(first, dtype=np.int64), np.setdiff1d(self.chosen, first)]))
        opened = np.zeros(mip.num_columns)
        opened[order] = 1.0
        touched = np.flatnonzero(abs(mip.matrix) @ opened > 0)
        is_open = mip.is_auxiliary & (np.asarray(abs(mip.matrix[touched]).sum(axis=0)).ravel() > 0)
        x = taken_in_order(mip, order, np.where(is_open, mip.upper, 0.0))
        return x if x is not None and is_solution(mip, x) else None


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
