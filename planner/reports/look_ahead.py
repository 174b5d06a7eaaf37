"""What a plan that looks ahead says of it: from what its prices were found, and what they did."""

from __future__ import annotations

from planner.planning import Plan
from planner.schema.plan import LookAheadPart
from planner.texts import _, decimal, ngettext


def look_ahead_lines(plan: Plan) -> list[str]:
    """The lines of the screen; none where the plan looks at this week alone."""
    part = plan.file.look_ahead
    return [] if part is None else ["", *(f"  {line}" for line in (_from_what(part), _what_it_did(part)))]


def _from_what(part: LookAheadPart) -> str:
    return _(
        "Looks ahead: {futures} futures of {weeks} weeks, with people drawn from {history} (model {model}). What is to "
        "come is a guess; nobody has measured it.",
        futures=part.futures, weeks=part.weeks, history=part.history, model=part.model,
    )  # fmt: skip


def _what_it_did(part: LookAheadPart) -> str:
    waiting = ngettext(
        "{number} person is not placed, since waiting is expected to give more to the person or to others; "
        "assignments.csv says how much.",
        "{number} people are not placed, since waiting is expected to give more to them or to others; "
        "assignments.csv says how much.",
        part.waiting_for_better,
    )
    taken = _("The proposals take {charged} of what the weeks to come are expected to give.",
              charged=decimal(part.charged, 3))  # fmt: skip
    return f"{waiting} {taken}" if part.waiting_for_better else taken
