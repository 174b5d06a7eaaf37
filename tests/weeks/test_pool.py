"""Where fairness looks back, groups are fixed once somebody has been planned, and who leaves is remembered."""

from __future__ import annotations

from pathlib import Path

from planner.schema.weeks import week_number
from tests.scenarios import Given
from tests.weeks.small_weeks import advanced, three
from tests.weeks.test_news import news


def looking_back(home: Path) -> Given:
    given = three(home)
    given.settings |= {"fair_share_weeks": 26, "groups": ["young"]}
    given.groups["young"] = {"tag": "young"}
    return given.change("jobseekers", "P1", groups="young").change("jobseekers", "P2", entry_groups="hardest_quarter")


def test_groups_are_fixed_as_they_were_when_somebody_was_first_planned(tmp_path: Path) -> None:
    arrivals = "jobseeker_id,home_zone\nP9,Z\n"
    settled = advanced(looking_back(tmp_path), news=news(tmp_path, jobseekers=arrivals))
    people = settled.scenario.tables["jobseekers"].set_index("jobseeker_id")
    groups = people["entry_groups"].to_dict()
    assert "young" in groups["P1"]
    assert groups["P2"] == ("hardest_quarter",)
    assert groups["P9"] == ()  # not planned yet
    assert people.loc["P9", "entered_week"] == week_number("2026-W49")


def test_who_leaves_is_remembered_with_their_latest_start_and_others_forgotten_in_time(tmp_path: Path) -> None:
    given = looking_back(tmp_path)
    given.add("history", jobseeker_id="P1", slot_id="S5", programme_id="M", from_week="2026-W30", to_week="2026-W40",
              end="ended")  # fmt: skip
    for person, week in (("X1", "2026-W10"), ("X2", "2026-W44")):
        given.add("left_pool", jobseeker_id=person, left_week=week)
    settled = advanced(given, news=news(tmp_path, leavers="jobseeker_id\nP1\n"))
    left = settled.scenario.tables["left_pool"].set_index("jobseeker_id")
    assert list(left.index) == ["P1", "X2"]
    assert left.loc["P1", "left_week"] == week_number("2026-W48")
    assert left.loc["P1", "placed_week"] == week_number("2026-W30")
    assert "young" in left["entry_groups"].to_dict()["P1"]


def test_nothing_of_it_is_written_where_nobody_looks_back(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), news=news(tmp_path, leavers="jobseeker_id\nP1\n"))
    assert settled.scenario.tables["left_pool"].empty
    assert not any(settled.scenario.tables["jobseekers"]["entry_groups"])
