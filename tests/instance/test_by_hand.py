"""The places that people with protected identity should have by their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.instance import by_hand
from planner.planning import warnings_of
from planner.reports import screen
from tests.scenarios import Given, objections


def week(home: Path, reserved: int) -> Given:
    """Five people of whom two have protected identity and one has a place; of ten places one runs, three are SFI's."""
    given = Given(home).people("P1", "P2", "P3").people("J8", "J9", protected_identity="yes")
    given.slot("S1", places=10, reserved_by_hand=reserved).slot("C1", programme_ids="C", places=3, reserved_by_hand=1)
    given.slot("S2", places=5, status="planned", reserved_by_hand=1)
    return given.running("P3", "S1").worth("P1", "S1", 0.5)


@pytest.mark.parametrize("reserved, lacks", [(3, True), (4, False)])
def test_two_of_four_without_a_place_have_a_share_in_half_of_nine(tmp_path: Path, reserved: int, lacks: bool) -> None:  # noqa: FBT001
    given = week(tmp_path, reserved)
    plan = given.plan()
    kept = by_hand(plan.instance)
    assert (kept.protected, kept.waiting, kept.free, kept.share, kept.lacks) == (2, 2, 9, 4, lacks)
    assert (plan.file.totals.by_hand_places, plan.file.totals.by_hand_share) == (reserved, 4)
    assert objections(plan, tmp_path / "plan") == []
    told = [warning.what for warning in warnings_of(plan.instance) if warning.code == "too-few-by-hand"]
    said = "keeps 3 of 9 free places; by their number 4 should be kept for 2 people with protected identity"
    assert told == ([said] if lacks else [])
    assert ("Protected identity: 2 people" in screen(plan, None)) == lacks
