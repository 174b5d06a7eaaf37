"""planner new: a scenario folder to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from planner.cli.command import Command, FilePath, WholeNumber
from planner.cli.options import json_option
from planner.texts import N_, translations


@click.command(
    "new",
    cls=Command,
    help=N_(
        "Write a scenario into FOLDER, which must be new or empty, to start your own week from.\n\n"
        "Either a copy of one that comes with the program (--from), or an invented week of any municipality "
        "(--synthetic --municipality). Everybody in either is made up; the README in the folder says what is "
        "observed and what is not. The same options give the same bytes."
    ),
)
@click.argument("folder", type=FilePath(path_type=Path))
@click.option(
    "--from", "source", metavar=N_("NAME"), help=N_("Copy a scenario that comes with the program, such as tiny.")
)
@click.option("--synthetic", is_flag=True, help=N_("Invent a week of the municipality that --municipality names."))
@click.option("--municipality", metavar=N_("NAME"), help=N_("Any of the 290, by name or code."))
@click.option(
    "--people",
    type=WholeNumber(10, 200_000),
    metavar=N_("NUMBER"),
    help=N_("People in the invented week.  [default: 300]"),
)
@click.option(
    "--seed",
    type=WholeNumber(0, 2**31 - 1),
    metavar=N_("NUMBER"),
    help=N_("Seed of all that is drawn.  [default: 1]"),
)
@click.option("--week", metavar=N_("WEEK"), help=N_("Plan week.  [default: 2026-W48]"))
@click.option(
    "--dialect",
    type=click.Choice(["swedish", "plain"]),
    default="swedish",
    show_default=True,
    help=N_("swedish: a double click opens the tables in a Swedish Excel; plain: comma and decimal point."),
)
@click.option(
    "--headings",
    type=click.Choice(["names", *translations()]),
    default="names",
    show_default=True,
    help=N_("Columns and words under their names, or in a language."),
)
@json_option
def command(
    *,
    folder: Path,
    source: str | None,
    synthetic: bool,
    municipality: str | None,
    people: int | None,
    seed: int | None,
    week: str | None,
    dialect: Literal["swedish", "plain"],
    headings: str,
    as_json: bool,
) -> None:
    """Run `planner new`."""
    from planner.cli.starting import Invented, copy_into, invent_into, refuse_mixture
    from planner.schema.dialect import TableForm

    invented = Invented(municipality, people, seed, week)
    refuse_mixture(source, invented, is_synthetic=synthetic)
    if source is not None:
        copy_into(folder, source, TableForm(dialect, headings), as_json=as_json)
    else:
        invent_into(folder, invented, TableForm(dialect, headings), as_json=as_json)
