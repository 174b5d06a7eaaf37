"""Weeks that tests of several modules begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def companions(listed: ListedWeek) -> None:
    """Three people of priority class 1, 3 and none, and a course with a place for each."""
    listed.settings["goals"] = ["outcome", "other_purposes"]
    listed.add("programmes", programme_id="C", rule="sfi")
    for person_id, priority in (("P1", 1), ("P2", 3), ("P3", None)):
        listed.person(person_id, priority_class=priority)
        listed.worth(person_id, "S1", 0.5)
    listed.slot("S1", programme_ids="C", places=3)


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
