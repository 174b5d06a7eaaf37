"""planner audit: what groups on protected grounds got of a plan, and how often officials decided otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option
from planner.texts import N_


@click.command(
    "audit",
    cls=Command,
    help=N_(
        "Say what groups on protected grounds got of the plan in PLAN: offers, gain, travel and waiting, and how two "
        "groups differ, with intervals.\n\n"
        "The groups are those of the table audit of the scenario, which no plan reads. Figures of fewer than five "
        "people are left out, and those from which they could be worked out. Also says how often officials did "
        "something else than was proposed. With --out writes audit.csv and audit.json. Exit codes: 0 done, 2 a "
        "folder that is no plan, 3 a fault in any file handed in."
    ),
)
@click.argument("plan", type=FilePath(path_type=Path))
@click.option(
    "--scenario",
    type=FilePath(path_type=Path),
    required=True,
    help=N_("The folder PLAN was made from: it alone has the table audit."),
)
@click.option("--out", type=FilePath(path_type=Path), help=N_("Folder for the audit's files."))
@models_option
@json_option
def command(plan: Path, scenario: Path, out: Path | None, models: Path | None, *, as_json: bool) -> None:
    """Run `planner audit`."""
    from planner.cli.auditing import audit_and_say

    audit_and_say(plan, scenario, out, models, as_json=as_json)
