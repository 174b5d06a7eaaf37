"""No caseworker begins more placements in a week than they can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks, kept

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_caseworker_starts_counts_running_starts_of_the_week(listed: ListedWeek) -> None:
    listed.add("caseworkers", caseworker_id="H1", starts_per_week=1)
    listed.person("P1", caseworker_id="H1")
    listed.person("P2", caseworker_id="H1")
    listed.slot("S0")
    listed.slot("S1")
    listed.add("placements", jobseeker_id="P2", slot_id="S0", state="accepted")
    listed.worth("P1", "S1", 0.25)
    listed.assignments = [kept("P2", "S0", "2026-W48", 4)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == {"caseworker_starts"}
