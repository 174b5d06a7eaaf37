"""What a plan uses of each row, slots with a minimum included."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.explanation.activity import activity_of
from tests.scenarios import Given


def test_a_plan_uses_its_candidates_and_opens_the_slots_with_a_minimum_that_it_fills(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", places=2, min_places=2).slot("S2", places=2, min_places=2)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).worth("P1", "S2", 0.1)
    plan = given.plan()
    activity, mip = activity_of(plan.instance, plan.solution), plan.solution.mip
    opened = activity.x[mip.positions("runs", mip.keys["runs"])]
    assert dict(zip(mip.keys["runs"].tolist(), opened.tolist(), strict=True)) == {0: 1.0} | (
        {1: 0.0} if 1 in mip.keys["runs"] else {}
    )
    assert activity.x.sum() == len(plan.solution.chosen) + 1 == 3
    assert np.all(activity.used <= mip.row_upper + 1e-9)
    assert np.all(activity.used >= mip.row_lower - 1e-9)
