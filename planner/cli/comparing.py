"""What `compare` does: plan, verify, hold against each other, print and write."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from planner.cli.output import echo_json
from planner.cli.progress import Progress
from planner.explanation import Language
from planner.inputs import read
from planner.planning import Plan, make_plan, refuse_unless_writable, replaced_whole, write_files, write_verified
from planner.reports import comparison_files, comparison_screen, comparison_summary
from planner.solving import Start
from planner.studies import compare

MARK = "comparison.json"


def compare_into(
    base: Path,
    what_ifs: Sequence[Path],
    out: Path | None,
    models: Path | None,
    change: Mapping[str, Any],
    *,
    language: Language,
    as_json: bool,
) -> None:
    """Plan and verify every scenario, print each comparison, and write them whole where --out asks for it."""
    folders = [""] if len(what_ifs) == 1 else [f"{n}_{path.resolve().name}/" for n, path in enumerate(what_ifs, 1)]
    if out is not None:
        refuse_unless_writable(out, marks=(MARK, f"{folders[0]}{MARK}"))
    scenarios = [read(path, models=models, changes=change) for path in (base, *what_ifs)]
    # One set of seeds and limits, the base's, so that chance is the same on both sides.
    solve, seed = scenarios[0].solve, scenarios[0].lottery_seed
    with Progress(language) as progress:
        plans: list[Plan] = []
        for path in (base, *what_ifs):
            keys = {**change, "solve": solve.model_dump(), "scenario": {"lottery_seed": seed}}
            # What differs is little: from the base's plan and prices the rest is found again at once.
            start = plans[0].solution.start if plans else None
            plans.append(_verified(path, models, keys, language, progress, start))
    found = compare(plans[0], plans[1:])
    if out is not None:
        with replaced_whole(out) as folder:
            for name, one in zip(folders, found, strict=True):
                write_files(folder, {f"{name}{file}": raw for file, raw in comparison_files(one).items()})
    if as_json:
        summaries = [comparison_summary(one) for one in found]
        echo_json(summaries[0] if len(summaries) == 1 else summaries)
    else:
        click.echo("\n\n".join(comparison_screen(one, language) for one in found))


def _verified(  # noqa: PLR0917 - a scenario, how to plan it and who is told
    path: Path,
    models: Path | None,
    keys: Mapping[str, Any],
    language: Language,
    progress: Progress,
    start: Start | None,
) -> Plan:
    scenario = read(path, models=models, changes=keys)
    plan = make_plan(scenario, language=language, listener=progress.better, timer=progress.phase, start=start)
    with tempfile.TemporaryDirectory() as folder:
        write_verified(plan, Path(folder), progress.phase)
    return plan
