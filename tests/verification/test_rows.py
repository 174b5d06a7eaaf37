"""Rows of assignments.csv: who has one, the numbers of proposals, running placements, and what may be proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


@pytest.mark.parametrize(
    "row, column, value, objects",
    [
        (0, "outcome", 0.36, {"outcome"}),
        (0, "uplift", 0.06, {"uplift"}),
        (0, "acceptance", 0.9, {"acceptance"}),
        (0, "value", 0.0074, {"value"}),
        (0, "regular_weeks", 25.7, {"regular_weeks"}),
        (1, "regular_weeks", None, {"regular_weeks"}),
        (0, "strength", "strong", {"strength"}),
        (0, "basis", "judgement", {"basis"}),
        (0, "gross", "yes", {"gross"}),
        (1, "cost_sek", 126143.67, {"cost_sek"}),
        (1, "cost_sek", None, {"cost_sek"}),
        (1, "travel_minutes", 24, {"travel_minutes"}),
        (1, "travel_minutes", "far", {"travel_minutes"}),
        (1, "weeks", 51, {"weeks"}),
        (1, "start_week", "2026-W53", {"start_week"}),
        (1, "start_week", "soon", {"start_week"}),
        (1, "employer_id", "E2", {"employer_id"}),
        (2, "status", "kept", {"running"}),
        (2, "slot_id", "S1", {"running", "employer_id", "employer", "occupation"}),
        (2, "weeks", 11, {"running"}),
        (2, "programme_id", "X", {"running"}),
        (3, "status", "held", {"running", "reason_code"}),
        (3, "slot_id", "S1", {"people", "employer_id", "employer", "occupation", "zone", "hours_per_week"}),
    ],
)
def test_a_changed_row_is_caught(known: KnownWeek, row: int, column: str, value: object, objects: set[str]) -> None:
    known.assignments[row][column] = value
    assert checks(known.write()) == objects


def test_a_swapped_slot_is_caught(known: KnownWeek) -> None:
    known.assignments[0] |= {"slot_id": "S1", "programme_id": "X"}
    assert {"slot_places", "funding_budget", "value", "employer_id", "outcome", "slots"} <= checks(known.write())


def test_an_extra_row_is_caught(known: KnownWeek) -> None:
    known.assignments.append(known.assignments[0] | {"jobseeker_id": "P4"})
    assert {"eligibility", "candidates", "people", "totals", "slots"} <= checks(known.write())


@pytest.mark.parametrize("row, caught", [(0, "value"), (2, "running"), (3, "people")])
def test_a_removed_row_is_caught(known: KnownWeek, row: int, caught: str) -> None:
    del known.assignments[row]
    assert {caught, "people"} <= checks(known.write())


@pytest.mark.parametrize("cells", [{"workplace_kind": "constructed"}, {"weeks": 104}])
def test_a_gain_that_does_not_hold_on_the_date_or_at_that_workplace_is_caught(
    known: KnownWeek, cells: dict[str, object]
) -> None:
    """The plan speaks of ordinary work that has ended by then; a department's constructed or longer job has no gain."""
    known.tables["slots"][0] |= cells
    assert {"outcome", "uplift", "value"} <= checks(known.write())


def test_a_contested_person_has_a_row_of_their_own(known: KnownWeek) -> None:
    known.add("decisions", jobseeker_id="P4", decision="contested")
    assert checks(known.write()) == {"running"}
    known.assignments[3] |= {"status": "held", "reason_code": "held"}
    assert checks(known.write()) == set()


def test_a_value_below_zero_is_proposed_only_when_pinned(known: KnownWeek) -> None:
    known.add("baselines", jobseeker_id="P1", value=0.42)
    assert "eligibility" in checks(known.write())
    known.add("decisions", jobseeker_id="P1", slot_id="S2", decision="pin")
    assert "eligibility" not in checks(known.write())
