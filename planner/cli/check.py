"""planner check: every fault of a scenario, what is in doubt about it, and what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command, FilePath
from planner.cli.options import json_option, models_option, scenario_argument, set_aside_option
from planner.texts import N_


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Read SCENARIO and report every fault in it; where there is none, say what is in it.\n\n"
        "Beside faults it warns of what can be planned with and is most likely meant otherwise. Pins are held "
        "against the gates as well. Nothing is written but a marked copy, where --mark asks for one. With --json one "
        "object is printed in every case."
    ),
)
@scenario_argument
@models_option
@click.option("--strict", "is_strict", is_flag=True, help=N_("Take warnings for faults: exit code 3."))
@click.option(
    "--mark",
    type=FilePath(path_type=Path),
    help=N_("Excel file for a copy in which each faulty cell is coloured and says what is wrong."),
)
@click.option("--replace", is_flag=True, help=N_("Write over --mark if it is there."))
@set_aside_option
@json_option
def command(
    scenario: Path,
    models: Path | None,
    mark: Path | None,
    *,
    is_strict: bool,
    replace: bool,
    set_aside: bool,
    as_json: bool,
) -> int:
    """Run `planner check`."""
    from planner.cli.checking import check_and_mark, check_and_say

    if mark is not None:
        return check_and_mark(
            scenario, models, mark, is_strict=is_strict, set_aside=set_aside, as_json=as_json, may_replace=replace
        )
    return check_and_say(scenario, models, is_strict=is_strict, set_aside=set_aside, as_json=as_json)
