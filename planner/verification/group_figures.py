"""Checks of what the plan says each group got, the hardest and the easiest quarter among them in every plan."""

from __future__ import annotations

import math
from typing import Any

from planner.verification.answer import Answer
from planner.verification.facts import Facts
from planner.verification.folder import number_of, spelled, told
from planner.verification.goal_values import main_places
from planner.verification.groups import EASIEST_QUARTER, HARDEST_QUARTER, members
from planner.verification.objection import Objection
from planner.verification.plan_figures import close
from planner.verification.worth import worth


def groups(facts: Facts, answer: Answer) -> list[Objection]:
    """People, places, main placements, uplift and shortfall of each group; no group and no quarter is left out."""
    reported = (answer.folder.plan or {}).get("groups")
    if not isinstance(reported, list) or not all(isinstance(group, dict) for group in reported):
        return [Objection("groups", "plan.json groups", "is no list of groups.")]
    named = {str(group.get("group")): group for group in reported}
    found = [
        Objection("groups", f"plan.json group {name}", "is missing.")
        for name in (*facts.scenario.groups, HARDEST_QUARTER, EASIEST_QUARTER)
        if name not in named
    ]
    for name, group in named.items():
        for key, recomputed in _expected(facts, answer, name, group).items():
            stated = number_of(group.get(key))
            if stated is None or not close(stated, recomputed):
                message = f"{key} is {told(group.get(key))}, recomputed {spelled(recomputed)}."
                found.append(Objection("groups", f"plan.json group {_named(facts, name)}", message))
    return found


def _named(facts: Facts, name: str) -> str:
    return name if name in {*facts.scenario.groups, HARDEST_QUARTER, EASIEST_QUARTER} else "of another name"


def _expected(facts: Facts, answer: Answer, name: str, group: dict[str, Any]) -> dict[str, float]:
    own = [candidate for candidate in answer.proposed if candidate.person.jobseeker_id in members(facts, name)]
    expected: dict[str, float] = {
        "people": len(members(facts, name)),
        "places": len(own),
        "placed": len({c.person.jobseeker_id for c in own if c.form.purpose == "main"}),
        "uplift": math.fsum(float(worth(facts, candidate).value) for candidate in own),
    }
    target = number_of(group.get("target"))
    if target is not None:
        expected["shortfall"] = max(0.0, target - main_places(facts, answer, name))
    return expected
