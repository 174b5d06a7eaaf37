"""No employer has more people in a week than it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_employer_people_counts_over_all_slots_of_one_employer(listed: ListedWeek) -> None:
    listed.tables["employers"][0]["max_people"] = 1
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S2", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S2"))) == {"employer_people"}


def test_employer_people_lets_one_follow_another(listed: ListedWeek) -> None:
    listed.tables["employers"][0]["max_people"] = 1
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.slot("S2", start_week="2026-W52")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S2", 0.5)
    assert checks(listed.propose(("P1", "S1"), ("P2", "S2"))) == set()
