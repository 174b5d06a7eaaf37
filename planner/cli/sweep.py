"""planner sweep: a study planned cell by cell, in parallel, and gone on from where it was stopped."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath, WholeNumber
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "sweep",
    cls=Command,
    help=N_(
        "Plan the week of STUDY, a file, once for each value of its parameters, and write what each brings.\n\n"
        "Writes results.csv (a row for each cell and measure), summary.json and pictures. Stopped at any moment, the "
        "same command goes on from there: what is finished is not planned again. Exit codes: 0 done (a cell without a "
        "plan is a row with its reason), 1 some cells are to be tried again, 2 usage, another study or version in the "
        "folder, or another process at work in it, 3 a fault in the study or its base, or no cell has a plan."
    ),
)
@click.argument("study", type=FilePath(path_type=Path))
@click.option(
    "--out",
    type=FilePath(path_type=Path),
    required=True,
    help=N_("Folder of the sweep; one begun is gone on from."),
)
@click.option(
    "--processes",
    type=WholeNumber(1, 1024),
    metavar=N_("NUMBER"),
    help=N_("Cells planned at a time.  [default: as many as processors]"),
)
@click.option("--cluster", metavar=N_("ADDRESS"), help=N_("Plan on a Dask cluster, such as tcp://10.0.0.5:8786."))
@models_option
@json_option
def command(
    study: Path, out: Path, processes: int | None, cluster: str | None, models: Path | None, *, as_json: bool
) -> int:
    """Run `planner sweep`."""
    from planner.cli.sweeping import sweep_into

    return sweep_into(study, out, processes, cluster, models, as_json=as_json)
