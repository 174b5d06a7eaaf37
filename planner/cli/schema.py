"""planner schema: what a table or plan.json may hold, as JSON Schema."""

from __future__ import annotations

import click

from planner.cli.command import Command
from planner.cli.output import echo_json
from planner.texts import N_


@click.command(
    "schema",
    cls=Command,
    help=N_(
        "Print the JSON Schema of TABLE: one of a scenario, such as slots; tasks of build-slots; "
        "outcomes_history of fit; plan of plan.json."
    ),
)
@click.argument("table")
def command(table: str) -> None:
    """Run `planner schema`."""
    from planner.schema.json_schema import schema_of

    echo_json(schema_of(table))
