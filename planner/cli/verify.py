"""planner verify: a plan folder checked again, on any edited file."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "verify",
    cls=Command,
    help=N_(
        "Check the folder PLAN again: rows, reason codes, every limit and figure, from the tables.\n\n"
        "Works on files edited by hand and names every fault. Exit code 1 where there is one."
    ),
)
@click.argument("plan", type=FilePath(path_type=Path))
@click.option(
    "--scenario", type=FilePath(path_type=Path), help=N_("Check against this scenario instead of the plan's own.")
)
@models_option
@json_option
def command(plan: Path, scenario: Path | None, models: Path | None, as_json: bool) -> int:
    """Run `planner verify`."""
    from planner.cli.verifying import verify_and_say

    return verify_and_say(plan, scenario, models, as_json=as_json)
