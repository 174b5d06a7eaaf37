"""planner schema: what a table or plan.json may hold, as JSON Schema."""

from __future__ import annotations

import click

from planner.cli.output import echo_json


@click.command("schema")
@click.argument("table")
def command(table: str) -> None:
    """Print the JSON Schema of TABLE: one of a scenario, such as slots; tasks of build-slots; plan of plan.json."""
    from planner.schema.json_schema import schema_of

    echo_json(schema_of(table))
