"""The list of overrides: every one, with the gates and the words of its pin; each change is caught."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.verification import stated_overrides, verify
from tests.inputs.test_doubts import week
from tests.scenarios import written

Change = Callable[[list[dict[str, Any]]], Any]
CHANGES: list[tuple[str, Change]] = [
    ("left out", lambda overrides: overrides.pop()),
    ("other gates", lambda overrides: overrides[0].update(gates=["education"])),
    ("somebody else", lambda overrides: overrides[0].update(by="K2")),
    ("another day", lambda overrides: overrides[0].update(on=None)),
    ("other words", lambda overrides: overrides[0].update(motive="asked")),
    ("one too many", lambda overrides: overrides.append({**overrides[0], "jobseeker_id": "P2"})),
    ("twice", lambda overrides: overrides.append(overrides[0])),
    ("no override", lambda overrides: overrides.append({})),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with one override of one gate, and two gates that might have been."""
    given = week(tmp_path).change("slots", "S1", min_swedish="C1")
    given.settings["may_override"] = ["declined", "swedish", "education"]
    given.decide("pin", "P1", "S1", by="K1", on="2026-11-20", motive="asked again")
    return written(given.plan(), tmp_path / "plan")


def test_the_list_as_planned_is_accepted_and_read_back(folder: Path) -> None:
    assert verify(folder) == []
    assert [(one["jobseeker_id"], one["gates"]) for one in stated_overrides(folder)] == [("P1", ["swedish"])]


@pytest.mark.parametrize("alter", [alter for _, alter in CHANGES], ids=[name for name, _ in CHANGES])
def test_a_changed_list_is_caught(alter: Change, folder: Path) -> None:
    stored = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    alter(stored["overrides"])
    (folder / "plan.json").write_text(json.dumps(stored), encoding="utf-8")
    assert {objection.check for objection in verify(folder)} == {"overrides"}


def test_a_pin_whose_signature_is_gone_overrides_nothing(folder: Path) -> None:
    decisions = folder / "inputs" / "decisions.csv"
    decisions.write_text(decisions.read_text(encoding="utf-8").replace("asked again", ""), encoding="utf-8")
    assert "eligibility" in {objection.check for objection in verify(folder)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"overrides": 1}', '{"overrides": [1, {"gates": 1}]}'])
def test_what_is_no_plan_lists_no_overrides(text: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(text, encoding="utf-8")
    assert stated_overrides(tmp_path) == []
    assert stated_overrides(tmp_path / "nowhere") == []
