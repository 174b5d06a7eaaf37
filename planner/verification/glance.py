"""The summary of plan.xlsx, told anew from plan.json and shortlists.json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.schema.plan_sentences import GLANCE, UNITS, USUAL_GLANCE
from planner.schema.usual import USUAL
from planner.texts import _, decimal, percent

JOINT = {"joint": "value", "joint_bound": "bound"}


def glance(plan: dict[str, Any], lists: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Each line with its figure, in the language that is spoken. Raises where a file lacks a figure.

    `plan` is the content of plan.json, `lists` that of shortlists.json if there is such a file.
    """
    totals = plan["totals"]
    counted = {"people": "jobseekers", "protected": "protected", "placed": "placed"}
    said = [("scenario", plan["scenario"]), ("week", plan["week"])]
    said += [(name, str(totals[key])) for name, key in counted.items()]
    said += [(name, str(totals["promised"][name]["people"])) for name in ("offered", "accepted")]
    said += [("together", str(totals["together"]["placed"])), ("unit", _(UNITS[plan["unit"]]))]
    said += [("baseline", decimal(totals["baseline"], 2)), ("expected", decimal(totals["expected_outcomes"], 2)),
             ("uplift", decimal(totals["uplift"], 2, plus=True))]  # fmt: skip
    if totals["judgement_share"] is not None:
        said.append(("judgement", percent(totals["judgement_share"], 0)))
    if plan["method"] == "goals":
        name = "bound" if plan["look_ahead"] is None else "bound_ahead"
        said += [(name, decimal(plan["bound"], 3)), ("gap", percent(plan["gap"]))]
    if lists is not None and lists["joint_bound"] is not None:
        said += [(name, decimal(lists[f"joint_{part}"], 3)) for name, part in JOINT.items()]
    said.append(("cost", decimal(totals["cost_sek"], 0)))
    for name, figure in said:
        yield _(GLANCE[name]), figure
    for usual in plan["usual"]:
        if usual["placed"] is not None and usual["uplift"] is not None:
            more = decimal(usual["uplift"], 2, plus=True)
            figure = _(USUAL_GLANCE, placed=usual["placed"], more=more)
            yield _(GLANCE["usual"], usual=_(USUAL[usual["name"]])), figure
