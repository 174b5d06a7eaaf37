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
from planner.solving.order import at_least
from planner.solving.partner import Partner
from planner.solving.rounding import is_solution, taken_in_order
from planner.solving.search import Effort

# Plans whose outcomes differ by less are alike: more than four decimals are never told.
ALIKE = 4e-5
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
        settings = self.instance.solve_settings
        effort = Effort(self.seconds, 0.0, settings.seed, settings.workers, settings.workers == 1)
        prices = mip.by_row(self.duals)
        sought = self.objective + self._keeping
        reached = reach_apart(mip, sought, self._start(mip, forced), effort, self.partner, prices=prices)
        if reached.x is None:
            return Again(
                None, -math.inf, -math.inf if reached.is_proved_empty else reached.bound, reached.is_proved_empty
            )
        taken = reached.x[: len(mip.candidates)] > 0.5  # noqa: PLR2004 - 0 or 1
        value = float(self.objective @ reached.x)
        return Again(mip.candidates[taken], value, max(reached.bound, value))

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
