"""Duty hours: what people owe of activity by week and unit, what is covered, and the gap."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.folders.ours import contents_of
from planner.planning import Plan, duty_of
from planner.reports import screen
from tests.scenarios import Given, objections, written


def given_duty(home: Path) -> Given:
    """P1 owes 30 h to unit NORD, P2 20 h to no unit, P3 nothing; S1 has 25 h, C1 is a course of 15 h beside it."""
    given = Given(home, goals=["outcome", "other_purposes"])
    given.person("P1", duty_hours_per_week=30, unit="NORD").person("P2", duty_hours_per_week=20).person("P3")
    given.slot("S1", hours_per_week=25, weeks=4).slot("C1", programme_ids="C", hours_per_week=15, weeks=2)
    return given.worth("P1", "S1", 0.5).worth("P1", "C1", 0.1)


def by_week(plan: Plan, unit: str | None) -> list[tuple[float, float, float, int]]:
    assert plan.duty is not None
    own = plan.duty[plan.duty["unit"].isna() if unit is None else plan.duty["unit"] == unit]
    return list(own[["hours_owed", "hours_covered", "hours_gap", "people_short"]].itertuples(index=False, name=None))


def test_main_place_and_companion_cover_no_more_than_is_owed(tmp_path: Path) -> None:
    plan = given_duty(tmp_path).plan()
    assert objections(plan, tmp_path / "plan") == []
    weeks = by_week(plan, "NORD")
    # 25 + 15 h are more than 30; from the third week on the course is over, from the fifth week on the place as well.
    assert weeks[:5] == [(30, 30, 0, 0)] * 2 + [(30, 25, 5, 1)] * 2 + [(30, 0, 30, 1)]
    assert len(weeks) == 26
    assert by_week(plan, None) == [(20, 0, 20, 1)] * 26
    part = plan.file.duty
    assert part is not None
    assert (part.people, part.first.hours_gap, part.first.people_short, part.hours_covered) == (2, 20, 1, 110)
    assert part.sure == "unverified"


@pytest.mark.parametrize("state", ["started", "accepted", "offered"])
def test_running_and_promised_placements_cover_from_their_first_to_their_last_week(tmp_path: Path, state: str) -> None:
    given = given_duty(tmp_path)
    given.slot("R1", hours_per_week=10)
    given.running("P2", "R1", state, from_week="2026-W49", to_week="2026-W50")
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert [row[1] for row in by_week(plan, None)[:4]] == [0, 10, 10, 0]
    owed, covered = duty_of(plan.instance, plan.solution.chosen, "P2")
    assert (owed, covered.sum()) == (20, 20)


def test_nothing_is_written_where_nobody_owes_anything(tmp_path: Path) -> None:
    given = given_duty(tmp_path)
    for person in given.tables["jobseekers"]:
        person.update(duty_hours_per_week=None)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert "duty.csv" not in plan.files
    assert plan.duty is None
    assert "duty" not in plan.file.model_dump()


def test_what_is_owed_changes_no_proposal(tmp_path: Path) -> None:
    one = given_duty(tmp_path / "one").plan()
    given = given_duty(tmp_path / "other")
    given.change("jobseekers", "P1", duty_hours_per_week=None)
    assert given.plan().assignments.equals(one.assignments)


def test_a_plan_with_duty_hours_is_made_anew_in_its_own_folder(tmp_path: Path) -> None:
    plan = given_duty(tmp_path).plan()
    folder = written(plan, tmp_path / "plan")
    assert "duty.csv (" in screen(plan, folder)
    assert contents_of(folder).foreign == ()
