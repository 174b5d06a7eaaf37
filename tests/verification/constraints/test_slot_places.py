"""A slot takes no more people than it has places left, and none or its minimum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.verification import verify
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_slot_places_counts_running_and_reserved_places(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=2)
    listed.add("placements", slot_id="S1", state="started", from_week="2026-W40", to_week="2026-W50")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    folder = listed.propose(("P1", "S1"), ("P2", "S1"), running={"S1": 1})
    assert [str(o) for o in verify(folder)] == ["verify[slot_places]: slot S1: 2 places proposed, 1 left."]


def test_slot_places_needs_the_minimum(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", places=3, min_places=2)
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"))) == {"slot_places"}
