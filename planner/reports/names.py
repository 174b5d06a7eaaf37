"""The names of groups on screens."""

from __future__ import annotations

from planner.planning import Plan
from planner.texts import N_, _, in_language

QUARTERS = {
    "hardest_quarter": N_("The quarter furthest from work"),
    "easiest_quarter": N_("The quarter nearest work"),
}


def group_name(plan: Plan, name: str) -> str:
    """A group's name in the policy or scenario, else its key, with a capital first letter; other capitals stay."""
    if name in QUARTERS:
        return _(QUARTERS[name])
    group = plan.instance.declared_groups.get(name)
    text = "" if group is None else in_language({"sv": group.name_sv or "", "en": group.name_en or ""})
    text = text or name
    return text[:1].upper() + text[1:]
