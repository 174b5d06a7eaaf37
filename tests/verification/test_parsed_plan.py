"""Rows whose ids or status the scenario does not know, or that stand twice, are left out and objected to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


@pytest.mark.parametrize(
    "row, column, value, objects",
    [
        (
            1,
            "status",
            "decided",
            {"assignments", "people", "value", "totals", "slots", "goals", "groups", "reason_code"},
        ),
        (1, "slot_id", "S9", {"assignments", "value", "totals", "slots", "goals", "groups", "reason_code"}),
        (1, "programme_id", "Y", {"assignments", "value", "totals", "slots", "goals", "groups", "reason_code"}),
        (
            1,
            "jobseeker_id",
            "P9",
            {"assignments", "people", "value", "totals", "slots", "goals", "groups", "reason_code"},
        ),
    ],
)
def test_a_row_of_nobody_and_nothing_known_is_caught(
    known: KnownWeek, row: int, column: str, value: object, objects: set[str]
) -> None:
    known.assignments[row][column] = value
    assert checks(known.write()) == objects


def test_a_row_written_twice_is_caught(known: KnownWeek) -> None:
    known.assignments.append(dict(known.assignments[0]))
    assert {"assignments", "one_main", "person_hours", "value"} <= checks(known.write())


def test_a_candidate_listed_twice_is_caught(known: KnownWeek) -> None:
    known.candidates.append(dict(known.candidates[0]))
    assert checks(known.write()) == {"candidates"}
