"""The later goals and the hand-back: known answers, each wrong figure caught."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.verification.checked import Change, caught, checks
from tests.verification.weeks import companions, one_of_three

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek


CHANGES: list[Change] = [
    ("goals in another order", lambda plan: plan["goals"].reverse(), {"bound", "gap", "value", "goals",
     "certified_bound", "certified_gap"}),
    ("may cost", lambda plan: plan["goals"][2].update(may_cost=0.5), {"goals"}),
    ("spent too much", lambda plan: plan["goals"][0].update(best=0.2), {"bound", "certified_bound", "gap",
     "certified_gap", "goals", "goal_status", "hand_back"}),
    ("waiting", lambda plan: plan["goals"][2].update(final=70), {"goals"}),
    ("stability", lambda plan: plan["goals"][4].update(final=2), {"goals"}),
    ("preference", lambda plan: plan["goals"][5].update(final=1), {"goals"}),
    ("travel", lambda plan: plan["goals"][6].update(final=-49), {"goals"}),
    ("lot", lambda plan: plan["goals"][7].update(final=0), {"goals"}),
    ("the outcome has no number", lambda plan: plan["goals"][0].update(final="0.075"), {"value", "goals", "hand_back"}),
    ("above what was best", lambda plan: plan["goals"][0].update(best=0.07), {"bound", "gap", "goal_status", "goals",
     "certified_bound", "certified_gap"}),
    ("no hand-back", lambda plan: plan.pop("hand_back"), {"hand_back"}),
    ("a hand-back without numbers", lambda plan: plan["hand_back"].update(after=None), {"hand_back"}),
    ("unspent, and a bound", lambda plan: plan["hand_back"].update(bound=0.1), {"hand_back"}),
    ("skipped, and something gained", lambda plan: plan["hand_back"].update(status="skipped", before=0.0749),
     {"hand_back"}),
    ("sought, and no bound", lambda plan: plan["hand_back"].update(status="optimal"), {"hand_back"}),
    ("a bound below what was reached", lambda plan: plan["hand_back"].update(status="optimal", bound=0.07),
     {"hand_back"}),
    ("goals are no list", lambda plan: plan.update(goals="all"), {"bound", "gap", "value", "goals", "best"}),
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=[name for name, *_ in CHANGES])
def test_a_changed_goal_is_caught(known: KnownWeek, change: Change) -> None:
    _, alter, may_object = change
    found = caught(known, alter)
    assert found & {"goals", "hand_back"}
    assert found <= may_object


def test_other_purposes_weighs_priority_classes_and_blank_comes_last(listed: ListedWeek) -> None:
    companions(listed)
    listed.propose(("P1", "S1"), ("P3", "S1"))
    # Three classes: 3 for class 1, 2 for class 3, 1 for none; acceptance is 1.
    listed.plan["goals"][1]["final"] = 3.1 + 1.1
    assert [str(objection) for objection in verify(listed.write())] == []
    listed.plan["goals"][1]["final"] = 3.1 + 2.1
    assert checks(listed.write()) == {"goals"}


def test_other_purposes_are_left_out_where_they_are_no_goal(listed: ListedWeek) -> None:
    companions(listed)
    listed.settings["goals"] = ["outcome"]
    # Nor is anybody outbid there: for the other two no place is worth anything.
    assert checks(listed.propose(("P1", "S1"))) == {"eligibility", "reason_code"}


def test_fair_share_is_minus_the_shortfalls(listed: ListedWeek) -> None:
    long_term = one_of_three(listed, target=2, shortfall=1)
    assert [str(objection) for objection in verify(listed.write())] == []
    listed.plan["goals"][1]["final"] = 0
    assert checks(listed.write()) == {"goals"}
    long_term |= {"placed": 2, "shortfall": 0}
    assert checks(listed.write()) == {"goals", "groups"}


def test_a_place_worth_nothing_earns_nothing_in_later_goals(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "stability", "preference"]
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0)
    listed.add("placements", jobseeker_id="P1", slot_id="S1", state="draft")
    listed.add("preferences", jobseeker_id="P1", slot_id="S1", rank=1)
    listed.propose(("P1", "S1"))
    for goal, may_cost in zip(listed.plan["goals"][1:], (0.03, 0.005), strict=True):
        goal["may_cost"] = may_cost
    assert checks(listed.write()) == {"changes"}  # of which the week says nothing


def test_a_hand_back_of_more_than_the_goals_might_spend_is_caught(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome"]
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"))) == set()
    listed.plan["hand_back"] = {"before": 0.1, "after": 0.5, "bound": 0.5, "status": "optimal"}
    assert checks(listed.write()) == {"hand_back"}
