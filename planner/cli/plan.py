"""planner plan: a scenario in, a verified plan folder out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import plan_options
from planner.texts import N_


@click.command(
    "plan",
    cls=Command,
    help=N_(
        "Propose a placement for each jobseeker of SCENARIO and write it to --out, checked.\n\n"
        "Writes assignments.csv, slots.csv, plan.json and what is needed to check them again. Exit codes: 0 done "
        "and verified, 2 usage, 3 a fault in the files, 4 pins or minimums that cannot hold together, 5 none found "
        "in time.\n\n"
        "With --previous also writes changes_since.csv and changes_by_employer.csv. With --look-ahead the prices of "
        "the weeks to come stand in inputs/scenario.toml, and assignments.csv says for whom waiting is better."
    ),
)
@click.option(
    "--previous",
    type=FilePath(path_type=Path),
    help=N_("Folder of the plan before; its proposals stay unless something better came."),
)
@click.option(
    "--look-ahead",
    type=FilePath(path_type=Path),
    metavar=N_("HISTORY"),
    help=N_(
        "Count what waiting, places and money are worth in the weeks to come, drawn from the people of HISTORY, a "
        "scenario or plan of an earlier time."
    ),
)
@click.option(
    "--prices",
    type=click.Choice(["estimate", "full"]),
    default="estimate",
    help=N_("With full, plan the week anew without each goal and each restriction inside it, and say who would gain."),
)
@click.option(
    "--cluster",
    metavar=N_("ADDRESS"),
    help=N_("Solve the labour markets of a very large week on a Dask cluster, such as tcp://10.0.0.5:8786."),
)
@plan_options
def command(**options: Any) -> int:  # noqa: ANN401 - those of plan_options
    """Run `planner plan`."""
    from planner.cli.planning import plan_into

    return plan_into(**options, method="goals")
