"""The documentation of every table's columns, written from the classes that validate them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from pydantic.fields import FieldInfo

from planner.schema.cells import FIRST_YEAR, HALVES, LAST_YEAR, LONGEST_ID
from planner.schema.columns import allowed_range, blank_of, default_text, kind_of, unit_of
from planner.schema.outcome_history import OUTCOMES_HISTORY
from planner.schema.plan_column import PlanColumn
from planner.schema.plan_tables import PLAN_TABLES
from planner.schema.result_tables import RESULT_TABLES, USUAL
from planner.schema.tables import TABLES, Table
from planner.schema.tasks import TASKS
from planner.schema.usual import UsualName
from planner.texts import speaking

_HALF_DAYS = r"\|".join(HALVES.examples)

HEAD = f"""# Columns

This page is made from the classes in `planner/schema/tables.py`; a test keeps the two alike. To make it anew:

    python -m planner.schema.document > docs/columns.md

A table is a CSV file of its name or a sheet of a workbook. Columns may stand in any order; a column that is not
listed here is a fault, one that is not **required** may be left out. A blank cell takes the default, and where there is
none it stays unknown: it never passes a gate that needs the value. Patches see the default, and leave unknown cells be.

| kind | how it is written |
|---|---|
| an id | letters A-Z, digits, and `_` `.` `-`; at most {LONGEST_ID} characters; capitals matter; text in Excel too |
| text | any text; spaces at the ends go |
| a whole number | `3`, `1 200`; also `3,0`, as Excel may write it |
| a number | `0.5` or `0,5`, `1 200,50` |
| an amount | as a number; `1,500` and `1.500` are refused, since they may be thousands or three decimals |
| a share | as a number, or as a percentage: `50 %` is `0.5` |
| yes or no | yes, no, ja, nej, true, false, sant, falskt, 1, 0, in any case of letters |
| an ISO week | `2026-W48` |
| a day | `2026-11-23`, from {FIRST_YEAR} to {LAST_YEAR} |
| a list | words with `\\|` between them, in any case of letters; a blank list is empty, never unknown |
| a list of codes | codes with `\\|` between them, in any case of letters |
| a list of ids | ids with `\\|` between them |
| a list of half-days | {_HALF_DAYS} |

A column with few words takes them in any case of letters. A percentage is a fault but for a share: `75 %` of what?
Excel's error cells (`#N/A`, `#SAKNAS!`) are no blanks but faults, and so are formulas without a stored result. A column
`kommentar`, `anteckning`, `notering` or `note` may stand in any table: it is left out, with a warning.
"""

_USUAL_PLANS = ", ".join(get_args(UsualName))

TASKS_HEAD = """# Tasks for `planner build-slots`

No table of a scenario: a CSV file of its own, with any name, which `planner build-slots` reads.
"""


HISTORY_HEAD = """# Outcomes for `planner fit`

No table of a scenario: a CSV file of its own, with any name, which `planner fit` reads ([fit.md](fit.md)).
"""

PLAN_HEAD = """# The tables of a plan

What comes out of `planner plan` and, as DataFrames, of [Python](python.md). [method.md](method.md) says how each figure
is computed. A blank says that there is nothing to say. *The plan's unit* is people in work or study, weeks of regular
work, or points: `unit` of `plan.json` says which. Lists have `|` between their parts; yes and no are `yes` and `no`.
"""

RESULT_HEAD = f"""# The further tables of Python

DataFrames that [Python](python.md) gives beside those above: `result` is what `planner.plan` and
`planner.usual_practice` return, `comparison` what `planner.compare` does. `comparison.figures` and `comparison.changes`
are, without `number`, also the files `figures.csv` and `changes.csv` of `planner compare`, and `comparison.draws` is
`draws.csv`, with the plan's name for `number`. `sweep` is what `planner.sweep` returns; `sweep.figures` is
`results.csv` of `planner sweep`. `simulation` is what `planner.simulate` returns; `simulation.runs` is `results.csv`,
`simulation.weeks` is `weeks.csv` and `simulation.money` is `money.csv` of `planner simulate`. `compared_weeks` is what
`planner.compare` returns with `weeks`; its tables are `results.csv`, `weeks.csv`, `money.csv` and `differences.csv` of
`planner compare --weeks`. `prices` is what
`planner.prices` returns; the files of `planner prices` are `prices.csv` (the five kinds, told apart by `kind`),
`templates.csv` and `places_wanted.csv`. Lists are tuples. In place
of `{USUAL}` stands the name of each plan of usual practice:
{_USUAL_PLANS}.
"""


def columns_document() -> str:
    """The text of docs/columns.md."""
    with speaking("en"):
        parts = [HEAD, *(_table(table) for table in TABLES.values()), TASKS_HEAD, _table(TASKS)]
        parts += [HISTORY_HEAD, _table(OUTCOMES_HISTORY)]
        return "\n".join([*parts, PLAN_HEAD, *_tables_out(PLAN_TABLES), RESULT_HEAD, *_tables_out(RESULT_TABLES)])


def _tables_out(tables: Mapping[str, tuple[str, tuple[PlanColumn, ...]]]) -> list[str]:
    return [_table_out(name, rows, columns) for name, (rows, columns) in tables.items()]


def _table_out(name: str, rows: str, columns: tuple[PlanColumn, ...]) -> str:
    lines = [f"## {name}", "", f"A row for each {rows}", ""]
    lines += ["| column | what it holds | kind | unit |", "|---|---|---|---|"]
    # Outside of code, what stands in angle brackets would be taken for HTML.
    names = [f"`{column.name}`" if USUAL in column.name else column.name for column in columns]
    lines += [
        f"| {name} | {column.what} | {column.kind} | {column.unit} |"
        for name, column in zip(names, columns, strict=True)
    ]
    return "\n".join([*lines, ""])


def _table(table: Table) -> str:
    marks = ["required"] if table.required else []
    marks += [f"one row for each {', '.join(table.key)}"] if table.key else []
    lines = [f"## {table.name}", "", f"{table.row.__doc__}{_sentence(marks)}", ""]
    lines += [
        "| column | what it holds | kind and range | unit | default | a blank means |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(table, name, field) for name, field in table.row.model_fields.items()]
    return "\n".join([*lines, ""])


def _sentence(marks: list[str]) -> str:
    return f" ({'; '.join(marks)})" if marks else ""


def _row(table: Table, name: str, field: FieldInfo) -> str:
    kind, allowed = kind_of(field), allowed_range(field)
    is_choice = kind.words and kind.store == "text"
    form = f"one of {', '.join(kind.words)}" if is_choice else f"{kind.name}{f', {allowed}' if allowed else ''}"
    target = table.points.get(name)
    what = f"{field.description}{f'; a row of {target}' if target else ''}"
    if field.is_required():
        blank = "a fault"
    else:
        default = default_text(field)
        blank = blank_of(field) or ("unknown" if default is None else "the default" if default else "none")
    shown = f"**{name}**" if field.is_required() else name
    cells = [shown, what, form, unit_of(field) or "", default_text(field) or "", blank]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    print(columns_document(), end="")  # noqa: T201 - the page goes to standard output
