"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.cli.command import FilePath, Number, WholeNumber
from planner.texts import N_, translations

Command = Callable[..., Any]

scenario_argument = click.argument("scenario", type=FilePath(path_type=Path))
models_option = click.option(
    "--models",
    type=FilePath(path_type=Path, file_okay=False, exists=True),
    help=N_("Folder to look for models in before the shipped."),
)
json_option = click.option("--json", "as_json", is_flag=True, help=N_("Print JSON instead of text."))
set_aside_option = click.option(
    "--set-aside",
    is_flag=True,
    help=N_("Leave out rows with faults, and list them per caseworker."),
)
dialect_option = click.option(
    "--dialect",
    type=click.Choice(["plain", "swedish"]),
    help=N_("CSV with comma and point, or semicolon and decimal comma."),
)
headings_option = click.option(
    "--headings",
    type=click.Choice(["names", *translations()]),
    help=N_("Columns and words under their names, or in a language."),
)


def solve_options(command: Command) -> Command:
    """Add --time-limit, --gap, --seed, --max-seconds and --workers; absent ones leave the scenario's own."""
    for option in (
        click.option(
            "--workers",
            type=WholeNumber(1, 256),
            metavar=N_("NUMBER"),
            help=N_("Threads of the solver; 1 repeats exactly, counting steps instead of seconds."),
        ),
        click.option(
            "--max-seconds",
            type=Number(0, 604_800, min_open=True),
            metavar=N_("SECONDS"),
            help=N_("Stop after these seconds with the best so far; it may then not repeat."),
        ),
        click.option("--seed", type=WholeNumber(0, 2**31 - 1), metavar=N_("NUMBER"), help=N_("Seed of the search.")),
        click.option(
            "--gap",
            type=Number(0, 1),
            metavar=N_("SHARE"),
            help=N_("Stop a goal this near its bound (a share)."),
        ),
        click.option(
            "--time-limit",
            type=Number(0, 86_400, min_open=True),
            metavar=N_("SECONDS"),
            help=N_("Seconds for solving."),
        ),
    ):
        command = option(command)
    return command


def plan_options(command: Command) -> Command:
    """Add what every command that writes a plan takes: the scenario, --out, and how to plan and write it."""
    for option in (
        json_option,
        headings_option,
        dialect_option,
        models_option,
        set_aside_option,
        solve_options,
        click.option(
            "--out",
            type=FilePath(path_type=Path),
            required=True,
            help=N_("Folder for the plan; an earlier plan is replaced."),
        ),
        click.option(
            "--replace",
            is_flag=True,
            help=N_("Plan anew though decisions are filled in; the earlier plan is kept beside."),
        ),
        click.option(
            "--keep-decisions",
            is_flag=True,
            help=N_("Carry decision and motive over to the proposals that stay the same."),
        ),
        scenario_argument,
    ):
        command = option(command)
    return command
