"""Cells of assignments.csv beside the numbers: of the person, and of a place that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import Cell, checks, missed_cells

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


@pytest.mark.parametrize(
    "row, column, value, objects",
    [
        (0, "baseline", 0.2, {"baseline"}),
        (1, "caseworker_id", "H1", {"caseworker_id"}),
    ],
)
def test_a_changed_cell_of_the_person_is_caught(
    known: KnownWeek, row: int, column: str, value: object, objects: set[str]
) -> None:
    known.assignments[row][column] = value
    assert checks(known.write()) == objects


CELLS: list[Cell] = [
    ("assignments.csv", "J01", "occupation", "Kirurger"),
    ("assignments.csv", "J01", "caseworker_id", "K2"),
    ("assignments.csv", "J05", "caseworker_id", "K1"),
    ("assignments.csv", "J05", "baseline", "0.29"),
    ("assignments.csv", "J05", "outcome", "0.9"),
    ("assignments.csv", "J05", "cost_sek", "99"),
    ("assignments.csv", "J05", "employer", "Exempeltaxi AB"),
    ("assignments.csv", "J09", "employer_id", "E2"),
    ("assignments.csv", "J09", "employer", "Exempeltaxi AB"),
    ("assignments.csv", "J09", "occupation", ""),
    ("assignments.csv", "J09", "zone", "svalov"),
    ("assignments.csv", "J09", "hours_per_week", "20"),
    ("assignments.csv", "J09", "uplift", "0.1"),
    ("assignments.csv", "J09", "caseworker_id", "K1"),
]


def test_a_changed_cell_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []
