"""What `compare` does: plan, verify, hold against each other, print and write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.planning import verifying
from planner.cli.progress import Progress
from planner.folders import COMPARISON_FILE, Target, write_files
from planner.inputs import ScenarioFiles, benefit_model, opened
from planner.pictures import can_draw, comparison_drawings, missing_extra, no_pictures_note
from planner.planning import read_scenario
from planner.reports import comparison_screen, comparison_summary, study_files
from planner.schema.scenario import Scenario
from planner.studies import Study, StudyRequest, study


@dataclass(frozen=True)
class Wanted:
    """What to compare, and what to make of it: see `planner compare --help`."""

    base: Path
    what_ifs: tuple[Path, ...]
    out: Path | None
    models: Path | None
    change: Mapping[str, Any]
    alone: bool | None
    together: bool
    draws: int


def compare_into(wanted: Wanted, *, as_json: bool) -> None:
    """Plan and verify every scenario, print the comparison, and write it whole where --out asks for it."""
    target = None if wanted.out is None else Target(wanted.out, COMPARISON_FILE)
    files = [opened(path) for path in (wanted.base, *wanted.what_ifs)]
    if target is not None:
        target.refuse_inputs([level.folder for one in files for level in one.levels], wanted.models)
    benefit = benefit_model([level.folder for level in files[0].levels], wanted.models).benefit

    def read(scenario: ScenarioFiles, _number: int) -> Scenario:
        return read_scenario(scenario, models=wanted.models, changes=wanted.change)

    with Progress() as progress:
        asked = StudyRequest(
            files[0], tuple(files[1:]), read, verifying(progress), benefit, wanted.alone, wanted.together, wanted.draws
        )
        found = study(asked, [path.resolve().name for path in wanted.what_ifs])
    with told_truly(target):
        if target is not None:
            written = study_files(found, _folders(found, wanted.what_ifs), comparison_drawings(found))
            with target.replaced() as folder:
                write_files(folder, written)
        _tell(found, as_json=as_json)
        if target is not None and not as_json:
            note = no_pictures_note(found) if can_draw() else missing_extra()
            if note is not None:
                echo(f"\n  {note}")


def _folders(found: Study, what_ifs: Sequence[Path]) -> list[str]:
    """The folder of each what-if: none for a single one, else its number and name."""
    if len(found.comparisons) == 1:
        return [""]
    names = [path.resolve().name for path in what_ifs]
    names += ["together"] * (len(found.comparisons) - len(names))
    return [f"{number}_{name}/" for number, name in enumerate(names, 1)]


def _tell(found: Study, *, as_json: bool) -> None:
    if not as_json:
        echo(comparison_screen(found))
        return
    summaries = [comparison_summary(found, at) for at in range(len(found.comparisons))]
    echo_json(summaries[0] if len(summaries) == 1 else summaries)
