"""planner public-record: what may be handed out of a plan, without a row about anybody."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option
from planner.texts import N_


@click.command(
    "public-record",
    cls=Command,
    help=N_(
        "Write what may be handed out of the plan in PLAN to anybody who asks: how it was made and what it adds up "
        "to, without a row about a person and without an id.\n\n"
        "That is public_record.json, and public_record.md to read: hashes of the inputs, versions of models, rules "
        "and policy with their reasons, seeds, what was proved, overrides in number, sums, and the command that makes "
        "the plan again. Whether anything of it is secret is for the municipality to judge. Exit codes: 0 done, 2 a "
        "folder that is no plan, 3 a plan that the verifier objects to."
    ),
)
@click.argument("plan", type=FilePath(path_type=Path))
@click.option("--out", type=FilePath(path_type=Path), required=True, help=N_("Folder for the record's files."))
@json_option
def command(plan: Path, out: Path, *, as_json: bool) -> None:
    """Run `planner public-record`."""
    from planner.cli.recording import record_into

    record_into(plan, out, as_json=as_json)
