"""Money on the screen: a line each, a column for the pace only where there is one, and what costs more for little."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.reports.money import money_lines
from tests.explanation.test_dear import forms
from tests.scenarios import Given


@pytest.mark.parametrize("pace", [None, 0.5])
def test_the_table_and_the_proposals_that_cost_more_for_little(tmp_path: Path, pace: float | None) -> None:
    given = forms(tmp_path).people("P1", "P2").slot("S1", programme_ids="cheap|dear", weeks=4)
    given.change("funding", "F", pace_share=pace).slot("S2", programme_ids="dear", weeks=4)
    given.worth("P1", "S1", 0.4, "dear").worth("P1", "S1", 0.39, "cheap").worth("P2", "S2", 0.5, "dear")
    said = "\n".join(money_lines(given.plan()))
    assert ("a week at most" in said) is (pace is not None)
    assert "P1 at S1: dear in place of cheap costs 800 SEK more and brings +0.01; usual is +0.30." in said


def test_a_week_without_budget_lines_says_nothing_of_money(tmp_path: Path) -> None:
    plan = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    assert money_lines(plan) == []
