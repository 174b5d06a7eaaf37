"""planner report: a plan or a comparison as one page for a meeting, politicians and the public."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import models_option
from planner.texts import N_


@click.command(
    "report",
    cls=Command,
    help=N_(
        "Write one page, an HTML file, about the plan, comparison, sweep or simulation in DIR: for a meeting, "
        "politicians and the public.\n\n"
        "It holds pictures with a table behind each, no row about a person and no id of one; counts of fewer than five "
        "people are left out or added together. The page needs no network. Whether it may be published is for the "
        "municipality to judge. Exit codes: 0 done, 2 a folder that is none of them, 3 a plan that verify objects to."
    ),
)
@click.argument("plan", metavar="DIR", type=FilePath(path_type=Path))
@click.option(
    "--out", type=FilePath(path_type=Path),
    help=N_("File of the page; else DIR_report.html, beside DIR."),
)  # fmt: skip
@click.option("--replace", is_flag=True, help=N_("Write over the file if it is there."))
@models_option
def command(plan: Path, out: Path | None, models: Path | None, *, replace: bool) -> None:
    """Run `planner report`."""
    from planner.cli.reporting import report_into

    report_into(plan, out, models, may_replace=replace)
