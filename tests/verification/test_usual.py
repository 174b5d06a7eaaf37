"""Usual practice in plan.json, and plans made by it: accepted as they are, each wrong figure caught."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.plan_runs import ROOT, planned
from tests.scenarios import Given, written
from tests.verification.checked import Change, caught

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CHANGES: list[Change] = [
    ("the queue's gain", lambda plan: plan["usual"][0].update(uplift=0.1), {"usual"}),
    ("people whom best first places", lambda plan: plan["usual"][2].update(placed=1), {"usual"}),
    ("a row left out that nobody stated", lambda plan: plan["usual"][0].update(left_out=[{"row": 2, "why": "travel"}]),
     {"usual"}),
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


def test_figures_of_a_comparison_that_a_pin_rules_out_are_caught(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2", places=2, min_places=2).decide("pin", "P1", "S2")
    # Whoever goes by wish, worth or gain takes S1, so that S2 does not start and the pinned P1 has no place.
    given.worth("P1", "S2", 0.1).worth("P2", "S1", 0.9).worth("P2", "S2", 0.1)
    folder = written(given.plan(), tmp_path / "plan")
    assert [str(objection) for objection in verify(folder)] == []
    stated = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert stated["usual"][0]["placed"] is None
    stated["usual"][0]["placed"] = 2
    (folder / "plan.json").write_text(json.dumps(stated), encoding="utf-8")
    assert {objection.where for objection in verify(folder)} == {"plan.json usual longest_wait"}


def test_usual_practice_is_accepted_in_the_swedish_dialect(tmp_path: Path) -> None:
    planned(ROOT / "scenarios" / "tiny", tmp_path / "usual", "--workers", "1", "--dialect", "swedish", command="usual")
    assert [str(objection) for objection in verify(tmp_path / "usual", scenario=ROOT / "scenarios" / "tiny")] == []
