"""Checks from Python: of a scenario's files, and of a plan's folder, as the commands `check` and `verify` make them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, path_of, suggesting
from planner.api.books import marked_target
from planner.api.frames import faults_frame, overrides_frame
from planner.api.shown import Line, SelfShown
from planner.errors import Fault, InputFaults
from planner.planning import check as check_scenario
from planner.reports import check_summary
from planner.texts import _, ngettext
from planner.verification import Objection, refuse_without_plan, stated_overrides
from planner.verification import verify as verify_folder
from planner.workbooks.mark import marked_copy


@final
class Check(SelfShown):
    """What a scenario's files hold: every fault, every warning and, if there is no fault, what can be planned with it.

    Tables are new DataFrames at each access. It is true where there is no fault: `if planner.check(folder): ...`.
    """

    def __init__(self, faults: Sequence[Fault], warnings: Sequence[Fault], summary: Mapping[str, Any]) -> None:
        super().__init__()
        self._faults, self._warnings, self._summary = tuple(faults), tuple(warnings), dict(summary)

    def __bool__(self) -> bool:
        return not self._faults

    @property
    def faults(self) -> pd.DataFrame:
        """A row for each fault. Columns: code, file, row (the header is row 1), column, value, what, cure, text."""
        return faults_frame(self._faults)

    @property
    def warnings(self) -> pd.DataFrame:
        """A row for each cell that can be planned with but is probably a mistake; columns as of `faults`."""
        return faults_frame(self._warnings)

    @property
    def summary(self) -> dict[str, Any]:
        """What `planner check --json` says of a scenario without faults: a new dict, empty where there are faults."""
        return deepcopy(self._summary)

    @property
    def _title(self) -> str:
        faults = ngettext("{number} fault", "{number} faults", len(self._faults))
        warnings = ngettext("{number} warning", "{number} warnings", len(self._warnings))
        return f"{faults}, {warnings}"

    @property
    def _lines(self) -> list[Line]:
        said = ((_("scenario"), "scenario"), (_("candidates"), "candidates"))
        known = [(word, str(self._summary[name])) for word, name in said if name in self._summary]
        return known + [(fault.where, str(fault)) for fault in (*self._faults, *self._warnings)]


@suggesting
def check(
    scenario: PathLike,
    *,
    models: PathLike | None = None,
    language: str | None = None,
    set_aside: bool = False,
    mark: PathLike | None = None,
) -> Check:
    """Look a scenario's folder through and say everything that is wrong or probably meant otherwise.

    Faults are what comes out and not raised. With `set_aside`, rows with faults are left out where that can be done,
    and `summary["set_aside"]` lists them. `language` is that of the messages; without it, the scenario's own, else
    that of `set_language`. `mark` is a new .xlsx file for a copy in which each faulty cell is coloured and says what is
    wrong. Raises UsageFault where there is no scenario or no such folder of models, or the copy cannot be written.
    """
    home = path_of(scenario, "check")
    with in_language(language, home):
        target = None if mark is None else marked_target(path_of(mark, "mark"), home)
        try:
            found = check_scenario(home, models=models_of(models), set_aside=set_aside)
        except InputFaults as refused:
            checked = Check(refused.faults, refused.warnings, {})
        else:
            checked = Check((), found.warnings, check_summary(found))
        if target is not None:
            target.write(marked_copy(home, checked._faults, checked._warnings))  # noqa: SLF001 - of this module
        return checked


@final
class Verification(SelfShown):
    """What the independent verifier objects to in a plan's folder. It is true where it accepts the plan."""

    def __init__(self, objections: Sequence[Objection], overrides: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__()
        self._objections, self._overrides = tuple(objections), tuple(overrides)

    def __bool__(self) -> bool:
        return not self._objections

    @property
    def objections(self) -> pd.DataFrame:
        """A row for each objection, a new DataFrame: the check that found it, where, and the message."""
        names = Objection.__dataclass_fields__
        return pd.DataFrame([asdict(one) for one in self._objections], columns=list(names), dtype="str")

    @property
    def overrides(self) -> pd.DataFrame:
        """A row for each proposal that a pin carries over a gate, as the plan lists it; `gates` holds tuples."""
        return overrides_frame(self._overrides)

    @property
    def _title(self) -> str:
        number = len(self._objections)
        objected = ngettext("{number} objection.", "{number} objections.", number)
        return objected if number else _("Accepted: everything was recomputed and holds.")

    @property
    def _lines(self) -> list[Line]:
        return [(one.where, one.message) for one in self._objections]


@suggesting
def verify(
    plan: PathLike,
    *,
    scenario: PathLike | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> Verification:
    """Check a plan's folder again, independently of what made it, also after somebody has edited it.

    `scenario` is the folder of a scenario to check against instead of the plan's own inputs. `language` is that of the
    messages; without it, that of the plan.
    Raises UsageFault where the folder holds no plan. A plan that `plan` returned has been verified.
    """
    folder = path_of(plan, "verify")
    with in_language(language, folder):
        refuse_without_plan(folder)
        against = None if scenario is None else path_of(scenario, "scenario")
        return Verification(verify_folder(folder, scenario=against, models=models_of(models)), stated_overrides(folder))
