"""Audits and public records of a plan from Python, as the commands `audit` and `public-record` make them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, path_of, suggesting
from planner.api.frames import audit_frame
from planner.api.result import Result, plan_folder
from planner.api.shown import Line, SelfShown
from planner.folders import AUDIT_FILE, RECORD_FILE, Target, write_files
from planner.reports import audit_files, audit_screen, audit_summary, audit_table, record_files, record_page
from planner.studies import FairnessAudit
from planner.studies import audit as audit_folder
from planner.studies import public_record as record_of
from planner.texts import _, decimal, speaking


def _written(out: PathLike, mark: str, files: Mapping[str, bytes]) -> Path:
    path = path_of(out, "write")
    with Target(path, mark).replaced() as folder:
        write_files(folder, files)
    return path


@final
class AuditReport(SelfShown):
    """What groups on protected grounds got of a plan. The table is a new DataFrame at each access."""

    def __init__(self, one: FairnessAudit) -> None:
        super().__init__()
        self._one = one

    @property
    def table(self) -> pd.DataFrame:
        """A row for each measure of everybody, of a group, and of a pair of groups, as audit.csv has it.

        What is `left_out` has no figures: it, or another with its help, could say who somebody is.
        """
        return audit_frame(audit_table(self._one))

    @property
    def summary(self) -> dict[str, Any]:
        """What `planner audit --json` says, a new dict: the override rates of roles too."""
        return audit_summary(self._one)

    @property
    def screen(self) -> str:
        """What `planner audit` prints."""
        with speaking(self._language):
            return audit_screen(self._one)

    @suggesting
    def write(self, out: PathLike) -> Path:
        """Write audit.csv and audit.json into a folder that is new, or an earlier audit's; returns the folder.

        Raises UsageFault where the folder may not or cannot be written.
        """
        with speaking(self._language):
            return _written(out, AUDIT_FILE, audit_files(self._one))

    @property
    def _title(self) -> str:
        return _("Fairness audit of {scenario}", scenario=str(self._one.plan.file["scenario"]))

    @property
    def _lines(self) -> list[Line]:
        one = self._one
        return [
            (_("people"), decimal(one.people, 0)),
            (_("grounds"), ", ".join(one.grounds)),
            (_("figures left out"), decimal(one.left_out, 0)),
            (_("proposals decided"), decimal(one.oversight.of_all.decided or 0, 0)),
            (_("of them overridden"), decimal(one.oversight.of_all.overridden or 0, 0)),
        ]


@suggesting
def audit(
    plan: Result | PathLike,
    *,
    scenario: PathLike,
    models: PathLike | None = None,
    language: str | None = None,
) -> AuditReport:
    """Audit a plan, a Result or the folder of a plan, by the table `audit` of the scenario that it was made from.

    `scenario` is the folder of the scenario, `models` a further folder of models as when it was planned. `language` is
    that of texts; without it, the plan's. Raises UsageFault where the folder holds no plan, InputFaults where the
    verifier objects to the plan, it was made from another scenario, or the table is missing or holds faults.
    """
    with in_language(language, plan), plan_folder(plan, "audit") as folder:
        return AuditReport(audit_folder(folder, scenario=path_of(scenario, "scenario"), models=models_of(models)))


@final
class PublicRecord(SelfShown):
    """What may be handed out of a plan to anybody who asks: no row about a person, and no id."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        super().__init__()
        self._record = dict(record)

    @property
    def summary(self) -> dict[str, Any]:
        """What public_record.json holds, a new dict."""
        return deepcopy(self._record)

    @property
    def page(self) -> str:
        """The page to read, in Markdown: public_record.md."""
        with speaking(self._language):
            return record_page(self._record)

    @suggesting
    def write(self, out: PathLike) -> Path:
        """Write public_record.json and public_record.md into a folder that is new, or an earlier record's.

        Returns the folder. Raises UsageFault where it may not or cannot be written.
        """
        with speaking(self._language):
            return _written(out, RECORD_FILE, record_files(self._record))

    @property
    def _title(self) -> str:
        return _("Public record: {scenario}, {week}", scenario=self._record["scenario"], week=self._record["week"])

    @property
    def _lines(self) -> list[Line]:
        totals = self._record["totals"]
        told = {name: "–" if totals[name] is None else decimal(totals[name], 0) for name in ("jobseekers", "placed")}
        return [(_("people"), told["jobseekers"]), (_("placed"), told["placed"])]


@suggesting
def public_record(plan: Result | PathLike, *, language: str | None = None) -> PublicRecord:
    """The public record of a plan, a Result or the folder of a plan, as `planner public-record` writes it.

    `language` is that of the page; without it, the plan's. Raises UsageFault where the folder holds no plan,
    InputFaults where the verifier objects to it.
    """
    with in_language(language, plan), plan_folder(plan, "public_record") as folder:
        return PublicRecord(record_of(folder))
