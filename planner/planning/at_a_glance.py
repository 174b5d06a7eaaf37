"""The first sheet of plan.xlsx: the plan's figures, each said so that it can be read without another."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from planner.planning.list_figures import ListFigures
from planner.schema.plan import PlanFile
from planner.schema.plan_sentences import GLANCE, UNITS, USUAL_GLANCE
from planner.schema.usual import USUAL
from planner.texts import _, decimal, percent


def at_a_glance(file: PlanFile, lists: ListFigures | None) -> pd.DataFrame:
    """Rows of `what` and `figure`, in the language that is spoken."""
    return pd.DataFrame(_rows(file, lists), columns=["what", "figure"])


def _rows(file: PlanFile, lists: ListFigures | None) -> Iterator[tuple[str, str]]:
    totals, bound = file.totals, "bound" if file.look_ahead is None else "bound_ahead"
    figures = {
        "scenario": file.scenario,
        "week": file.week,
        "people": str(totals.jobseekers),
        "protected": str(totals.protected),
        "placed": str(totals.placed),
        "offered": str(totals.promised.offered.people),
        "accepted": str(totals.promised.accepted.people),
        "together": str(totals.together.placed),
        "unit": _(UNITS[file.unit]),
        "baseline": decimal(totals.baseline, 2),
        "expected": decimal(totals.expected_outcomes, 2),
        "uplift": decimal(totals.uplift, 2, plus=True),
        "judgement": None if totals.judgement_share is None else percent(totals.judgement_share, 0),
        bound: decimal(file.bound, 3) if file.method == "goals" else None,
        "gap": percent(file.gap) if file.method == "goals" else None,
        **_together(lists),
        "cost": decimal(totals.cost_sek, 0),
    }
    for name, figure in figures.items():
        if figure is not None:
            yield _(GLANCE[name]), figure
    for usual in file.usual:
        if usual.placed is not None and usual.uplift is not None:
            text = _(USUAL_GLANCE, placed=usual.placed, more=decimal(usual.uplift, 2, plus=True))
            yield _(GLANCE["usual"], usual=_(USUAL[usual.name])), text


def _together(lists: ListFigures | None) -> dict[str, str]:
    """What proposals and lists reach together and what bounds them, where a plan has lists and that can be told."""
    if lists is None or lists.joint_value is None or lists.joint_bound is None:
        return {}
    return {"joint": decimal(lists.joint_value, 3), "joint_bound": decimal(lists.joint_bound, 3)}
