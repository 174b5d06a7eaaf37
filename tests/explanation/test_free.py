"""Why nobody else comes to a slot: one slot for each cause, by its code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from planner.explanation.free import Free, free_places
from planner.planning import Plan
from tests.scenarios import Given, pairs


def why(plan: Plan) -> dict[str, Free]:
    """Why nobody else comes, by slot."""
    return dict(zip(plan.instance.slots["slot_id"], free_places(plan.instance, plan.solution), strict=True))


def one_of_each(home: Path) -> Given:
    """Slots named by what should be found; P1 and P2 have each one place that is better than all others."""
    given = Given(home).people("P1", "P2", "P3").add("supervisors", supervisor_id="V", capacity=0.5)
    for name in ("best1", "best2", "no_candidate", "no_gain", "by_hand", "elsewhere"):
        given.slot(name)
    given.slot("limit", supervisor_id="V").slot("minimum", places=3, min_places=3)
    given.worth("P1", "best1", 0.9).worth("P2", "best2", 0.9)
    given.worth("P1", "no_gain", 0.0).worth("P1", "by_hand", 0.5).decide("forbid", "P1", "by_hand")
    given.worth("P1", "elsewhere", 0.5).worth("P2", "elsewhere", 0.4)
    return given.worth("P3", "limit", 0.5).worth("P1", "minimum", 0.1).worth("P3", "minimum", 0.1)


def test_each_cause_is_found_where_it_is_the_cause(tmp_path: Path) -> None:
    found = why(one_of_each(tmp_path).plan())
    assert {name: free.why for name, free in found.items() if not name.startswith("best")} == {
        name: name for name in ("no_candidate", "no_gain", "by_hand", "elsewhere", "limit", "minimum")
    }
    assert found["elsewhere"].num_people == 2
    assert {(constraint, key[0]) for constraint, key in found["limit"].limits} == {("supervisor_support", "V")}


def test_somebody_who_could_still_come_is_not_said_to_be_elsewhere_or_stopped(tmp_path: Path) -> None:
    plan = one_of_each(tmp_path).plan()
    assert "P1 best1 T" in pairs(plan)
    unfinished = replace(plan, solution=replace(plan.solution, chosen=np.array([], dtype=np.int64)))
    assert {name: free.why for name, free in why(unfinished).items() if name.startswith("best")} == {
        "best1": "not_settled", "best2": "not_settled",
    }  # fmt: skip


def test_a_main_place_elsewhere_keeps_nobody_from_a_companion(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1")
    given.slot("S1", hours_per_week=20).slot("S2", programme_ids="C", hours_per_week=10)
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.0).change("jobseekers", "P1", hours_per_week=40)
    plan = given.plan()
    main_alone = plan.instance.candidates.index[plan.instance.candidates["purpose"] == "main"].to_numpy()
    assert why(replace(plan, solution=replace(plan.solution, chosen=main_alone)))["S2"].why == "not_settled"
