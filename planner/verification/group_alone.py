"""Checks of what plan.json states of what groups could have alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.texts import _
from planner.verification.alone import THOUSAND, floor_of, gets, greatest, share, unit
from planner.verification.facts import Facts
from planner.verification.folder import number_of, spelled, told, unlike
from planner.verification.group_figures import where_of_group
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan

OF_SHARES = frozenset({"max_min", "leximin"})
NOISE = 1e-6


def alone_parts(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """What the plan says of what groups could have alone is there where a goal looks at it, and can be so.

    What a group could have alone is a search's result and in no file. So the check is that it is no more than the
    group's people could gain each by themselves, and that the plan does not give the group more than the bound.
    """
    reported = (parsed.folder.plan or {}).get("groups")
    if not isinstance(reported, list) or not all(isinstance(group, dict) for group in reported):
        return []
    reached = _reached(parsed)
    looked_at = set(facts.settings.groups) if reached & OF_SHARES else set[str]()
    looked_at |= facts.settings.group_floor.keys() if "group_floor" in reached else set()
    floors = facts.settings.group_floor if "group_floor" in reached else {}
    objections = []
    for group in reported:
        name, part = str(group.get("group")), group.get("alone")
        if part is None:
            wrong = [_("alone is missing.")] if name in looked_at else []
        elif not isinstance(part, dict) or name not in looked_at:
            wrong = [_("alone is stated, and no goal looks at the group.")]
        else:
            wrong = list(_wrong(facts, parsed, name, part, has_floor=name in floors))
        objections += [Objection("groups", where_of_group(facts, name), said) for said in wrong]
    return objections


def _reached(parsed: ParsedPlan) -> set[str]:
    """The goals that the plan reached."""
    goals = (parsed.folder.plan or {}).get("goals")
    return {
        str(goal.get("name"))
        for goal in (goals if isinstance(goals, list) else [])
        if isinstance(goal, dict) and goal.get("status") != "skipped"
    }


def _wrong(facts: Facts, parsed: ParsedPlan, name: str, part: Mapping[str, Any], *, has_floor: bool) -> Iterator[str]:
    most, bound = number_of(part.get("most")), number_of(part.get("bound"))
    if most is None or bound is None:
        yield _("alone has no number for most and bound.")
        return
    scale, given = unit(facts), gets(facts, parsed, name)
    whole = round(most * scale)
    if abs(whole - most * scale) > NOISE or not 0 <= whole <= greatest(facts, parsed, name):
        cap = spelled(greatest(facts, parsed, name) / scale)
        yield _("alone.most is {written}, and the group could have {cap} at most.", written=told(most), cap=cap)
    if round(bound * scale) < max(whole, given):
        yield _("alone.bound is {written}, below what a plan gives the group.", written=told(bound))
    expected = {
        "gets": given / scale,
        "share": share(given, whole) / THOUSAND if whole > 0 else None,
        "floor": floor_of(facts, name, whole) / scale if has_floor else None,
    }
    for key, value in expected.items():
        written = number_of(part.get(key))
        is_like = part.get(key) is None if value is None else written is not None and abs(written - value) <= NOISE
        if not is_like:
            yield unlike(f"alone.{key}", told(part.get(key)), "" if value is None else spelled(value))
