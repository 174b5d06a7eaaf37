"""Second choices: no row without one that could have one, none that the person could not have, none passed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import Cell, checks, missed_cells

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek

CELLS: list[Cell] = [
    ("assignments.csv", "J01", "second_choice", "S5"),  # proposed there
    ("assignments.csv", "J01", "second_choice", "S6"),
    ("assignments.csv", "J01", "second_choice", "S9"),  # no such slot
    ("assignments.csv", "J01", "second_choice", ""),
    ("assignments.csv", "J01", "second_choice_value", "0.5"),
    ("assignments.csv", "J01", "second_choice_free", "yes"),
    ("assignments.csv", "J02", "second_choice", "S1"),  # has one possible place alone
    ("assignments.csv", "J05", "second_choice", ""),
    ("assignments.csv", "J05", "second_choice", "S2"),
    ("assignments.csv", "J05", "second_choice_value", ""),
    ("assignments.csv", "J05", "second_choice_free", "yes"),
    ("assignments.csv", "J08", "second_choice", "S1"),  # has no possible place
    ("assignments.csv", "J09", "second_choice", "S1"),  # is kept
]


def test_a_changed_cell_of_a_second_choice_is_objected_to_by_row_and_column(changed: Path) -> None:
    assert missed_cells(changed, CELLS) == []


def test_a_second_choice_that_is_forbidden_is_caught(known: KnownWeek) -> None:
    assert checks(known.write()) == set()
    known.add("decisions", jobseeker_id="P1", slot_id="S1", decision="forbid")
    assert "second_choice" in checks(known.write())


@pytest.mark.parametrize(
    "second, value, free, objects",
    [
        ("S3", 0.2, "yes", set()),
        ("S3", 0.2, "no", {"second_choice_free"}),
        ("S2", 0.4, "no", {"second_choice"}),  # taken, while S3 is free
        ("S4", 0.1, "yes", {"second_choice"}),  # free as well, and worth less
    ],
)
def test_the_best_that_is_free_comes_before_a_better_that_is_taken(
    listed: ListedWeek, second: str, value: float, free: str, objects: set[str]
) -> None:
    for person in ("P1", "P2"):
        listed.person(person)
    for number, worth in enumerate((0.5, 0.4, 0.2, 0.1), start=1):
        listed.slot(f"S{number}")
        listed.worth("P1", f"S{number}", worth)
    listed.worth("P2", "S2", 0.5)
    listed.propose(("P1", "S1"), ("P2", "S2"))
    listed.assignments[0].update(second_choice=second, second_choice_value=value, second_choice_free=free)
    assert checks(listed.write()) == objects
