"""What is documented is what holds: columns, fault codes, JSON Schema."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.schema.columns import kind_of, may_be_unstated, unit_of
from planner.schema.document import columns_document
from planner.schema.json_schema import KNOWN, table_schema
from planner.schema.tables import TABLES
from tests.inputs.folders import BROKEN

TOP = BROKEN.parent.parent
DOCS = TOP / "docs"
CELL_CODES = {f"{name}-{column.replace('_', '-')}" for name, table in KNOWN.items() for column in table.columns}


def test_the_page_of_columns_is_what_the_classes_say() -> None:
    page = (DOCS / "columns.md").read_text(encoding="utf-8")
    assert page == columns_document(), "python -m planner.schema.document > docs/columns.md"


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else str(getattr(call.func, "id", ""))


def warnings_in(path: Path) -> Iterator[ast.expr]:
    """Where a module states the code of a warning."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if name_of(node) in {"warn", "_warn_of_words"} and len(node.args) > 1:
            yield node.args[1]
        if name_of(node) == "warn" and len(node.args) == 1 and isinstance(node.args[0], ast.Call):
            yield node.args[0].args[0]
        if name_of(node) == "Fault" and "severity" in {keyword.arg for keyword in node.keywords}:
            yield node.args[0]


def warning_codes_in(path: Path) -> set[str]:
    return {str(code.value) for code in warnings_in(path) if isinstance(code, ast.Constant)}


def codes_in(path: Path) -> Iterator[str]:
    """The codes of faults that a module can report, but for those made of a table and a column."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = name_of(node)
            notes = {"note": 1, "_note": 1} if {"inputs", "folders"} & set(path.parts) else {}
            place = {"Fault": 0, **notes}.get(name)
            code = node.args[place] if place is not None and len(node.args) > place else None
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                yield code.value
        if isinstance(node, ast.Assign) and "code" in {
            name.id for t in node.targets for name in ast.walk(t) if isinstance(name, ast.Name)
        }:
            first = node.value.elts[0] if isinstance(node.value, ast.Tuple) else node.value
            if isinstance(first, ast.Constant) and "inputs" in path.parts:
                yield str(first.value)


def documented(page: str) -> set[str]:
    """The codes in the tables of a page; every row has a meaning and a cure."""
    lines = [line.replace("\\|", "/") for line in page.splitlines() if line.startswith("| ")]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]
    assert all(len(row) == 3 and all(row) for row in rows)
    return {row[0] for row in rows if row[0] not in {"code", "`<table>-<column>`"}}


def test_every_code_of_a_fault_or_warning_is_documented_and_no_other() -> None:
    paths = list((TOP / "planner").rglob("*.py"))
    found = {code for path in paths for code in codes_in(path)}
    codes = {code for code in found if re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)} - CELL_CODES - set(TABLES)
    warnings = {code for path in paths for code in warning_codes_in(path)}
    page = (DOCS / "faults.md").read_text(encoding="utf-8")
    before, after = page.split("## Warnings\n")
    of_warnings, rest = after.split("\n## ", 1)
    assert codes - warnings == documented(before + rest)
    assert warnings == documented(of_warnings)


def test_every_code_that_a_broken_scenario_shows_is_documented() -> None:
    page = (DOCS / "faults.md").read_text(encoding="utf-8")
    shown = {
        code for path in BROKEN.glob("*/expected.txt") for code in re.findall(r"error\[([a-z-]+)\]", path.read_text())
    }
    assert {code for code in shown - CELL_CODES if f"| {code} |" not in page} == set()


def test_every_column_says_what_it_holds_and_a_blank_that_is_unknown_what_follows() -> None:
    for name, table in KNOWN.items():
        assert table.row.__doc__, name
        for column, field in table.row.model_fields.items():
            assert field.description, f"{name}.{column}"
            if column.endswith(("_minutes", "_sek", "_weeks")) and kind_of(field).numeric:
                assert unit_of(field), f"{name}.{column}"
            if not field.is_required() and not may_be_unstated(field):
                assert kind_of(field).format(field.default) is not None


def test_no_such_table_has_no_schema() -> None:
    with pytest.raises(KeyError):
        table_schema("slotz")
