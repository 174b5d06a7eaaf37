"""Checks of what each group got by the plan; the hardest and the easiest quarter are groups of every plan."""

from __future__ import annotations

import math
from typing import Any

from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import number_of, should_be_blank, spelled, told, unlike
from planner.verification.goal_values import main_places
from planner.verification.groups import EASIEST_QUARTER, HARDEST_QUARTER, members
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import places_left
from planner.verification.plan_figures import close
from planner.verification.promised import promised_people
from planner.verification.worth import worth


def groups(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The figures of each group are right (people, places, placed, uplift, shortfall), and no group is left out."""
    reported = (parsed.folder.plan or {}).get("groups")
    if not isinstance(reported, list) or not all(isinstance(group, dict) for group in reported):
        return [Objection("groups", "plan.json groups", _("is no list of groups."))]
    named = {str(group.get("group")): group for group in reported}
    known = {*facts.scenario.groups, HARDEST_QUARTER, EASIEST_QUARTER}
    missing = sorted(known - named.keys())
    objections = [Objection("groups", where_of_group(facts, name), _("is missing.")) for name in missing]
    if len(reported) > len(named):
        objections.append(Objection("groups", "plan.json groups", _("name a group twice.")))
    if not named.keys() <= known:
        message = _("name a group that the scenario does not declare.")
        objections.append(Objection("groups", "plan.json groups", message))
    gaining = people_with_gain(parsed)
    for name, group in named.items():
        where = where_of_group(facts, name)
        objections += [Objection("groups", where, wrong) for wrong in _of_target(facts, parsed, name, group, gaining)]
        for key, recomputed in _expected(facts, parsed, name, group).items():
            stated = number_of(group.get(key))
            if stated is None or not close(stated, recomputed):
                message = unlike(key, told(group.get(key)), spelled(recomputed))
                objections.append(Objection("groups", where, message))
    return objections


def people_with_gain(parsed: ParsedPlan) -> frozenset[str]:
    """Who has a main candidate of value above 0."""
    return frozenset(
        person_id
        for person_id, own in parsed.columns.items()
        if any(priced.candidate.offer.purpose == "main" and priced.value > 0 for priced in own)
    )


def _of_target(
    facts: Facts, parsed: ParsedPlan, name: str, group: dict[str, Any], gaining: frozenset[str]
) -> list[str]:
    """What is wrong with the people who have a candidate, and with a target and a shortfall.

    A target depends on two numbers that are in no file: how many people got a main place in the plan of the outcome
    goal, and how many of the group could be placed if nobody else were. So the check is only whether a group has a
    target, and that the target is not above its greatest possible value.
    """
    own, target, shortfall = members(facts, name) & gaining, group.get("target"), group.get("shortfall")
    over_window = facts.settings.fair_share_weeks > 0
    said = []
    if number_of(group.get("with_candidate")) != len(own):
        said.append(unlike("with_candidate", told(group.get("with_candidate")), str(len(own))))
    if over_window or not is_looked_at(facts, parsed, name, len(own)):
        blank = {"target": target, "shortfall": shortfall}
        return [*said, *(should_be_blank(key, told(value)) for key, value in blank.items() if value is not None)]
    places = sum(
        places_left(facts, slot)
        for slot in facts.slots.values()
        if any(f.purpose == "main" for f in facts.offers_of(slot))
    )
    most = math.floor(facts.settings.fair_share * min(len(gaining), places) * len(own) / max(len(gaining), 1) + 1e-9)
    if isinstance(target, bool) or not isinstance(target, int) or not 0 <= target <= most:
        said.append(_("target is {written}, and is a whole number of at most {most}.", written=told(target), most=most))
    if number_of(shortfall) is None:
        message = _("shortfall is {written}, and the target is missed by so many or 0.", written=told(shortfall))
        said.append(message)
    return said


def is_looked_at(facts: Facts, parsed: ParsedPlan, name: str, people: int) -> bool:
    """Whether goal fair_share was reached and includes a group of so many people."""
    reported = (parsed.folder.plan or {}).get("goals")
    goals = reported if isinstance(reported, list) else []
    is_sought = any(
        isinstance(goal, dict) and goal.get("name") == "fair_share" and goal.get("status") != "skipped"
        for goal in goals
    )
    return is_sought and name in facts.settings.groups and people >= facts.settings.fair_share_min_people


def where_of_group(facts: Facts, name: str) -> str:
    """A group of plan.json, as messages write it; a name that the scenario does not have is not repeated."""
    if name in {*facts.scenario.groups, HARDEST_QUARTER, EASIEST_QUARTER}:
        return _("plan.json group {group}", group=name)
    return _("plan.json group of another name")


def _expected(facts: Facts, parsed: ParsedPlan, name: str, group: dict[str, Any]) -> dict[str, float]:
    own = [candidate for candidate in parsed.proposed if candidate.person.jobseeker_id in members(facts, name)]
    placed = {c.person.jobseeker_id for c in own if c.offer.purpose == "main"}
    before = promised_people(facts) & members(facts, name)
    expected: dict[str, float] = {
        "promised": len(before),
        "together": len(placed | before),
        "people": len(members(facts, name)),
        "places": len(own),
        "placed": len(placed),
        "uplift": math.fsum(float(worth(facts, candidate).value) for candidate in own),
    }
    target = number_of(group.get("target"))
    if target is not None:
        expected["shortfall"] = max(0.0, target - main_places(facts, parsed, name))
    return expected
