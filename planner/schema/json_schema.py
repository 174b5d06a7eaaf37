"""JSON Schema of a table, as the text a file holds: for editors, for other systems that write our tables."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from planner.errors import UsageFault
from planner.schema.columns import blank_of, default_text, kind_of, range_of, unit_of
from planner.schema.outcome_history import OUTCOMES_HISTORY
from planner.schema.plan import PlanFile
from planner.schema.tables import TABLES, Table
from planner.schema.tasks import TASKS
from planner.texts import _

# The tables of a scenario, and those that single commands read.
KNOWN = {**TABLES, TASKS.name: TASKS, OUTCOMES_HISTORY.name: OUTCOMES_HISTORY}
PLAN = "plan"

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """JSON Schema of a table, or of plan.json by the name plan. Raises UsageFault where there is no such table."""
    if name == PLAN:
        return PlanFile.model_json_schema()
    if name not in KNOWN:
        known = ", ".join(KNOWN)
        msg = _('There is no table "{name}". Known are {tables} and {plan}.', name=name, tables=known, plan=PLAN)
        raise UsageFault(msg)
    return table_schema(name)


def table_schema(name: str) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of one table: an array of rows, each an object of texts by column name.

    Cells are texts as in a CSV file. `minimum` and `maximum` tell the range of the number a text stands for (validators
    apply them to numbers alone), `x-unit` its unit, `x-blank` what follows from a blank cell, `default` what a blank
    stands for. `x-key` names the columns that no two rows share, `x-points` the tables that columns point into.
    Raises KeyError where there is no such table.
    """
    table = KNOWN[name]
    fields = table.row.model_fields
    row = {
        "type": "object",
        "properties": {column: _cell(field) for column, field in fields.items()},
        "required": [column for column, field in fields.items() if field.is_required()],
        "additionalProperties": False,
    }
    schema: dict[str, Any] = {"$schema": DRAFT, "title": name, "description": str(table.row.__doc__), "type": "array"}
    schema["items"] = row
    return {**schema, **_links(table)}


def _links(table: Table) -> dict[str, Any]:
    links: dict[str, Any] = {}
    if table.key:
        links["x-key"] = list(table.key)
    if table.points:
        links["x-points"] = dict(table.points)
    return links


def _cell(field: FieldInfo) -> dict[str, Any]:
    kind, (lower, upper) = kind_of(field), range_of(field)
    stated = kind.text_schema()
    schema: dict[str, Any] = {"description": f"{field.description} ({kind.name})"}
    if field.is_required():
        schema |= stated
    elif len(stated) > 1:
        schema["anyOf"] = [{"const": ""}, stated]
    else:
        schema["type"] = "string"
    if kind.numeric and lower is not None and upper is not None:
        schema |= {"minimum": lower, "maximum": upper}
    extras = {"x-unit": unit_of(field), "x-blank": blank_of(field), "default": default_text(field)}
    return schema | {key: value for key, value in extras.items() if value is not None}
