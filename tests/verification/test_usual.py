"""Usual practice in plan.json, and plans made by it: accepted as they are, each wrong figure caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.plan_runs import ROOT, planned
from tests.verification.checked import Change, caught

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CHANGES: list[Change] = [
    ("the queue's gain", lambda plan: plan["usual"][0].update(uplift=0.1), {"usual"}),
    ("people whom best first places", lambda plan: plan["usual"][2].update(placed=1), {"usual"}),
    ("a comparison left out", lambda plan: plan["usual"].pop(), {"usual"}),
    ("placements of their own that nobody gave", lambda plan: plan["usual"].append(
        {"name": "past_placements", "placed": 0, "uplift": 0.0, "left_out": []}), {"usual"}),
    ("a weaker one called the strongest", lambda plan: plan.update(strongest_usual="best_first"), {"usual"}),
    ("whom the queue places of a group", lambda plan: plan["groups"][0]["usual_placed"].update(longest_wait=1),
     {"usual"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_figure_of_usual_practice_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & {"usual"}
    assert found <= may_object


def test_usual_practice_is_accepted_in_the_swedish_dialect(tmp_path: Path) -> None:
    planned(ROOT / "scenarios" / "tiny", tmp_path / "usual", "--workers", "1", "--dialect", "swedish", command="usual")
    assert [str(objection) for objection in verify(tmp_path / "usual", scenario=ROOT / "scenarios" / "tiny")] == []
