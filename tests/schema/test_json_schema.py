"""JSON Schema of a table is one, fits sound tables, and refuses no more and no less than the reader."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planner.errors import Faults, UsageFault
from planner.inputs.cells import typed
from planner.inputs.files import csv_table
from planner.schema.dialect import in_dialect
from planner.schema.json_schema import KNOWN, schema_of, table_schema
from planner.schema.tables import TABLES
from tests.inputs.folders import GOOD, SCENARIOS


@pytest.mark.parametrize("name", KNOWN)
def test_a_table_has_a_schema_that_is_one(name: str) -> None:
    schema = table_schema(name)
    Draft202012Validator.check_schema(schema)
    properties = schema["items"]["properties"]
    assert list(properties) == list(KNOWN[name].columns)
    assert all(part.get("description") for part in properties.values())


@pytest.mark.parametrize("folder", [GOOD, SCENARIOS / "landskrona"], ids=lambda path: path.name)
def test_sound_tables_meet_their_schema(folder: Path) -> None:
    tables = sorted(folder.glob("*.csv"))
    assert len(tables) > 5
    for path in tables:
        text = in_dialect(path.name, path.read_bytes(), "plain").decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert not list(Draft202012Validator(table_schema(path.stem)).iter_errors(rows)), path.stem


def edited(**cells: str) -> list[dict[str, Any]]:
    row = {"slot_id": "S1", "employer_id": "E1", "programme_ids": "bea", "zone": "norr", "places": "2"}
    return [{**row, **cells}]


@pytest.mark.parametrize(
    "cells",
    [{"places": "tre"}, {"places": ""}, {"slot_id": "S 1"}, {"start_week": "48"}, {"status": "shut"}, {"shift": "mo"},
     {"register_extract": "kanske"}, {"union_consulted_on": "3/11"}, {"name": "x"}, {"programme_ids": "a,b"}],
)  # fmt: skip
def test_what_the_schema_refuses_the_reader_refuses(cells: dict[str, str]) -> None:
    rows = edited(**cells)
    assert list(Draft202012Validator(table_schema("slots")).iter_errors(rows))
    faults = Faults()
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    raw = csv_table(text.getvalue().encode(), "slots.csv", faults)
    assert raw is not None
    typed(TABLES["slots"], raw, faults)
    assert faults.found


def test_what_is_no_table_is_refused_with_those_that_are() -> None:
    with pytest.raises(UsageFault, match=r"slots.* and plan\."):
        schema_of("slot")
