"""What `compare --weeks` does: lets the weeks of a base and its what-ifs pass in the same worlds, into a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.progress import SweepProgress
from planner.errors import UsageFault
from planner.folders import PAIRED_FILE, SweepFolder
from planner.inputs import opened, simulation_model
from planner.planning import read_scenario
from planner.reports import paired_files, paired_screen, paired_summary
from planner.studies import read_with_base
from planner.studies.simulation import (
    USUAL_POLICIES,
    USUAL_SEEDS,
    PairedRequest,
    SimulationRequest,
    policies_of,
    simulate_paired,
)
from planner.texts import _, listed


@dataclass(frozen=True)
class WeeksWanted:
    """What to compare over which weeks: see `planner compare --help`."""

    base: Path
    what_ifs: tuple[Path, ...]
    policies: tuple[str, ...]
    weeks: int
    seeds: int | None
    history: Path | None
    out: Path
    models: Path | None


def refuse_together(
    weeks: int | None, out: Path | None, of_week: Mapping[str, Any], of_weeks: Mapping[str, Any]
) -> None:
    """Raise UsageFault for options of one week's plans beside --weeks, those of weeks without it, and no --out."""
    wrong = of_week if weeks is not None else of_weeks
    named = [f"--{name.replace('_', '-')}" for name, value in wrong.items() if value is not None]
    if named and weeks is not None:
        raise UsageFault(_("{options}: for the plans of one week, and {weeks} simulates. Leave one of the two out.",
                           options=listed(named), weeks="--weeks"))  # fmt: skip
    if named:
        raise UsageFault(_("{options}: for simulated weeks. Say how many with {weeks}, or leave it out.",
                           options=listed(named), weeks="--weeks"))  # fmt: skip
    if weeks is not None and out is None:
        raise UsageFault(_("--weeks needs --out: the folder that a simulation grows in, and goes on from."))


def compare_weeks_into(wanted: WeeksWanted, *, as_json: bool) -> None:
    """Let the weeks of every scenario pass, print what each what-if changes, and write it into the folder."""
    files = [opened(path) for path in (wanted.base, *wanted.what_ifs)]
    before = None if wanted.history is None else opened(wanted.history)
    homes = [[level.folder for level in one.levels] for one in files]
    base, *what_ifs = read_with_base(
        files, lambda one, _number: read_scenario(one, models=wanted.models),
        [path.resolve().name for path in wanted.what_ifs],
    )  # fmt: skip
    models = [simulation_model(own, wanted.models) for own in homes]
    policies = policies_of(wanted.policies) if wanted.policies else USUAL_POLICIES
    history = None if before is None else read_scenario(before, models=wanted.models)
    of_base = SimulationRequest(base, models[0], policies, wanted.weeks, wanted.seeds or USUAL_SEEDS, history)
    request = PairedRequest.of(of_base, list(zip(what_ifs, models[1:], strict=True)))
    request.refuse_unsound()
    folder = SweepFolder(wanted.out, request.identity(), len(request.cells), PAIRED_FILE)
    also = [] if before is None else [level.folder for level in before.levels]
    folder.refuse_inputs([*(home for own in homes for home in own), *also], wanted.models)
    with told_truly(folder), folder:
        with SweepProgress() as progress:
            found = simulate_paired(request, folder, progress.tell)
        folder.finish(paired_files(found))
        if as_json:
            echo_json(paired_summary(found))
        else:
            echo(paired_screen(found))
