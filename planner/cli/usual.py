"""planner usual: usual practice as a plan of its own."""

from __future__ import annotations

from typing import Any

import click

from planner.cli.options import plan_options


@click.command("usual")
@plan_options
def command(**options: Any) -> int:  # noqa: ANN401 - those of plan_options
    """Plan SCENARIO as usual practice would: longest wait first, each to their best free legal place.

    Writes the same files as `planner plan`, checked the same way.
    """
    from planner.cli.planning import plan_into

    return plan_into(**options, is_usual=True)
