"""What a plan was made from: its head, hashes and list of files, each wrong one caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.verification.checked import GONE, Change, Key, caught, missed_keys

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CHANGES: list[Change] = [
    ("another method", lambda plan: plan.update(method="by_hand"), {"usual", "goals", "method", "dear", "money"}),
    ("hash", lambda plan: plan.update(inputs={"slots.csv": "0" * 64}), {"inputs", "files"}),
    ("a file that is not there", lambda plan: plan.update(inputs={"audit.csv": "0" * 64}), {"inputs", "files"}),
    ("a file outside", lambda plan: plan.update(inputs={"../slots.csv": "0" * 64}), {"inputs", "files"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_origin_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & {"method", "inputs"}
    assert found <= may_object


KEYS: list[Key] = [
    (("week",), "2026-W50", "plan.json week"),
    (("scenario",), "Another week", "plan.json scenario"),
    (("language",), "xx", "plan.json language"),
    (("language",), GONE, "plan.json language"),
    (("language",), ["sv"], "plan.json language"),
    (("method",), "by_hand", "plan.json method"),
    (("method",), GONE, "plan.json method"),
    (("seed",), 2, "plan.json seed"),
    (("settings", "dialect"), "other", "plan.json settings.dialect"),
    (("reproducible",), "often", "plan.json reproducible"),
    (("interrupted",), True, "plan.json reproducible"),
    (("unrepeatable",), "worker_lost", "plan.json unrepeatable"),
    (("unrepeatable",), GONE, "plan.json unrepeatable"),
    (("unrepeatable",), "often", "plan.json unrepeatable"),
    (("search", "time_limit_seconds"), 86_000, "plan.json search"),
    (("search", "parameters", "widening"), 9, "plan.json search"),
    (("versions",), GONE, "plan.json versions"),
    (("inputs",), GONE, "plan.json inputs"),
    (("inputs", "slots.csv"), GONE, "inputs/slots.csv"),
    (("files",), GONE, "plan.json files"),
    (("files", 0), GONE, "plan.json files"),
    (("files", 0), "notes.txt", "plan.json files"),
]


def test_a_changed_key_is_objected_to_by_its_name(changed: Path) -> None:
    assert missed_keys(changed, KEYS) == []


@pytest.mark.parametrize("name", ["outcomes.csv", "models/outcome/evidence/99/effects.csv", "notes.txt"])
def test_a_file_in_inputs_that_the_plan_does_not_list_is_objected_to(changed: Path, name: str) -> None:
    path = changed / "inputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("jobseeker_id,slot_id,value\nJ01,S1,0.9\n", encoding="utf-8")
    said = [str(objection) for objection in verify(changed)]
    assert len(said) == 1
    assert "and plan.json does not name it among its inputs" in said[0]


def test_what_belongs_to_nobody_and_the_log_of_the_run_may_come_and_go(changed: Path) -> None:
    (changed / "inputs" / ".DS_Store").write_text("", encoding="utf-8")
    (changed / "minutes.txt").write_text("the meeting of Tuesday", encoding="utf-8")
    (changed / "run.json").unlink()
    assert [str(objection) for objection in verify(changed)] == []
