"""Supervisors' weeks and money by month, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning.over_time import money_months, supervisor_weeks
from tests.workbooks.books import week


def test_running_placements_and_proposals_ask_for_support_in_their_weeks_alone(tmp_path: Path) -> None:
    plan = week(tmp_path).plan()
    table = supervisor_weeks(plan.instance, plan.solution.chosen)
    (row,) = table.to_dict("records")
    # P5 runs until 2027-W01, and one proposal starts now and lasts four weeks.
    loads = [row[label] for label in ("2026-W48", "2026-W51", "2026-W52", "2027-W01", "2027-W02")]
    assert loads == [2, 2, 1, 1, 0]
    assert (row["supervisor_id"], row["capacity"], len(row)) == ("H1", 2, 28)


def test_a_week_is_paid_in_the_month_in_which_it_begins(tmp_path: Path) -> None:
    plan = week(tmp_path).plan()
    (row,) = money_months(plan.instance, plan.solution.chosen).to_dict("records")
    # Two proposals of four weeks at 1,000.50 a week: Mondays 23 and 30 November, 7 and 14 December.
    assert row == pytest.approx(
        {"left_before": 100_000, "plan_cost": 8004, "left_after": 91_996, "2026-11": 4002, "2026-12": 4002,
         "funding_id": "F1"}
    )  # fmt: skip


def test_a_line_pays_for_its_own_weeks_and_its_share(tmp_path: Path) -> None:
    given = week(tmp_path).change("funding", "F1", to_week="2026-W49")
    given.add("funding", funding_id="F2", budget_sek=10_000, from_week="2026-W50")
    for line in ("F1", "F2"):
        given.add("programme_funding", programme_id="T", funding_id=line, share=0.5)
    plan = given.plan()
    lines = money_months(plan.instance, plan.solution.chosen).to_dict("records")
    paid = {line["funding_id"]: [line["2026-11"], line["2026-12"]] for line in lines}
    placed = len(plan.solution.chosen)
    assert placed > 0
    assert paid == {
        "F1": pytest.approx([placed * 1000.5, 0]), "F2": pytest.approx([0, placed * 1000.5]),
    }  # fmt: skip
