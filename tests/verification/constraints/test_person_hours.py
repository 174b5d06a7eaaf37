"""Nobody has more hours in a week than they have to give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks, kept

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_person_hours_counts_running_placements(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S0", hours_per_week=25)
    listed.slot("S1", hours_per_week=16)
    listed.add("placements", jobseeker_id="P1", slot_id="S0", state="started", from_week="2026-W40", to_week="2026-W48")
    listed.worth("P1", "S1", 0.25)
    listed.assignments = [kept("P1", "S0", "2026-W40", 9, hours=25)]
    assert checks(listed.propose(("P1", "S1"), running={"S0": 1})) == {"person_hours"}


def test_person_hours_is_free_again_when_a_placement_has_ended(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S0", hours_per_week=25)
    listed.slot("S1", hours_per_week=16)
    listed.add("placements", jobseeker_id="P1", slot_id="S0", state="started", from_week="2026-W40", to_week="2026-W47")
    listed.worth("P1", "S1", 0.25)
    assert checks(listed.propose(("P1", "S1"), running={"S0": 0})) == set()
