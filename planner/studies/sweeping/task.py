"""One cell as a task that any process can do: the files of a week in, the figures of its verified plan out."""

from __future__ import annotations

import math
import tempfile
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from planner.cluster import versions
from planner.errors import InputFaults, PlannerError, TooLarge, report_lines
from planner.folders import write_files
from planner.folders.sweep_folder import differences
from planner.inputs.library_words import system_reason
from planner.planning import Plan, make_plan, read_scenario, refuse_unverified
from planner.schema.models import Benefit
from planner.studies.compare import unfinished
from planner.studies.measures import measures
from planner.texts import _, language, speaking

DIGITS = 9
# done: planned and verified. failed: the week has no such plan, wherever it is planned. undone: this computer could not
# plan it, another time may. other_program: not tried, since another program asked.
State = Literal["done", "failed", "undone", "other_program"]


@dataclass(frozen=True)
class CellTask:
    """A week to plan: files as `OpenedStudy.resolved` gives them, what work saves, program and language that ask."""

    files: Mapping[str, bytes] = field(repr=False)
    benefit: Benefit = field(repr=False)
    program: Mapping[str, str] = field(default_factory=versions)
    spoken: str = field(default_factory=language)


@dataclass(frozen=True)
class CellOutcome:
    """How a task ended: `figures` of a plan, or the `reason` why there is none."""

    state: State
    reason: str | None = None
    figures: Mapping[str, Any] = field(default_factory=dict, repr=False)


def planned(task: CellTask) -> CellOutcome:
    """Plan a week and have the plan verified; nothing is raised, so that one cell stops no other."""
    with speaking(task.spoken):
        if task.program != versions():
            return CellOutcome("other_program", differences(versions(), task.program))
        try:
            return _verified(task)
        except TooLarge as fault:
            return CellOutcome("undone", str(fault))
        except PlannerError as fault:
            return CellOutcome("failed", said(fault))
        except OSError as fault:
            return CellOutcome("undone", system_reason(fault))
        except Exception as fault:  # noqa: BLE001 - whatever it is, without anybody's data
            return CellOutcome("undone", _internal(fault))


def _verified(task: CellTask) -> CellOutcome:
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder), task.files)
        plan = make_plan(read_scenario(Path(folder)))
    if plan.file.interrupted:
        return CellOutcome("undone", _("stopped before the search had ended"))
    refuse_unverified(plan)
    return CellOutcome("done", None, figures_of(plan, task.benefit))


def _internal(fault: Exception) -> str:
    where = traceback.extract_tb(fault.__traceback__)[-1]
    facts = {"kind": type(fault).__name__, "function": where.name, "line": where.lineno}
    return _("internal fault ({kind} at {function}, line {line})", **facts)


def said(fault: PlannerError) -> str:
    """Why a week has no plan, in one line."""
    lines = report_lines(fault.faults) if isinstance(fault, InputFaults) else str(fault).splitlines()
    return " ".join(line.strip() for line in lines)


def figures_of(plan: Plan, benefit: Benefit) -> dict[str, Any]:
    """What is kept of a plan: the figures of a comparison, and how far they can be trusted."""
    file = plan.file
    promised = file.totals.promised
    table = measures(plan, benefit, None, is_promised=promised.accepted.people + promised.offered.people > 0)
    strongest = next((one for one in file.usual if one.name == file.strongest_usual), None)
    return {
        "scenario": file.scenario,
        "week": file.week,
        "unit": file.unit,
        "follow_up_weeks": file.settings["follow_up_weeks"],
        "dialect": file.settings["dialect"],
        "jobseekers": file.totals.jobseekers,
        "best": round(file.best, DIGITS),
        "bound": round(file.bound, DIGITS),
        "gap": round(file.gap, DIGITS),
        "reproducible": file.reproducible,
        "unfinished_goals": list(unfinished(plan)),
        "judgement_share": file.totals.judgement_share,
        "usual": None if strongest is None else strongest.model_dump(mode="json", exclude={"left_out"}),
        "groups": {
            name: {"name_sv": group.name_sv, "name_en": group.name_en}
            for name, group in plan.instance.declared_groups.items()
        },
        "figures": [
            [str(part), str(name), str(measure), None if math.isnan(value) else round(float(value), DIGITS)]
            for part, name, measure, value in table[["part", "name", "measure", "value"]].itertuples(index=False)
        ],
    }
