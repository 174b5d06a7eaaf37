"""Pins are held against the gates, beside other faults and never by rows that hold one."""

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.planning import check, read_scenario
from tests.inputs.test_doubts import lines, week
from tests.scenarios import Given


def faults_of(given: Given) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        read_scenario(given.write())
    return [f"{fault.code} {fault.row}" for fault in refused.value.faults]


def pinned(home: Path) -> Given:
    """A pin that the gate limits refuses, in row 2 of decisions, and one more person and slot."""
    given = week(home).change("jobseekers", "P1", limits="lifting").change("slots", "S1", excluded_limits="lifting")
    return given.person("P3").slot("S3").decide("pin", "P1", "S1")


def test_a_bad_cell_of_another_row_hides_no_pin_against_a_gate(tmp_path: Path) -> None:
    given = pinned(tmp_path).change("jobseekers", "P3", age="thirty").change("slots", "S3", places="tre")
    given.add("history", jobseeker_id="P2", end="perhaps").add("travel", from_zone="Z", to_zone="Z", mode="horse")
    codes = faults_of(given)
    assert "pin-against-gate 2" in codes
    assert {"jobseekers-age 4", "slots-places 4", "history-end 2", "travel-mode 3"} <= set(codes)
    assert len(codes) == 5


@pytest.mark.parametrize(
    "table, key, cells",
    [
        ("jobseekers", "P1", {"age": "thirty"}),
        ("slots", "S1", {"places": "en"}),
        ("employers", "E1", {"max_people": "ten"}),
        ("programmes", "T", {"purpose": "fun"}),
        ("jobseekers", "P3", {"jobseeker_id": "P1"}),
        ("jobseekers", "P1", {"shoe_size": 44}),
    ],
)
def test_a_pin_is_not_judged_by_rows_that_hold_a_fault(
    table: str, key: str, cells: dict[str, object], tmp_path: Path
) -> None:
    assert not any(
        code.startswith("pin-against-gate") for code in faults_of(pinned(tmp_path).change(table, key, **cells))
    )


def test_a_trip_is_not_judged_while_a_row_of_travel_holds_a_fault(tmp_path: Path) -> None:
    """The row with the fault may hold the very minutes."""
    far = week(tmp_path).decide("pin", "P1", "S1")
    far.tables["travel"][0]["minutes"] = 300
    with pytest.raises(InputFaults, match="the trip is too long"):
        check(far.write())
    far.at(tmp_path / "fault").add("travel", from_zone="Z", to_zone="Z", when="morning", minutes="soon")
    assert faults_of(far) == ["travel-minutes 3"]


def test_a_pin_where_no_money_pays_names_the_week(tmp_path: Path) -> None:
    given = lines(tmp_path, ("2026-W01", "2026-W52"), ("2027-W01", "2027-W52")).decide("pin", "P1", "S1")
    with pytest.raises(InputFaults, match="against a gate: 2026-W53 is in no budget line of T"):
        check(given.write())


def test_a_pin_of_a_pair_that_is_not_listed_is_told(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P2", "S1", 0.5).decide("pin", "P1", "S1")
    with pytest.raises(InputFaults, match="the pair is not among the outcomes"):
        check(given.write())
    given.add("outcomes", jobseeker_id="P9", slot_id="S1", value=0.5)
    assert not any(code.startswith("pin-against-gate") for code in faults_of(given))
