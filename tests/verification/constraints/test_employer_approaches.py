"""No employer is asked to meet more people in a month than agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def proposed(listed: ListedWeek, most: int) -> set[str]:
    """The checks that object to two people at different slots of an employer who agreed to so many."""
    listed.tables["employers"][0]["approaches_per_month"] = most
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P2", "S2", 0.5)
    return checks(listed.propose(("P1", "S1"), ("P2", "S2")))


def test_proposals_count_over_all_slots_of_an_employer(listed: ListedWeek) -> None:
    assert proposed(listed, 1) == {"employer_approaches"}


def test_whoever_was_met_in_a_month_before_is_not_asked_for_again(listed: ListedWeek) -> None:
    listed.add("decisions", jobseeker_id="P1", slot_id="S1", decision="interviewed", on="2026-10-12")
    assert proposed(listed, 1) == set()
