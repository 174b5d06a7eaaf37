"""The difference of two plans from Python, as the command `diff` tells it."""

from __future__ import annotations

from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, suggesting
from planner.api.frames import by_employer_frame, difference_frame
from planner.api.result import Result, earlier_plan
from planner.api.shown import Line, Unpickled
from planner.reports import difference_summary
from planner.schema.plan_tables import CHANGES
from planner.schema.weeks import week_label
from planner.texts import N_, _, decimal
from planner.weeks import Difference, difference

_WORDS = {"new": N_("new"), "moved": N_("moved"), "withdrawn": N_("withdrawn"), "kept": N_("kept")}


@final
class Diff(Unpickled):
    """What one plan changes of another. Every table is a new DataFrame at each access."""

    _unpickled = ("difference", "as it holds two plans; pickle its tables")

    def __init__(self, one: Difference) -> None:
        super().__init__()
        self._one = one

    @property
    def people(self) -> pd.DataFrame:
        """A row for each place that either plan proposes: new, moved, withdrawn or kept, and what it gains.

        `figures` says whose figure `value_before` is: the second plan's, or the first's where the second has none.
        """
        return difference_frame(self._one.people)

    @property
    def by_employer(self) -> pd.DataFrame:
        """A row for each slot whose people change; `leave` and `come` hold tuples of jobseeker ids."""
        return by_employer_frame(self._one.by_employer)

    @property
    def summary(self) -> dict[str, Any]:
        """What `planner diff --json` says, a new dict."""
        return difference_summary(self._one)

    @property
    def _title(self) -> str:
        first, second = (week_label(plan.week) for plan in (self._one.first, self._one.second))
        return _("The plan of {second} against that of {first}", second=second, first=first)

    @property
    def _lines(self) -> list[Line]:
        lines = [(_(_WORDS[change]), decimal(self._one.counts[change], 0)) for change in CHANGES]
        if self._one.has_other_unit:
            return lines
        return [*lines, (_("the moves gain"), decimal(self._one.gain_of_moves, 3, plus=True))]


@suggesting
def diff(first: Result | PathLike, second: Result | PathLike, *, language: str | None = None) -> Diff:
    """Compare two plans, each a Result or the folder of a plan, without planning anything; weeks may differ.

    `language` is that of messages; without it, the second plan's, else that of `set_language`. Raises UsageFault where
    a folder holds no plan, InputFaults where its files cannot be read or its proposals are doubtful.
    """
    with in_language(language, second, first):
        return Diff(difference(earlier_plan(first, "diff"), earlier_plan(second, "diff")))
