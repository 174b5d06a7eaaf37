"""planner verify: a plan folder checked again, on any edited file."""

from __future__ import annotations

from pathlib import Path

import click

from planner.cli.options import json_option, models_option
from planner.cli.output import echo, echo_json


@click.command("verify")
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--scenario", type=click.Path(path_type=Path), help="Check against this scenario instead of the plan's own."
)
@models_option
@json_option
def command(plan: Path, scenario: Path | None, models: Path | None, as_json: bool) -> int:
    """Check the folder PLAN again: rows, reason codes, every limit and figure, from the tables.

    Works on files edited by hand and names every fault. Exit code 1 where there is one.
    """
    from planner.errors import UsageFault
    from planner.verification import verify

    if not (plan / "plan.json").is_file():
        message = f"There is no plan in {plan}: the file plan.json is missing."
        raise UsageFault(message)
    objections = verify(plan, scenario=scenario, models=models)
    if as_json:
        rows = [{"check": o.check, "where": o.where, "message": o.message} for o in objections]
        echo_json({"accepted": not objections, "objections": rows})
    else:
        for objection in objections:
            echo(str(objection))
        echo(f"{len(objections)} objections." if objections else "Accepted: everything was recomputed and holds.")
    return 1 if objections else 0
