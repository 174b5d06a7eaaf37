"""Nobody is in two places in one half-day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_person_shifts_sees_two_places_in_one_half_day(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", hours_per_week=25, shift="mo-am|tu-am")
    listed.slot("S2", hours_per_week=15, shift="tu-am", programme_ids="C")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    listed.propose(("P1", "S1"), ("P1", "S2"))
    listed.plan["goals"][1]["final"] = 1.1
    assert checks(listed.write()) == {"person_shifts"}
