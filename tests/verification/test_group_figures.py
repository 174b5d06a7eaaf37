"""What each group got by the plan: each wrong figure caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.verification.checked import Change, Key, caught, missed_keys
from tests.verification.weeks import one_of_three

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek


CHANGES: list[Change] = [
    ("places of the hardest quarter", lambda plan: plan["groups"][1].update(places=2), {"groups"}),
    ("uplift of the easiest quarter", lambda plan: plan["groups"][2].update(uplift=0.0675), {"groups"}),
    ("hardest quarter left out", lambda plan: plan["groups"].pop(1), {"groups"}),
    ("groups are no list", lambda plan: plan.update(groups="all"), {"groups", "goals", "usual"}),
    ("group", lambda plan: plan.update(groups=[{"group": "long_term", "people": 4}]), {"groups", "usual"}),
    ("shortfall", lambda plan: plan.update(groups=[{"group": "long_term", "people": 3, "target": 3, "placed": 2,
     "shortfall": 0}]), {"groups", "goals", "usual"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_group_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & {"groups"}
    assert found <= may_object


KEYS: list[Key] = [
    (("groups", 0, "with_candidate"), 2, "plan.json group easiest_quarter"),
    (("groups", 0, "target"), 1, "plan.json group easiest_quarter"),
    (("groups", 0, "shortfall"), 0, "plan.json group easiest_quarter"),
    (("groups", 0, "group"), "hardest_quarter", "plan.json group easiest_quarter"),
]


def test_a_changed_key_of_a_group_is_objected_to_by_its_name(changed: Path) -> None:
    assert missed_keys(changed, KEYS) == []


@pytest.mark.parametrize(
    "change", [{"target": 3, "shortfall": 2}, {"target": None, "shortfall": None}, {"target": 1.5, "shortfall": 0.5}]
)
def test_a_target_that_cannot_be_is_caught(listed: ListedWeek, change: dict[str, object]) -> None:
    one_of_three(listed, **change)
    said = {objection.where for objection in verify(listed.write()) if objection.check == "groups"}
    assert said == {"plan.json group long_term"}
