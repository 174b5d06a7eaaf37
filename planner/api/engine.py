"""The general engine from Python: the greatest value of one or more goals over named rows and columns, with a bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, final

import numpy as np
import pandas as pd

from planner.api.arguments import checked_overrides, in_language, suggesting
from planner.api.frames import codes
from planner.api.named import MOST_SAID, NOISE, Named, NamedRow, named
from planner.api.shown import STATUSES, Line, SelfShown
from planner.errors import CannotHold, NoPlanInTime
from planner.schema.arrays import Values
from planner.schema.settings import SolveSettings
from planner.solving import OPTIMAL_GAP, SearchRun, gap_between
from planner.solving import maximise as maximise_mip
from planner.texts import _, decimal, ngettext

Status = Literal["optimal", "feasible"]
LEAST_SECONDS = 0.1


@dataclass(frozen=True)
class _Reached:
    """One goal: the value reached in its turn, and what no solution exceeds that holds the goals before it."""

    name: str
    best: float
    bound: float

    @property
    def gap(self) -> float:
        return gap_between(self.best, self.bound)

    @property
    def status(self) -> Status:
        return "optimal" if self.gap <= OPTIMAL_GAP else "feasible"


@final
class Maximum(SelfShown):
    """The best values that were found for the variables, and how good they are. Tables are new ones at each access."""

    def __init__(self, program: Named, x: Values, reached: tuple[_Reached, ...]) -> None:
        super().__init__()
        self._program, self._x, self._reached = program, x, reached

    @property
    def values(self) -> pd.Series:
        """The value of every variable, by its name: whole numbers (Int64)."""
        return pd.Series(self._x.astype(np.int64), index=list(self._program.names), dtype="Int64", name="value")

    @property
    def value(self) -> float:
        """The value of the first goal."""
        return self._reached[0].best

    @property
    def bound(self) -> float:
        """No whole numbers that meet every row give the first goal more than this: it is proved."""
        return self._reached[0].bound

    @property
    def gap(self) -> float:
        """(bound - value) / |value| of the first goal."""
        return self._reached[0].gap

    @property
    def status(self) -> Status:
        """`optimal` where every goal is proved to be at its greatest, else `feasible`."""
        return "optimal" if all(goal.status == "optimal" for goal in self._reached) else "feasible"

    @property
    def goals(self) -> pd.DataFrame:
        """A row for each goal, in order: name, best, bound, gap, status. Each holds while the earlier ones are held."""
        names = ("name", "best", "bound", "gap", "status")
        frame = pd.DataFrame({name: [getattr(goal, name) for goal in self._reached] for name in names})
        return frame.astype({"name": "str", "status": codes(("optimal", "feasible"))})

    @property
    def rows(self) -> pd.DataFrame:
        """The rows by name: lower limit, sum and upper limit; where there is no limit, it is infinite."""
        program = self._program
        columns = {"lower": program.row_lower, "sum": program.matrix @ self._x, "upper": program.row_upper}
        return pd.DataFrame({name: cells.copy() for name, cells in columns.items()}, index=list(program.row_names))

    @property
    def _title(self) -> str:
        columns = ngettext("{number} variable", "{number} variables", len(self._x))
        rows = ngettext("{number} row", "{number} rows", len(self._program.row_names))
        return f"{columns}, {rows}: {_(STATUSES[self.status])}"

    @property
    def _lines(self) -> list[Line]:
        reached = [(goal.name, *(decimal(x, 6, trim=True) for x in (goal.best, goal.bound))) for goal in self._reached]
        return [(name, _("{best}, at most {bound}", best=best, bound=bound)) for name, best, bound in reached]


@suggesting
def maximise(  # noqa: PLR0913 - a program and a budget
    objective: Mapping[str, float] | pd.Series | Mapping[str, Mapping[str, float]] | Mapping[str, pd.Series],
    rows: Mapping[str, NamedRow] | pd.DataFrame,
    bounds: Mapping[str, tuple[float, float]] | pd.DataFrame | None = None,
    *,
    time_limit: float = 20.0,
    gap: float = 0.0,
    seed: int = 1,
    workers: int = 2,
    language: str | None = None,
) -> Maximum:
    """Maximise over whole-numbered variables, by name, with the engine that plans weeks; the bound is proved.

    `objective` has a coefficient for each variable (a dict or a Series), or is a dict of several such goals by name:
    each is then maximised while those before it keep what they reached. To minimise, negate the coefficients.
    `rows` is a dict of rows by name, each `{"coefficients": {variable: number}, "lower": number, "upper": number}` with
    one limit or both; or a DataFrame with a line for each row, a column for each variable, and the columns `lower` and
    `upper`. `bounds` gives the two whole bounds of every variable, as pairs or as a DataFrame with the columns `lower`
    and `upper`; without it, the variables are those of the objective, each 0 or 1.

    `time_limit` (seconds for all goals), `gap` (a share), `seed` and `workers` are as in `plan`; with one worker, the
    same values come out every time. `language` is that of the messages.
    Raises UsageFault for names, bounds and numbers that cannot be used (all are listed), CannotHold where no whole
    numbers meet every row, NoPlanInTime where none were found in time, TypeError for an unknown keyword
    and for what is of another kind.
    """
    with in_language(language):
        changes = checked_overrides(time_limit=time_limit, gap=gap, seed=seed, workers=workers)
        program = named(objective, rows, bounds)
        return _Ascent(program, SolveSettings(**changes.get("solve", {}))).run()


class _Ascent:
    """The goals one after the other, each held at what it reached."""

    def __init__(self, program: Named, solve: SolveSettings) -> None:
        self.program, self.solve = program, solve
        self.run_of_all = SearchRun.of(solve.time_limit_seconds, gap=solve.gap, seed=solve.seed, workers=solve.workers)
        self.y: Values | None = None

    def run(self) -> Maximum:
        """Reach every goal in turn."""
        program = self.program
        if never := program.beyond_bounds():
            raise CannotHold("\n".join(never[:MOST_SAID]))
        held: dict[str, float] = {}
        reached: list[_Reached] = []
        for name, goal in program.goals.items():
            best, bound = self._reach(goal, held, len(program.goals) - len(reached))
            reached.append(_Reached(name, best, bound))
            # A later goal may lower an earlier one by float noise alone.
            held[name] = best - NOISE * max(abs(best), 1.0)
        assert self.y is not None  # noqa: S101 - without values the first goal raises
        return Maximum(program, self._whole(self.y), tuple(reached))

    def _reach(self, goal: Values, held: Mapping[str, float], goals_left: int) -> tuple[float, float]:
        program = self.program
        mip = program.mip(held)
        reached = maximise_mip(mip, goal[program.order], self._share(goals_left), start=self.y)
        if reached.x is not None:
            self.y = reached.x
        elif self.y is None and reached.is_proved_empty:
            msg = _("No whole numbers within the bounds meet every row: some of the rows contradict each other.")
            raise CannotHold(msg)
        elif self.y is None:
            msg = _("No values that meet every row were found, nor that there are none. A longer time_limit may tell.")
            raise NoPlanInTime(msg)
        best = float(goal @ self._whole(self.y))
        return best, max(reached.bound + float(goal @ program.lower), best)

    def _share(self, goals_left: int) -> SearchRun:
        """An equal share of the time that is left; of counted work, an equal share of all of it."""
        count = len(self.program.goals)
        return self.run_of_all.having(self.run_of_all.budget.share(1 / count, to_come=goals_left / count))

    def _whole(self, y: Values) -> Values:
        """The values of the variables, of a solution by column that counts them from their lower bounds."""
        x = self.program.lower.copy()
        x[self.program.order] += np.round(y)
        return x
