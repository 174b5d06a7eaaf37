"""planner simulate: weeks to come, drawn many times, and what each way of planning makes of them."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath, WholeNumber
from planner.cli.options import json_option, models_option, scenario_argument
from planner.texts import N_


@click.command(
    "simulate",
    cls=Command,
    help=N_(
        "Let the weeks after SCENARIO pass in drawn worlds, and say what each way of planning brings.\n\n"
        "People come, wait and leave, places open, perish and come back, and some say no: the same for all policies, "
        "which are usual, longest_wait_to_best, best_first, nothing_held, greedy, potentials and hindsight. "
        "nothing_held is greedy where no places are held for people on a path. Writes results.csv, weeks.csv, "
        "money.csv and summary.json. Stopped at any moment, the same command goes on from there. planner report makes "
        "a page of the folder. Exit codes: 0 done, 2 usage, another simulation or version in the folder, or another "
        "process at work in it, 3 a fault in the scenario or the history."
    ),
)
@scenario_argument
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar=N_("NAME"),
    help=N_("Way of planning; several with commas or repeated.  [default: all]"),
)
@click.option(
    "--weeks", type=WholeNumber(1, 520), default=52, show_default=True, metavar=N_("NUMBER"), help=N_("Weeks to pass.")
)
@click.option(
    "--seeds",
    type=WholeNumber(1, 1000),
    default=20,
    show_default=True,
    metavar=N_("NUMBER"),
    help=N_("Worlds to draw."),
)
@click.option(
    "--history",
    type=FilePath(path_type=Path),
    help=N_("Scenario whose people, with the weeks they came in, are those who come."),
)
@click.option(
    "--change",
    type=FilePath(path_type=Path),
    help=N_("What-if whose further slots, places and money come during the simulation."),
)
@click.option(
    "--change-after",
    type=WholeNumber(1, 519),
    default=13,
    show_default=True,
    metavar=N_("NUMBER"),
    help=N_("Weeks before the change takes effect."),
)
@click.option(
    "--out",
    type=FilePath(path_type=Path),
    required=True,
    help=N_("Folder of the simulation; one begun is gone on from."),
)
@models_option
@json_option
def command(  # noqa: PLR0917 - as many as the command has options
    scenario: Path,
    policies: tuple[str, ...],
    weeks: int,
    seeds: int,
    history: Path | None,
    change: Path | None,
    change_after: int,
    out: Path,
    models: Path | None,
    *,
    as_json: bool,
) -> None:
    """Run `planner simulate`."""
    from planner.cli.simulating import SimulationWanted, simulate_into

    simulate_into(
        SimulationWanted(scenario, policies, weeks, seeds, history, (change, change_after), out, models),
        as_json=as_json,
    )
