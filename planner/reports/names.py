"""The names of groups on screens."""

from __future__ import annotations

from planner.planning import Plan

QUARTERS = {
    "hardest_quarter": ("Fjärdedelen längst från arbete", "The quarter furthest from work"),
    "easiest_quarter": ("Fjärdedelen närmast arbete", "The quarter nearest work"),
}


def group_name(plan: Plan, name: str, *, swedish: bool) -> str:
    """A group's name in the policy or scenario, else its key, with a capital first letter; other capitals stay."""
    if name in QUARTERS:
        return QUARTERS[name][0 if swedish else 1]
    group = plan.instance.declared_groups.get(name)
    text = (None if group is None else group.name_sv if swedish else group.name_en) or name
    return text[:1].upper() + text[1:]
