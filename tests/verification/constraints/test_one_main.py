"""Nobody has two main places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.verification import verify
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_one_main_counts_main_places_of_a_person(listed: ListedWeek) -> None:
    listed.person("P1", hours_per_week=80)
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0)
    assert checks(listed.propose(("P1", "S1"), ("P1", "S2"))) == {"one_main"}


def test_one_main_lets_a_companion_stand_beside_a_main_place(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.person("P1")
    listed.slot("S1", hours_per_week=25)
    listed.slot("S2", hours_per_week=15, programme_ids="C")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    folder = listed.propose(("P1", "S1"), ("P1", "S2"))
    # One priority class, of weight 1, and acceptance 1: 1 + 1 / 10.
    listed.plan["goals"][1]["final"] = 1.1
    assert [str(o) for o in verify(listed.write())] == []
    assert folder.is_dir()
