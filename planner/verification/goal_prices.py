"""Check of the prices of goals in plan.json: those that there are, and nothing that this plan contradicts.

The plans that they come from are not in the folder, so their figures are held against what bounds every plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import TOLERANCE, number_of
from planner.verification.groups import members
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.plan_figures import close

INSIDE = {
    "waiting": (("waiting_best_share", 0.0), ("waiting_places_share", 1.0)),
    "fair_share": (("fair_share", 1.0), ("fair_share_min_people", 1.0)),
}
WHERE = "plan.json goal_prices"


def goal_prices(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Each goal that may cost something, and each restriction inside it, has a price that can be right."""
    plan = parsed.folder.plan or {}
    stated = plan.get("goal_prices")
    if stated is None:
        return []
    expected = list(_expected(facts, parsed)) if plan.get("method") == "goals" else []
    is_list = isinstance(stated, list) and all(isinstance(one, dict) for one in stated)
    if not is_list or [_lifted(one) for one in stated] != expected:
        return [Objection("goal_prices", WHERE, _("are not those of the plan's goals and restrictions."))]
    objections = []
    for number, one in enumerate(stated):
        objections += [
            Objection("goal_prices", f"{WHERE}[{number}]", message) for message in _wrong(facts, parsed, one)
        ]
    return objections


def _lifted(one: dict[str, Any]) -> tuple[object, ...]:
    return tuple(one.get(key) for key in ("kind", "goal", "setting", "setting_before", "setting_after"))


def _expected(facts: Facts, parsed: ParsedPlan) -> Iterator[tuple[object, ...]]:
    settings = facts.settings
    reported = (parsed.folder.plan or {}).get("goals", [])
    reached = {goal.get("name") for goal in reported if goal.get("status") != "skipped"}
    spending = [goal for goal in settings.goals[1:] if goal in reached and settings.may_cost.get(goal, 0.0) > 0]
    for goal in spending:
        yield "goal", goal, None, None, None
        for setting, end in INSIDE.get(goal, ()):
            now = float(getattr(settings, setting))
            if now != end:
                yield "restriction", goal, setting, now, end
        if settings.may_cost[goal] < 1:
            yield "restriction", goal, "may_cost", settings.may_cost[goal], 1.0
    if spending and settings.may_cost_total < 1:
        yield "restriction", None, "may_cost_total", settings.may_cost_total, 1.0


def _wrong(facts: Facts, parsed: ParsedPlan, one: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one price."""
    plan = parsed.folder.plan or {}
    outcome, doubt, value, bound = (
        number_of(figure)
        for figure in (one.get("outcome"), one.get("doubt"), plan.get("value"), plan.get("certified_bound"))
    )
    if outcome is None or doubt is None or doubt < 0:
        yield _("outcome or doubt is no number.")
    elif value is not None and bound is not None and outcome > bound - value + TOLERANCE:
        yield _("outcome is more than any plan of the week can gain.")
    low, high = (number_of(one.get(name)) for name in ("drawn_low", "drawn_high"))
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        yield _("drawn_low and drawn_high are no interval.")
    reached, now = number_of(one.get("reached")), _reached(facts, parsed, one.get("goal"))
    if (reached is None) != (now is None) or (reached is not None and now is not None and not close(reached, now)):
        yield _("reached is not how far the goal comes in this plan.")
    yield from _people(facts, parsed, one)


def _people(facts: Facts, parsed: ParsedPlan, one: dict[str, Any]) -> Iterator[str]:
    placed, seen = _placed(parsed), set()
    for change, has_place in (("gains", False), ("loses", True), ("moves", True)):
        names = one.get(change)
        if not isinstance(names, list) or not all(isinstance(name, str) and name in facts.people for name in names):
            yield _("{key} is no list of jobseekers of the scenario.", key=change)
            continue
        if any((name in placed) is not has_place or name in seen for name in names):
            yield _("{key} names somebody whom this plan or another list contradicts.", key=change)
        seen |= set(names)


def _placed(parsed: ParsedPlan) -> set[str]:
    """The people with a proposed main place."""
    return {one.person.jobseeker_id for one in parsed.proposed if one.offer.purpose == "main"}


def _reached(facts: Facts, parsed: ParsedPlan, goal: object) -> float | None:
    """How far a goal comes: people with a main place for goals about people, else its final value in plan.json."""
    placed = _placed(parsed)
    if goal == "waiting":
        waits = (facts.people[name].waiting_weeks > facts.settings.waiting_limit_weeks for name in placed)
        return float(sum(waits))
    if goal == "fair_share":
        own = frozenset[str]().union(*(members(facts, name) for name in facts.settings.groups))
        return float(len(placed & own))
    reported = (parsed.folder.plan or {}).get("goals", [])
    return next((number_of(one.get("final")) for one in reported if one.get("name") == goal), None)
