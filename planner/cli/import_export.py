"""planner import: an export of a case system as the tables of a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option
from planner.texts import N_


@click.command(
    "import",
    cls=Command,
    help=N_(
        "Turn an EXPORT of a case system (xlsx, xls or csv) into tables of a scenario, in a new folder.\n\n"
        "import.toml says what its headings, sheets, words and days become. Without --map one is proposed; it lies in "
        "--out, for the next week. Columns that no table knows are left out. An identity number anywhere refuses the "
        "file. Exit codes: 0 done, 2 usage, 3 a fault in the files."
    ),
)
@click.argument("export", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("Folder for the tables, new or empty."))
@click.option("--map", "map_path", type=FilePath(path_type=Path), help=N_("import.toml of an earlier import."))
@click.option(
    "--base",
    type=FilePath(path_type=Path),
    help=N_("Scenario that gives the rest of the week: employers, slots, money, settings."),
)
@click.option("--week", metavar=N_("WEEK"), help=N_("Plan week.  [default: that of --base]"))
@click.option(
    "--municipality", metavar=N_("NAME"), help=N_("Where towns are looked for first.  [default: that of --base]")
)
@json_option
def command(
    *,
    export: Path,
    out: Path,
    map_path: Path | None,
    base: Path | None,
    week: str | None,
    municipality: str | None,
    as_json: bool,
) -> None:
    """Run `planner import`."""
    from planner.cli.importing import import_into
    from planner.imports import Sources

    import_into(Sources(export, map_path, base, week, municipality), out, as_json=as_json)
