"""Checks of what plan.json says of each goal other than its final value: gap, status, and which goals were skipped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import number_of, spelled
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.plan_figures import close, status_against, written_and_recomputed

STATUSES = ("optimal", "feasible", "skipped")


def goal_reports(_facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """No bound is below its goal's value; gap and status follow from these two; only the last goals are skipped."""
    reported = (parsed.folder.plan or {}).get("goals")
    if not isinstance(reported, list) or not all(isinstance(goal, dict) for goal in reported):
        return []  # check goals objects to this
    objections = []
    is_skipped = False
    for number, goal in enumerate(reported):
        where = f"plan.json goals[{number}]"
        status = goal.get("status")
        if status not in STATUSES:
            message = _("is none of {known}.", known=", ".join(STATUSES))
            objections.append(Objection("goal_status", f"{where}.status", message))
        elif status == "skipped":
            is_skipped = True
            if number == 0:
                message = _("says skipped: the first goal never is.")
                objections.append(Objection("goal_status", f"{where}.status", message))
        else:
            if is_skipped:
                message = _("says {status}, and a goal before it was skipped.", status=status)
                objections.append(Objection("goal_status", f"{where}.status", message))
            objections += _reached(goal, where)
    return objections


def _reached(goal: Mapping[str, Any], where: str) -> list[Objection]:
    """Whether a goal's bound, gap and status agree with the value it had when it was solved."""
    best, bound, gap = (number_of(goal.get(name)) for name in ("best", "bound", "gap"))
    if best is None or bound is None or gap is None:
        return [Objection("goal_status", where, _("best, bound or gap is no number."))]
    if bound < best and not close(bound, best):
        message = _("{bound} is below what the goal reached, {best}.", bound=spelled(bound), best=spelled(best))
        return [Objection("goal_status", f"{where}.bound", message)]
    recomputed = (bound - best) / max(abs(best), 1e-9)
    if not close(gap, recomputed):
        return [Objection("goal_status", f"{where}.gap", written_and_recomputed(gap, recomputed))]
    wrong = status_against(goal.get("status"), gap)
    return [] if wrong is None else [Objection("goal_status", f"{where}.status", wrong)]
