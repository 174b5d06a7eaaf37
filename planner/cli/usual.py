"""planner usual: a plan of usual practice, written out person by person."""

from __future__ import annotations

from typing import Any, get_args

import click

from planner.cli.command import Command
from planner.cli.options import plan_options
from planner.schema.usual import UsualName
from planner.texts import N_


@click.command(
    "usual",
    cls=Command,
    help=N_(
        "Plan SCENARIO as usual practice would: longest wait first, each to the first free legal place.\n\n"
        "With --which: the queue with each to their best place, the greatest gain first, or the department's own "
        "placements (table past_placements). Writes the same files as `planner plan`, checked the same way."
    ),
)
@click.option(
    "--which",
    "method",
    type=click.Choice(get_args(UsualName)),
    default="longest_wait",
    show_default=True,
    help=N_("Which plan of usual practice."),
)
@plan_options
def command(**options: Any) -> int:  # noqa: ANN401 - those of plan_options
    """Run `planner usual`."""
    from planner.cli.planning import plan_into

    return plan_into(**options)
