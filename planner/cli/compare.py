"""planner compare: a scenario and what-ifs planned with the same seeds, and what changes for whom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option, solve_options
from planner.schema.overrides import overrides
from planner.texts import N_


@click.command(
    "compare",
    cls=Command,
    help=N_(
        "Plan BASE and each WHATIF with the same seeds and say what changes: people, gain, money, minutes, "
        "who.\n\n"
        "With --out also writes figures.csv, changes.csv and comparison.json (in a folder per what-if where there "
        "are several)."
    ),
)
@click.argument("base", type=FilePath(path_type=Path))
@click.argument("what_ifs", metavar="WHATIF...", nargs=-1, required=True, type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the comparison's files."))
@solve_options
@models_option
@json_option
def command(
    *,
    base: Path,
    what_ifs: tuple[Path, ...],
    out: Path | None,
    models: Path | None,
    as_json: bool,
    **solve: Any,  # noqa: ANN401 - options
) -> None:
    """Run `planner compare`."""
    from planner.cli.comparing import compare_into

    compare_into(base, what_ifs, out, models, overrides(**solve), as_json=as_json)
