"""Checks of groups over the window that fair_share looks back at."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import number_of, should_be_blank, told, unlike
from planner.verification.goal_values import SHARED, added
from planner.verification.group_figures import is_looked_at, people_with_gain, where_of_group
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.places import places_left
from planner.verification.window import members_of_pool, placed, pool


def windows(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The window of the plan and of each group is right, or there is none where fair_share does not look back."""
    plan = parsed.folder.plan or {}
    reported = plan.get("groups")
    if not isinstance(reported, list) or not all(isinstance(group, dict) for group in reported):
        return []
    weeks, objections = facts.settings.fair_share_weeks, []
    stated = [("plan.json", plan), *((where_of_group(facts, str(group.get("group"))), group) for group in reported)]
    for where, part in stated:
        window = part.get("window")
        if weeks == 0:
            wrong = [] if window is None else [should_be_blank("window", told(window))]
        elif not isinstance(window, dict):
            wrong = [_("window is missing.")]
        elif part is plan:
            wrong = _unlike(window, _of_everybody(facts))
        else:
            wrong = _of_group(facts, parsed, str(part.get("group")), window)
        objections += [Objection("groups", where, said) for said in wrong]
    return objections


def _of_everybody(facts: Facts) -> dict[str, Any]:
    weeks = facts.settings.fair_share_weeks
    everybody = pool(facts, weeks)
    return {
        "weeks": weeks,
        "first_week": week_label(facts.week - weeks),
        "people": len(everybody),
        "placed": len(placed(facts, weeks, paid=False) & everybody),
        "paid": len(placed(facts, weeks, paid=True) & everybody),
    }


def _of_group(facts: Facts, parsed: ParsedPlan, name: str, window: Mapping[str, Any]) -> list[str]:
    own = members_of_pool(facts, name, facts.settings.fair_share_weeks)
    said = _unlike(window, {"people": len(own)})
    for key in SHARED:
        figures = window.get(key)
        if not isinstance(figures, dict):
            missing = f"window.{key}"
            said.append(_("{key} is missing.", key=missing))
            continue
        said += _of_places(facts, parsed, name, key, figures)
    return said


def _of_places(facts: Facts, parsed: ParsedPlan, name: str, key: str, figures: Mapping[str, Any]) -> list[str]:
    """What is wrong with one group's figures of all places or of paid jobs.

    How many got a place in the plan of the outcome goal, and how many of the group could be placed alone, is in no
    file. So of a target only this is checked: which groups have one, and that it is not above its greatest value.
    """
    weeks, is_paid = facts.settings.fair_share_weeks, key == "paid"
    everybody, own = pool(facts, weeks), members_of_pool(facts, name, weeks)
    before = placed(facts, weeks, paid=is_paid)
    proposed = added(facts, parsed, name, paid=is_paid)
    said = _unlike(figures, {"placed": len(before & own), "proposed": proposed}, f"window.{key}.")
    target, shortfall = figures.get("target"), figures.get("shortfall")
    if not is_looked_at(facts, parsed, name, len(own)):
        blank = {"target": target, "shortfall": shortfall}
        return [*said, *(should_be_blank(f"window.{key}.{at}", told(v)) for at, v in blank.items() if v is not None)]
    num_new = min(len((people_with_gain(parsed) & everybody) - before), _main_places(facts))
    share = facts.settings.fair_share * (len(before & everybody) + num_new) * len(own) / max(len(everybody), 1)
    most = math.floor(share + 1e-9)
    if isinstance(target, bool) or not isinstance(target, int) or not 0 <= target <= most:
        said.append(_("target is {written}, and is a whole number of at most {most}.", written=told(target), most=most))
        return said
    missing = max(0, target - len(before & own) - proposed)
    return [*said, *_unlike(figures, {"shortfall": missing}, f"window.{key}.")]


def _main_places(facts: Facts) -> int:
    """Places left in slots with a main form."""
    mains = (s for s in facts.slots.values() if any(form.purpose == "main" for form in facts.offers_of(s)))
    return sum(places_left(facts, slot) for slot in mains)


def _unlike(stated: Mapping[str, Any], expected: Mapping[str, Any], prefix: str = "") -> list[str]:
    return [
        unlike(f"{prefix}{key}", told(stated.get(key)), str(value))
        for key, value in expected.items()
        if (number_of(stated.get(key)) != value if isinstance(value, int) else stated.get(key) != value)
    ]
