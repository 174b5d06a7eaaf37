"""planner usual: usual practice as a plan of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from planner.cli.options import (
    changes,
    dialect_option,
    json_option,
    language_option,
    models_option,
    scenario_argument,
    solve_options,
)


@click.command("usual")
@scenario_argument
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the plan; an earlier plan is replaced."
)
@solve_options
@models_option
@dialect_option
@language_option
@json_option
def command(
    scenario: Path,
    out: Path,
    models: Path | None,
    language: Literal["sv", "en"],
    as_json: bool,
    **solve: Any,  # noqa: ANN401 - options
) -> int:
    """Plan SCENARIO as usual practice would: longest wait first, each to their best free legal place.

    Writes the same files as `planner plan`, checked the same way.
    """
    from planner.cli.planning import plan_into

    return plan_into(scenario, out, models, language, changes(**solve), as_json=as_json, is_usual=True)
