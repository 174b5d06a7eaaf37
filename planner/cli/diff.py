"""planner diff: what changes between two plans that lie in folders, without planning anything."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option
from planner.texts import N_


@click.command(
    "diff",
    cls=Command,
    help=N_(
        "Say what the plan in SECOND changes of the plan in FIRST: who is new, moved, withdrawn or kept, at which "
        "employer, and what each move gains.\n\n"
        "Nothing is planned, and no scenario is needed; the weeks may differ. With --out also writes changes.csv, "
        "changes_by_employer.csv and difference.json. Exit codes: 0 done, 2 a folder that is no plan, 3 a file of a "
        "plan that cannot be read or was changed so that its proposals are doubtful."
    ),
)
@click.argument("first", type=FilePath(path_type=Path))
@click.argument("second", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the difference's files."))
@json_option
def command(first: Path, second: Path, out: Path | None, as_json: bool) -> None:
    """Run `planner diff`."""
    from planner.cli.differing import differ

    differ(first, second, out, as_json=as_json)
