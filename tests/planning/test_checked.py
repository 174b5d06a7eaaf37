"""A scenario checked before it is planned: debts on the screen, strictness, promises and refusals week by week."""

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.instance import beyond_limits
from planner.planning import check
from tests.inputs.test_doubts import lines, week
from tests.instance.test_beyond import busy


def test_a_promise_without_its_first_week_stays_where_its_slot_starts_as_weeks_go_by(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S1", "accepted", from_week=None)
    starts = []
    for plan_week in ("2026-W48", "2026-W50", "2026-W52"):
        given.week = plan_week
        running = given.at(tmp_path / plan_week).instance().running
        starts.append((int(running["from_week"].iloc[0]), int(running["to_week"].iloc[0])))
    assert len(set(starts)) == 1
    assert not beyond_limits(given.instance())


def test_the_reasons_of_people_and_slots_name_the_weeks_that_no_line_pays_for(tmp_path: Path) -> None:
    given = lines(tmp_path, ("2026-W01", "2026-W50"), ("2026-W53", "2027-W52"))
    plan = given.plan()
    said = "2026-W51 to 2026-W52 are in no budget line of T"
    assert all(said in reason for reason in plan.assignments["reason"])
    assert all(said in reason for reason in plan.slots["reason"])


def test_strict_makes_every_warning_a_fault(tmp_path: Path) -> None:
    given = busy(tmp_path).change("slots", "S1", places=1, hours_per_week=0.75)
    with pytest.raises(InputFaults) as refused:
        check(given.write(), is_strict=True)
    assert {(f.code, f.severity) for f in refused.value.faults} == {("few-hours", "error"), ("beyond-limit", "error")}
    assert refused.value.warnings == ()


def test_a_declined_place_is_not_proposed_again_unless_it_is_pinned(tmp_path: Path) -> None:
    """Both in eligible and in listed mode, and the verifier agrees."""
    for mode in ("eligible", "listed"):
        given = week(tmp_path / mode).change("slots", "S2", status="closed")
        given.settings["candidates"] = mode
        given.worth("P1", "S1", 0.9) if mode == "listed" else None
        given.change("jobseekers", "P2", hours_per_week=10)
        given.add("history", jobseeker_id="P1", slot_id="S1", end="declined")
        assert check(given.write()).instance.candidates.empty
        plan = given.decide("pin", "P1", "S1", by="K1", motive="asked again").at(tmp_path / f"{mode} pinned").plan()
        proposed = plan.assignments[plan.assignments["status"] == "proposed"]
        assert proposed[["jobseeker_id", "slot_id", "reason_code"]].to_numpy().tolist() == [["P1", "S1", "pinned"]]


def test_strict_tells_warnings_beside_faults(tmp_path: Path) -> None:
    given = busy(tmp_path).change("slots", "S1", hours_per_week=0.75, places="tre")
    with pytest.raises(InputFaults) as refused:
        check(given.write(), is_strict=True)
    assert {(f.code, f.severity) for f in refused.value.faults} == {("slots-places", "error"), ("few-hours", "error")}
