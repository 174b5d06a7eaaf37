"""planner template: a workbook to fill in, which then is a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.texts import N_


@click.command(
    "template",
    cls=Command,
    help=N_(
        "Write FILE, an Excel workbook to fill in: a sheet for each table, with drop-downs, limits, explanations and "
        "examples.\n\n"
        "Filled in, it is a scenario: name it wherever a command asks for one. With --lang en, headings and words are "
        "those of the files."
    ),
)
@click.argument("file", type=FilePath(path_type=Path))
@click.option("--replace", is_flag=True, help=N_("Write over FILE if it is there."))
def command(file: Path, *, replace: bool) -> None:
    """Run `planner template`."""
    from planner.cli.templating import template_into

    template_into(file, may_replace=replace)
