"""Rows of constraints: what an objection to one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.verification import CONSTRAINTS

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def test_objections_name_what_is_over_where_in_which_weeks_and_by_how_much(listed: ListedWeek) -> None:
    listed.settings |= {"goals": ["outcome", "other_purposes"], "group_minimum": {"long_term": 3}}
    listed.tables["employers"][0]["max_people"] = 1
    listed.add("programmes", programme_id="C", rule="sfi")
    listed.add("supervisors", supervisor_id="H1", capacity=0.5)
    listed.add("caseworkers", caseworker_id="K1", starts_per_week=1)
    listed.person("P1", months_unemployed=12, caseworker_id="K1")
    listed.person("P2", months_unemployed=12)
    listed.slot("S1", hours_per_week=40, shift="mo-am|tu-am", supervisor_id="H1")
    listed.slot("S2", hours_per_week=0.5, shift="tu-am", programme_ids="C")
    listed.slot("S3", places=3, min_places=2, start_week="2026-W52", weeks=1)
    for pair in (("P1", "S1"), ("P1", "S2"), ("P2", "S3")):
        listed.worth(*pair, 0.25)
    listed.add("decisions", jobseeker_id="P2", slot_id="S1", decision="pin")
    listed.add("decisions", jobseeker_id="P2", slot_id="S3", decision="forbid")
    listed.add("decisions", jobseeker_id="P1", decision="contested")
    facts = listed.facts()
    plan = [facts.candidate(facts.people[person], slot, programme) for person, slot, programme in (
        ("P1", "S1", "B"), ("P1", "S2", "C"), ("P2", "S3", "B"),
    )]  # fmt: skip
    said = [str(objection) for constraint in CONSTRAINTS for objection in constraint.objections(facts, plan)]
    assert said == [
        "verify[person_hours]: jobseeker P1: 40.5 hours proposed in 2026-W48 and 3 more weeks, 40 left.",
        "verify[person_shifts]: jobseeker P1: tu-am is taken twice in 2026-W48 and 3 more weeks.",
        "verify[slot_places]: slot S3: 1 places proposed, it runs with 2 or more.",
        "verify[employer_people]: employer E1: 2 people proposed in 2026-W48 and 3 more weeks, 1 left.",
        "verify[supervisor_support]: supervisor H1: support need 1 proposed in 2026-W48 and 3 more weeks, 0.5 left.",
        "verify[caseworker_starts]: caseworker K1: 2 starts proposed in 2026-W48, 1 left.",
        "verify[group_minimum]: group long_term: 2 members placed, at least 3 must be.",
        "verify[decisions]: jobseeker P1: is contested and has a proposal.",
        "verify[decisions]: jobseeker P2: slot S1 is pinned and not proposed.",
        "verify[decisions]: jobseeker P2: slot S3 is forbidden and proposed.",
    ]
    assert [str(objection) for objection in CONSTRAINTS[0].objections(facts, [plan[0], plan[2], plan[0]])] == [
        "verify[one_main]: jobseeker P1: 2 places of purpose main, activity or sheltered proposed, at most 1 may be."
    ]
