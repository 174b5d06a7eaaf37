"""Prices and gains of slots: between 0 and the most that one more place can be worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.verification.checked import Cell, checks, missed_cells

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CELLS: list[Cell] = [
    ("slots.csv", "S1", "price_lp", "9.0231"),
    ("slots.csv", "S1", "price_lp", "-0.0231"),
    ("slots.csv", "S1", "price_lp", ""),
    ("slots.csv", "S6", "price_lp", "0.01"),
    ("slots.csv", "S4", "gain", "0.25"),
    ("slots.csv", "S4", "gain", "-0.153"),
]


def test_a_changed_price_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []


def test_of_a_certificate_whose_rows_name_no_constraint_nothing_is_said_of_prices(known: KnownWeek) -> None:
    for row in known.certificate["rows"]:
        row["rule"] = row.pop("constraint")
    assert known.certificate["rows"]
    assert checks(known.write()) == {"certificate"}
