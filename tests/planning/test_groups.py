"""Groups of plan.json over a window, for all that a plan says of them."""

from __future__ import annotations

from pathlib import Path

from planner.planning.groups import window_part
from tests.scenarios import Given


def test_the_window_says_from_which_week_it_counts_and_who_is_in_it(tmp_path: Path) -> None:
    given = Given(tmp_path, fair_share_weeks=26).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5)
    given.add("history", jobseeker_id="P2", programme_id="T", from_week="2026-W22", end="ended")
    part = window_part(given.instance())
    assert part is not None
    assert part.model_dump() == {"weeks": 26, "first_week": "2026-W22", "people": 2, "placed": 1, "paid": 0}


def test_a_group_that_the_goal_does_not_look_at_has_figures_and_no_target(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome"], fair_share_weeks=26, groups=["young"]).slot("S1")
    given.groups["young"] = {"tag": "young"}
    given.person("P1", groups="young").person("P2", groups="young").worth("P1", "S1", 0.5)
    young = next(part for part in given.plan().file.groups if part.group == "young")
    assert young.window is not None
    assert young.window.places.model_dump() == {"placed": 0, "proposed": 1, "target": None, "shortfall": None}
    assert (young.no_place, young.no_place_by) == (1, {})
