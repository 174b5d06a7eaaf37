"""The later goals and the groups: known answers, each wrong figure caught."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.verification import candidate_table, verify
from planner.verification.groups import members

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek, ListedWeek


def checks(folder: Path) -> set[str]:
    """The names of the checks that object."""
    return {objection.check for objection in verify(folder)}


def companions(listed: ListedWeek) -> None:
    """Three people of priority class 1, 3 and none, and a course with a place for each."""
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    for person_id, priority in (("P1", 1), ("P2", 3), ("P3", None)):
        listed.person(person_id, priority_class=priority)
        listed.worth(person_id, "S1", 0.5)
    listed.slot("S1", programme_ids="C", places=3)


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


def test_a_course_beside_a_main_place_counts_nobody_as_placed(listed: ListedWeek) -> None:
    companions(listed)
    listed.propose(("P1", "S1"))
    assert listed.plan["totals"]["placed"] == 0
    listed.plan["goals"][1]["final"] = 3.1
    listed.plan["totals"]["placed"] = 1
    assert checks(listed.write()) == {"totals"}


def one_of_three(listed: ListedWeek, **target: object) -> dict[str, Any]:
    """A week that places one of a group of three where 0.7 of their places were the group's; the group's figures."""
    listed.settings |= {"goals": ["outcome", "fair_share"], "groups": ["long_term"], "fair_share": 0.7}
    listed.settings["fair_share_min_people"] = 3
    for number in range(1, 4):
        listed.person(f"P{number}", months_unemployed=24)
        listed.worth(f"P{number}", "S1", 0.5)
    # Had all three places been filled for the outcome, 0.7 x 3 of them were the group's.
    listed.slot("S1", places=3)
    listed.propose(("P1", "S1"))
    listed.plan["goals"][1] |= {"may_cost": 0.03, "final": -1}
    long_term: dict[str, Any] = next(one for one in listed.plan["groups"] if one["group"] == "long_term")
    long_term |= target
    return long_term


def test_fair_share_is_minus_the_shortfalls(listed: ListedWeek) -> None:
    long_term = one_of_three(listed, target=2, shortfall=1)
    assert [str(objection) for objection in verify(listed.write())] == []
    listed.plan["goals"][1]["final"] = 0
    assert checks(listed.write()) == {"goals"}
    long_term |= {"placed": 2, "shortfall": 0}
    assert checks(listed.write()) == {"goals", "groups"}


@pytest.mark.parametrize(
    "change", [{"target": 3, "shortfall": 2}, {"target": None, "shortfall": None}, {"target": 1.5, "shortfall": 0.5}]
)
def test_a_target_that_cannot_be_is_caught(listed: ListedWeek, change: dict[str, object]) -> None:
    one_of_three(listed, **change)
    said = {objection.where for objection in verify(listed.write()) if objection.check == "groups"}
    assert said == {"plan.json group long_term"}


def test_a_place_worth_nothing_earns_nothing_in_later_goals(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome", "stability", "preference"]
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0)
    listed.add("placements", jobseeker_id="P1", slot_id="S1", state="draft")
    listed.add("preferences", jobseeker_id="P1", slot_id="S1", rank=1)
    listed.propose(("P1", "S1"))
    for goal in listed.plan["goals"][1:]:
        goal["may_cost"] = 0.005
    assert checks(listed.write()) == set()


@pytest.mark.parametrize(
    "group, expected",
    [
        ({"tag": "ung"}, {"P1"}),
        ({"column": "months_unemployed", "where": {"max": 24}}, {"P1"}),
        ({"column": "months_unemployed", "where": {"min": 24, "max": 40}}, {"P1", "P2"}),
        ({"column": "months_unemployed", "where": 40}, {"P2"}),
        ({"column": "swedish_level", "where": ["none", "A1"]}, {"P2"}),
        ({"column": "skills", "where": "truck"}, {"P1", "P2"}),
        ({"column": "leaves_children", "where": True}, {"P2"}),
    ],
)
def test_a_blank_is_in_no_group(listed: ListedWeek, group: dict[str, Any], expected: set[str]) -> None:
    listed.person(
        "P1", months_unemployed=24, groups="ung", swedish_level="B1", skills="truck|data", leaves_children="no"
    )
    listed.person("P2", months_unemployed=40, swedish_level="A1", skills="truck", leaves_children="yes")
    listed.person("P3")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.5)
    listed.groups = {"ung": {"tag": "ung"}, "tested": group}
    assert members(listed.facts(), "tested") == expected


def test_above_three_hundred_people_a_sample_finds_what_is_wrong(
    known: KnownWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidate_table, "WHOLE_UP_TO_PEOPLE", 0)
    assert checks(known.write()) == set()
    left_out = known.candidates.pop(3)
    assert checks(known.write()) == {"candidates"}
    known.candidates.append(left_out | {"strength": "strong"})
    assert checks(known.write()) == {"candidates"}


def test_a_hand_back_of_more_than_the_goals_might_spend_is_caught(listed: ListedWeek) -> None:
    listed.settings["goals"] = ["outcome"]
    listed.person("P1")
    listed.slot("S1")
    listed.worth("P1", "S1", 0.5)
    assert checks(listed.propose(("P1", "S1"))) == set()
    listed.plan["hand_back"] = {"before": 0.1, "after": 0.5, "bound": 0.5, "status": "optimal"}
    assert checks(listed.write()) == {"hand_back"}
