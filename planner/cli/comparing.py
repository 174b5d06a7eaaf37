"""What `compare` does: plan, verify, hold against each other, print and write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.progress import Progress
from planner.folders import COMPARISON_FILE, Target, write_files
from planner.planning import Plan, make_plan, read_scenario, refuse_unverified
from planner.reports import comparison_files, comparison_screen, comparison_summary
from planner.schema.scenario import Scenario
from planner.solving import WarmStart
from planner.studies import Comparison, compare, plan_alike


def compare_into(
    base: Path,
    what_ifs: Sequence[Path],
    out: Path | None,
    models: Path | None,
    change: Mapping[str, Any],
    *,
    as_json: bool,
) -> None:
    """Plan and verify every scenario, print each comparison, and write them whole where --out asks for it."""
    folders = [""] if len(what_ifs) == 1 else [f"{n}_{path.resolve().name}/" for n, path in enumerate(what_ifs, 1)]
    target = None if out is None else Target(out, COMPARISON_FILE)
    scenarios = [read_scenario(path, models=models, changes=change) for path in (base, *what_ifs)]
    if target is not None:
        target.refuse_inputs([home for scenario in scenarios for home in scenario.homes], models)
    with Progress() as progress:

        def verified(scenario: Scenario, start: WarmStart | None) -> Plan:
            plan = make_plan(scenario, listener=progress.better, timer=progress.phase, start=start)
            refuse_unverified(plan, progress.phase)
            return plan

        plans = plan_alike(scenarios, verified)
    comparisons = compare(plans[0], plans[1:])
    with told_truly(target):
        if target is not None:
            with target.replaced() as folder:
                for name, one in zip(folders, comparisons, strict=True):
                    write_files(folder, {f"{name}{file}": raw for file, raw in comparison_files(one).items()})
        _tell(comparisons, as_json=as_json)


def _tell(comparisons: Sequence[Comparison], *, as_json: bool) -> None:
    if as_json:
        summaries = [comparison_summary(one) for one in comparisons]
        echo_json(summaries[0] if len(summaries) == 1 else summaries)
    else:
        echo("\n\n".join(comparison_screen(one) for one in comparisons))
