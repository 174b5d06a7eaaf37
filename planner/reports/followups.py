"""Follow-up on a plan's screen: how much is due this week, and how much is overdue."""

from __future__ import annotations

from planner.planning import Plan
from planner.texts import _, ngettext


def followups_lines(plan: Plan) -> list[str]:
    """One line with the number of steps due in the plan week and of those overdue; none where nothing is followed."""
    table = plan.followups
    if table.empty:
        return []
    overdue = int((table["overdue"] == "yes").sum())
    due = int(((table["week"] == plan.file.week) & (table["overdue"] == "no")).sum())
    said = ngettext("Follow-up: {number} step due this week", "Follow-up: {number} steps due this week", due)
    if plan.instance.steps_taken.empty:
        more = _("what is overdue is not known, since table followups does not say what has been done")
    else:
        more = _("{number} overdue", number=overdue)
    return ["", "  " + _("{due}; {overdue} (followups.csv).", due=said, overdue=more)]
