"""The reasons of a plan told anew in another language than the one it was written in."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from planner.explanation import Reasons, reasons
from planner.formulation import assemble, hard_rows, known_plan
from planner.instance import Instance
from planner.planning import tables
from planner.planning.reopened import Reopened
from planner.planning.shortlists import beside_lists
from planner.planning.usual import UsualPlan, as_usual, usual_practice, usual_reasons
from planner.solving import GoalReached, HandBack, Solution, WarmStart
from planner.texts import N_, _, language, speaking

_LANGUAGES = {"en": N_("English"), "sv": N_("Swedish")}
_OF_PERSON, _OF_SLOT = ["jobseeker_id", "status", "slot_id", "programme_id"], ["slot_id"]


def retold(plan: Reopened) -> Reopened:
    """A plan with its reasons in the language that is spoken.

    A folder does not hold the plans between the goals, on which some reasons rest. So each is found anew and held
    against the sentence that the plan states: where both are the same, it is told in the language spoken; else the
    plan's own sentence stands, and says in which language it is.
    """
    stated = str(plan.file["language"])
    if stated == language() or stated not in _LANGUAGES:
        return plan
    instance, solution, why = _found_anew(plan)
    with speaking(stated):
        then = _tables(instance, solution, why, plan.lists)
    now = _tables(instance, solution, why, plan.lists)
    rows = _spoken(plan.earlier.rows, then[0], now[0], _OF_PERSON, stated)
    slots = _spoken(plan.slots, then[1], now[1], _OF_SLOT, stated)
    return replace(plan, earlier=replace(plan.earlier, rows=rows), slots=slots)


def _found_anew(plan: Reopened) -> tuple[Instance, Solution, Reasons]:
    """The week, the plan as a solution without the plans between its goals, and its reasons."""
    instance, method = plan.instance, plan.file["method"]
    reached = [goal for goal in plan.file["goals"] if goal["status"] != "skipped"]
    names = ("name", "best", "bound", "may_cost", "final", "status")
    solution = Solution(
        plan.chosen, tuple(GoalReached(*(goal[name] for name in names)) for goal in reached), dict(plan.duals),
        prices={}, gains={}, skipped=(), unrepeatable="clock",
        mip=assemble(instance, hard_rows(instance)), stages=(), earlier=known_plan(instance, plan.chosen, plan.alone),
        hand_back=HandBack(0.0, 0.0, None, "skipped"), start=WarmStart(frozenset(), {}),
    )  # fmt: skip
    if method == "goals":
        return instance, solution, reasons(instance, solution)
    usual = usual_practice(instance)
    taken = as_usual(usual, UsualPlan(method, plan.chosen), solution)
    return usual.instance, taken, usual_reasons(reasons(usual.instance, taken, is_queue=True), method)


def _tables(
    instance: Instance, solution: Solution, why: Reasons, lists: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    assigned = tables.assignments(instance, solution, why)
    return beside_lists(assigned, lists), tables.slots(instance, solution)


def _spoken(rows: pd.DataFrame, then: pd.DataFrame, now: pd.DataFrame, keys: list[str], stated: str) -> pd.DataFrame:
    """Rows with reasons in the language spoken: `now` where `then`, the same in the plan's, is what the plan says."""
    both = zip(then["reason"], now["reason"], strict=True)
    by_key = dict(zip(_keys(then, keys), both, strict=True))
    told = []
    for key, own in zip(_keys(rows, keys), rows["reason"], strict=True):
        before, after = by_key.get(key, ("", ""))
        said = "" if pd.isna(own) else str(own)
        kept = _("As the plan says it, in {language}: {reason}", language=_(_LANGUAGES[stated]), reason=said)
        told.append(after if said == before else kept)
    return rows.assign(reason=pd.Series(told, index=rows.index, dtype="str"))


def _keys(rows: pd.DataFrame, names: list[str]) -> list[tuple[str, ...]]:
    cells = rows[names].astype(object).where(rows[names].notna(), "")
    return [tuple(map(str, row)) for row in cells.itertuples(index=False, name=None)]
