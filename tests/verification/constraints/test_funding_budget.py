"""No budget line is charged with more than is left of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.verification import verify

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_funding_budget_charges_the_weeks_inside_the_line(listed: ListedWeek) -> None:
    # 100 SEK a week: W48 to W51 cost 400, of which three weeks fall on the line to W50: 300 against 250.
    listed.add("funding", funding_id="F1", budget_sek=1000, committed_sek=750, to_week="2026-W50")
    listed.tables["programmes"][0]["funding_id"] = "F1"
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    folder = listed.propose(("P1", "S1"))
    said = [str(o) for o in verify(folder)]
    assert said == ["verify[funding_budget]: budget line F1: 300.00 SEK proposed, 250.00 left."]
