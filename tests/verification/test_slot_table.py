"""The rows of slots.csv: one for each slot, with its places as they are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import Cell, checks, missed_cells

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CELLS: list[Cell] = [
    ("slots.csv", "S1", "programme_id", "bea"),
    ("slots.csv", "S3", "programme_id", ""),
    ("slots.csv", "S1", "reason_code", "partly"),
    ("slots.csv", "S3", "reason_code", "empty_no_candidate"),
    ("slots.csv", "S3", "reason_code", "closed"),
    ("slots.csv", "S3", "reason_code", "empty_minimum"),
    ("slots.csv", "S3", "reason_code", "empty_by_hand"),
    ("slots.csv", "S6", "reason_code", "empty_elsewhere"),
    ("slots.csv", "S1", "price_lp", "9.0231"),
    ("slots.csv", "S1", "price_lp", "-0.0231"),
    ("slots.csv", "S1", "price_lp", ""),
    ("slots.csv", "S6", "price_lp", "0.01"),
    ("slots.csv", "S4", "gain", "0.25"),
    ("slots.csv", "S4", "gain", "-0.153"),
]


def test_a_changed_form_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []


@pytest.mark.parametrize("column", ["running", "filled", "free", "places", "start_week", "employer_id", "programme_id"])
def test_a_changed_slot_row_is_caught(known: KnownWeek, column: str) -> None:
    known.slots[1][column] = "2" if known.slots[1][column] != 2 else 1
    assert checks(known.write()) == {"slots"}


def test_a_missing_slot_row_is_caught(known: KnownWeek) -> None:
    del known.slots[0]
    assert checks(known.write()) == {"slots"}
