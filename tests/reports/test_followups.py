"""The line about follow-up on a plan's screen."""

from __future__ import annotations

from pathlib import Path

from planner.reports.followups import followups_lines
from tests.scenarios import Given


def test_the_screen_counts_what_is_due_and_overdue_and_says_where_that_is_not_known(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5)
    assert followups_lines(given.plan()) == []
    given.running("P1", "S1", from_week="2026-W40", to_week="2026-W50")
    blank, line = followups_lines(given.plan())
    assert not blank
    assert line == (
        "  Follow-up: 1 step due this week; what is overdue is not known, since table followups does not say what has "
        "been done (followups.csv)."
    )
    given.add("followups", jobseeker_id="P1", slot_id="S1", step="day_3", done_on="2026-10-01")
    assert followups_lines(given.plan()) == ["", "  Follow-up: 1 step due this week; 2 overdue (followups.csv)."]
