"""What is pinned is proposed, what is forbidden is not, and contested people are held out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


@pytest.mark.parametrize("decision, slot", [("forbid", "S1"), ("contested", None)])
def test_decisions_hold_out_forbidden_pairs_and_contested_people(
    listed: ListedWeek, decision: str, slot: str | None
) -> None:
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.25)
    listed.add("decisions", jobseeker_id="P1", slot_id=slot, decision=decision)
    assert checks(listed.propose(("P1", "S1"))) == {"decisions"}


def test_decisions_want_what_is_pinned(listed: ListedWeek) -> None:
    listed.person("P1")
    listed.slot("S1")
    listed.slot("S2")
    listed.worth("P1", "S1", 0.25)
    listed.worth("P1", "S2", 0.5)
    listed.add("decisions", jobseeker_id="P1", slot_id="S1", decision="pin")
    assert checks(listed.propose(("P1", "S2"))) == {"decisions"}
