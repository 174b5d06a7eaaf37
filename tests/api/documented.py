"""Whether a table that is handed out has the columns, in the order and with the dtypes, that docs/columns.md says."""

import re
from pathlib import Path
from typing import get_args

import pandas as pd

from planner.schema.plan_tables import MODULES_BEFORE, ON_LISTS
from planner.schema.usual import UsualName

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "columns.md"
DTYPES = {
    "code": "category", "whole number": "Int64", "number": "float64", "yes or no": "boolean", "id": "str",
    "text": "str", "week": "str", "list": "object", "day": "datetime64[s]",
}  # fmt: skip


def documented(table: str) -> list[tuple[str, str]]:
    """The name and kind of every column in the part of the page about a table."""
    part = PAGE.read_text(encoding="utf-8").partition(f"\n## {table}\n")[2].split("\n## ")[0]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("| ")]
    return [(name, kind) for name, _what, kind, _unit in rows if name != "column"]


def assert_as_documented(frame: pd.DataFrame, table: str) -> None:
    """Every column is on the page and every one on the page is there; `<plan>` stands for each usual practice.

    Columns that only plans with a list have may be missing, all of them, and so may those of modules.
    """
    plans = "|".join(get_args(UsualName))
    few = (("list_slot_id", ON_LISTS), ("module_id", MODULES_BEFORE))
    missing = {column.name for first, columns in few if first not in frame for column in columns}
    known = [(re.escape(name).replace("<plan>", f"({plans})"), kind) for name, kind in documented(table)
             if name not in missing]  # fmt: skip
    found = [
        [place for place, (name, _kind) in enumerate(known) if re.fullmatch(name, column)] for column in frame.columns
    ]
    assert [column for column, places in zip(frame.columns, found, strict=True) if len(places) != 1] == []
    places = [place for own in found for place in own]
    assert set(places) == set(range(len(known)))
    plain = [place for place in places if "(" not in known[place][0]]
    assert plain == sorted(plain)
    dtypes = {column: DTYPES[known[place][1]] for column, place in zip(frame.columns, places, strict=True)}
    assert {column: str(dtype) for column, dtype in frame.dtypes.items()} == dtypes
