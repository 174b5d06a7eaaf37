"""planner usual: usual practice as a plan of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from planner.cli.options import changes, plan_options


@click.command("usual")
@plan_options
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

    return plan_into(scenario, out, models, changes(**solve), language=language, as_json=as_json, is_usual=True)
