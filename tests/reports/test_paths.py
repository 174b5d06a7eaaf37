"""The screen of a plan shows who has a place held for the next step, and where the rest is found."""

from __future__ import annotations

from pathlib import Path

from planner.reports import screen
from planner.reports.paths import path_lines
from tests.paths import path_week
from tests.scenarios import Given


def test_each_person_on_a_path_is_shown_with_the_step_and_its_week(tmp_path: Path) -> None:
    plan = path_week(tmp_path).plan()
    rows = plan.assignments[plan.assignments["path"].fillna("") != ""]
    assert len(rows)
    lines = path_lines(plan)
    assert f"{len(rows)} p" in lines[1]
    assert "column path of assignments.csv" in lines[1]
    for row in rows.to_dict("records"):
        (line,) = [one for one in lines if one.split()[:1] == [row["jobseeker_id"]]]
        assert line.endswith(str(row["path"]).rsplit(" ", 1)[1])
    assert lines[1] in screen(plan, None)


def test_a_plan_without_paths_says_nothing_of_them(tmp_path: Path) -> None:
    assert path_lines(Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).plan()) == []
