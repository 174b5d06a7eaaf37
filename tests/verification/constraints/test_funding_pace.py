"""No week books more of a budget line than its share of what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.verification import verify

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_funding_pace_is_a_share_of_what_is_left_whatever_weeks_are_paid(listed: ListedWeek) -> None:
    # 1000 - 200 is left, half of it may be booked: 400, and each of the two costs the line 300 in its weeks.
    listed.add("funding", funding_id="F1", budget_sek=1000, committed_sek=200, to_week="2026-W50", pace_share=0.5)
    listed.tables["programmes"][0]["funding_id"] = "F1"
    listed.slot("S1", places=2)
    for person in ("P1", "P2"):
        listed.person(person)
        listed.worth(person, "S1", 0.25)
    said = [str(o) for o in verify(listed.propose(("P1", "S1"), ("P2", "S1")))]
    objection = "pace of budget line F1: 600.00 SEK proposed, 400.00 may be booked in a week."
    assert said == [f"verify[funding_pace]: {objection}"]
