"""The names of groups on screens."""

from __future__ import annotations

from collections.abc import Mapping

from planner.planning import Plan
from planner.schema.settings import Group
from planner.texts import N_, _, in_language

QUARTERS = {
    "hardest_quarter": N_("The quarter furthest from work"),
    "easiest_quarter": N_("The quarter nearest work"),
}


def group_name(plan: Plan, name: str) -> str:
    """The name of one of the plan's groups."""
    return named_group(plan.instance.declared_groups, name)


def named_group(declared: Mapping[str, Group], name: str) -> str:
    """A group's name in the policy or scenario, else its key, with a capital first letter; other capitals stay."""
    if name in QUARTERS:
        return _(QUARTERS[name])
    group = declared.get(name)
    text = "" if group is None else in_language({"sv": group.name_sv or "", "en": group.name_en or ""})
    text = text or name
    return text[:1].upper() + text[1:]
