"""What `planner simulate` does: reads a scenario, lets its weeks pass into a folder, and says what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.progress import SweepProgress
from planner.folders import SIMULATION_FILE, SweepFolder
from planner.inputs import opened, simulation_model
from planner.planning import read_history, read_scenario
from planner.reports import simulation_files, simulation_screen, simulation_summary
from planner.studies.simulation import SimulationRequest, policies_of, simulate


@dataclass(frozen=True)
class SimulationWanted:
    """What to simulate and where it goes: see `planner simulate --help`."""

    scenario: Path
    policies: tuple[str, ...]
    weeks: int
    seeds: int
    history: Path | None
    change: tuple[Path | None, int]
    out: Path
    models: Path | None


def simulate_into(wanted: SimulationWanted, *, as_json: bool) -> None:
    """Let the weeks of a scenario pass, print what came of each policy, and write it into the folder."""
    files = opened(wanted.scenario)
    what_if, change_after = wanted.change
    change = None if what_if is None else opened(what_if)
    history = None if wanted.history is None else read_history(wanted.history, models=wanted.models)
    later = None if change is None else read_scenario(change, models=wanted.models)
    homes = [level.folder for level in files.levels]
    request = SimulationRequest(
        read_scenario(files, models=wanted.models), simulation_model(homes, wanted.models),
        policies_of(wanted.policies), wanted.weeks, wanted.seeds, history, later, change_after,
    )  # fmt: skip
    request.refuse_unsound()
    folder = SweepFolder(wanted.out, request.identity(), len(request.cells), SIMULATION_FILE)
    also = [*(() if change is None else (level.folder for level in change.levels)), *(history.homes if history else ())]
    folder.refuse_inputs([*homes, *also], wanted.models)
    with told_truly(folder), folder:
        with SweepProgress() as progress:
            found = simulate(request, folder, progress.tell)
        folder.finish(simulation_files(found))
        if as_json:
            echo_json(simulation_summary(found))
        else:
            echo(simulation_screen(found))
