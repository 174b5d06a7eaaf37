"""What plan.json says of each goal: status, bound and gap."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.verification.checked import Change, Key, caught, missed_keys

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


CHANGES: list[Change] = [
    ("a goal called feasible", lambda plan: plan["goals"][2].update(status="feasible"), {"goal_status"}),
    ("a goal's bound", lambda plan: plan["goals"][2].update(bound=39), {"goal_status"}),
    ("a goal's gap", lambda plan: plan["goals"][2].update(gap=0.1), {"goal_status"}),
    ("a goal without a bound", lambda plan: plan["goals"][2].update(bound=None), {"goal_status"}),
    ("a goal reached after one that was skipped", lambda plan: plan["goals"][2].update(status="skipped", best=None,
     bound=None, gap=None, final=None), {"goal_status"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_report_of_a_goal_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & {"goal_status"}
    assert found <= may_object


KEYS: list[Key] = [
    (("goals", 0, "status"), "feasible", "plan.json goals[0].status"),
    (("goals", 0, "status"), "skipped", "plan.json goals[0].status"),
]


def test_a_changed_status_is_objected_to_by_its_name(changed: Path) -> None:
    assert missed_keys(changed, KEYS) == []
