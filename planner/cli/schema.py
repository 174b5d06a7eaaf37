"""planner schema: what a table or plan.json may hold, as JSON Schema."""

from __future__ import annotations

import click

from planner.cli.output import echo_json


@click.command("schema")
@click.argument("table")
def command(table: str) -> None:
    """Print the JSON Schema of TABLE: one of a scenario, such as slots; tasks of build-slots; plan of plan.json."""
    from planner.errors import UsageFault
    from planner.schema.json_schema import KNOWN, table_schema
    from planner.schema.plan import PlanFile

    if table == "plan":
        schema = PlanFile.model_json_schema()
    elif table in KNOWN:
        schema = table_schema(table)
    else:
        message = f'There is no table "{table}". Known are {", ".join(KNOWN)} and plan.'
        raise UsageFault(message)
    echo_json(schema)
