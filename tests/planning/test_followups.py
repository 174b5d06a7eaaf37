"""Steps of follow-up: when each falls due, what is done, and what nobody can know."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning.followups import followup_table
from tests.scenarios import Given


def steps(given: Given) -> list[tuple[str, str]]:
    """Step and day, in the order of the table."""
    table = followup_table(given.instance())
    return list(zip(table["step"], table["due_on"], strict=True))


def week(home: Path) -> Given:
    """P1 at S1 from the plan week 2026-W48 (Monday 23 November) on."""
    return Given(home).person("P1", caseworker_id="K1").add("caseworkers", caseworker_id="K1").slot("S1")


@pytest.mark.parametrize(
    "last, during",
    [
        ("2026-W48", [("exit", "2026-11-27")]),
        ("2026-W49", [("day_3", "2026-11-25"), ("exit", "2026-12-04")]),
        ("2026-W50", [("day_3", "2026-11-25"), ("week_2", "2026-12-04"), ("exit", "2026-12-11")]),
        ("2026-W51", [("day_3", "2026-11-25"), ("week_2", "2026-12-04"), ("midpoint", "2026-12-07"),
                      ("exit", "2026-12-18")]),
        ("2026-W52", [("day_3", "2026-11-25"), ("week_2", "2026-12-04"), ("before_end", "2026-12-11"),
                      ("exit", "2026-12-25")]),
        ("2027-W03", [("day_3", "2026-11-25"), ("week_2", "2026-12-04"), ("midpoint", "2026-12-21")]),
    ],
)  # fmt: skip
def test_steps_of_one_week_are_one(tmp_path: Path, last: str, during: list[tuple[str, str]]) -> None:
    given = week(tmp_path).running("P1", "S1", to_week=last).worth("P1", "S1", 0.5)
    assert [step for step in steps(given) if not step[0].startswith("days")] == during


def test_without_the_table_nothing_is_known_to_be_overdue(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S1", from_week="2026-W40", to_week="2026-W50").worth("P1", "S1", 0.5)
    assert steps(given) == [("before_end", "2026-11-27"), ("exit", "2026-12-11")]


def test_with_the_table_what_is_due_and_not_done_is_overdue_and_comes_first(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S1", from_week="2026-W40", to_week="2026-W50").worth("P1", "S1", 0.5)
    given.add("followups", jobseeker_id="P1", slot_id="S1", step="day_3", done_on="2026-10-01")
    given.add("followups", jobseeker_id="P1", slot_id="S1", step="week_2", done_on="2025-10-01")  # an earlier placement
    table = followup_table(given.instance())
    assert table[["step", "due_on", "overdue", "overdue_days"]].to_numpy().tolist() == [
        ["week_2", "2026-10-09", "yes", 45], ["midpoint", "2026-11-02", "yes", 21],
        ["before_end", "2026-11-27", "no", 0], ["exit", "2026-12-11", "no", 0],
    ]  # fmt: skip


def test_history_is_followed_up_after_its_end_for_a_year(tmp_path: Path) -> None:
    given = week(tmp_path).worth("P1", "S1", 0.5).person("P2")
    given.add("history", jobseeker_id="P1", slot_id="GONE", from_week="2026-W30", to_week="2026-W44", end="ended")
    given.add("history", jobseeker_id="P1", slot_id="OLD", to_week="2025-W47", end="interrupted")
    given.add("history", jobseeker_id="P1", slot_id="S1", to_week="2026-W44", end="declined")
    given.add("history", jobseeker_id="P2", to_week="2026-W36", end="interrupted")
    # 30 days after Friday 30 October is a Sunday; 90 days after Friday 4 September is a Thursday.
    assert steps(given) == [("days_30", "2026-11-30"), ("days_90", "2026-12-03")]
    given.add("followups", jobseeker_id="P2", step="exit", done_on="2026-09-07")
    assert steps(given) == [
        ("exit", "2026-10-30"), ("days_30", "2026-11-30"), ("days_30", "2026-10-05"), ("days_90", "2026-12-03"),
    ]  # fmt: skip


def test_a_placement_that_ended_and_is_not_yet_history_is_followed_up_once(tmp_path: Path) -> None:
    given = week(tmp_path).running("P1", "S1", from_week="2026-W30", to_week="2026-W44").worth("P1", "S1", 0.5)
    given.add("history", jobseeker_id="P1", slot_id="S1", from_week="2026-W30", to_week="2026-W44", end="ended")
    assert steps(given) == [("days_30", "2026-11-30")]
