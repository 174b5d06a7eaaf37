"""planner check: every fault of a scenario, what is in doubt about it, and what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.command import Command
from planner.cli.options import json_option, models_option, scenario_argument, set_aside_option
from planner.texts import N_


@click.command(
    "check",
    cls=Command,
    help=N_(
        "Read SCENARIO and report every fault in it; where there is none, say what is in it.\n\n"
        "Beside faults it warns of what can be planned with and is most likely meant otherwise. Pins are held "
        "against the gates as well. Nothing is written. With --json one object is printed in every case."
    ),
)
@scenario_argument
@models_option
@click.option("--strict", "is_strict", is_flag=True, help=N_("Take warnings for faults: exit code 3."))
@set_aside_option
@json_option
def command(scenario: Path, models: Path | None, *, is_strict: bool, set_aside: bool, as_json: bool) -> int:
    """Run `planner check`."""
    from planner.cli.checking import check_and_say

    return check_and_say(scenario, models, is_strict=is_strict, set_aside=set_aside, as_json=as_json)
