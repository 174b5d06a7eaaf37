"""The figures of one plan that a comparison sets side by side: a row for each part, name and measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from planner.instance import is_main
from planner.planning import Plan, cost_by_line
from planner.schema.models import Benefit
from planner.studies.benefit import MONEY, NO_LINE, money_of, worked_by_line, worked_in_all

PARTS = ("total", "together", "people", "usual", "group", "programme", "employer", "funding")
IN_BOTH, IN_ONE = "in_both", "in_one"
# What every part of the proposals has.
OF_EACH = ("placed", "uplift", "cost_sek", "travel_minutes")
# By measure its unit; "" is that of the plan.
UNITS: Mapping[str, str] = {
    "placed": "people", "uplift": "", "cost_sek": "sek", "travel_minutes": "minutes", "over_usual": "",
    "expected_gain": "", "judgement_share": "share", "places": "places", "unfilled": "places", "floor": "people",
    "short_of_floor": "people", "left_sek": "sek", "exits": "people", "work_months": "months",
    **{name: "sek" for name in MONEY if name.endswith("_sek")}, "sek_per_exit": "sek", "sek_per_more_exit": "sek",
    # Means over the futures drawn.
    "begun": "people", "begun_uplift": "", "in_work": "people", "begun_cost_sek": "sek",
}  # fmt: skip
MEASURES = tuple(UNITS)
# Measures that are no sums: what one part lacks of them is unknown, not 0, and their differences do not add up.
NO_SUMS = frozenset({"judgement_share", "over_usual", "floor", "short_of_floor", "sek_per_exit", "sek_per_more_exit"})
# The part of what usual practice does is no sum either: each what-if has its own.
PARTS_NO_SUMS = frozenset({"usual", "people"})


# A part, its name, and its measures.
_Told = tuple[str, str, Mapping[str, float | None]]


class _Part(NamedTuple):
    part: str
    name: str
    rows: pd.DataFrame


def measures(plan: Plan, benefit: Benefit, shared: set[str] | None, *, is_promised: bool) -> pd.DataFrame:
    """The measures of every part of a plan: part, name, measure, value (NaN where it cannot be known).

    `shared` are the people of both plans of a comparison, None where they are the same. With `is_promised` there is a
    part `together`: what is accepted or offered, and the proposals.
    """
    instance = plan.instance
    rows = instance.candidates.loc[plan.solution.chosen]
    told: list[_Told] = [(part, name, _of_each(part, own)) for part, name, own in _parts(plan, rows, shared)]
    told.append(("total", "all", _of_all(plan) | money_of(worked_in_all(instance, rows), benefit)))
    if is_promised:
        both = plan.file.totals.together
        told.append(("together", "all", {"placed": both.placed, "uplift": both.uplift}))
    told += [("usual", one.name, {"placed": one.placed, "uplift": one.uplift}) for one in plan.file.usual]
    told += [("group", one.group, {"floor": one.target, "short_of_floor": one.shortfall}) for one in plan.file.groups]
    told += [
        ("employer", str(name), {"places": own["left"].sum(), "unfilled": own["free"].sum()})
        for name, own in _places(plan).groupby("employer_id")
    ]
    told += _lines(plan, rows, benefit)
    records = [
        (part, name, measure, np.nan if value is None else float(value))
        for part, name, values in told
        for measure, value in values.items()
    ]
    return pd.DataFrame(records, columns=["part", "name", "measure", "value"])


def _parts(plan: Plan, rows: pd.DataFrame, shared: set[str] | None) -> Iterable[_Part]:
    """The proposals, and every part of them."""
    instance, person = plan.instance, rows["person"].to_numpy()
    yield _Part("total", "all", rows)
    if shared is not None:
        is_shared = instance.people["jobseeker_id"].isin(shared).to_numpy()[person]
        yield _Part("people", IN_BOTH, rows[is_shared])
        yield _Part("people", IN_ONE, rows[~is_shared])
    for name, member in instance.groups.items():
        yield _Part("group", name, rows[member[person]])
    for programme, own in rows.groupby("programme_id"):
        yield _Part("programme", str(programme), own)
    employer_ids = instance.employers["employer_id"].to_numpy()
    for employer, own in rows.groupby("employer"):
        yield _Part("employer", str(employer_ids[int(str(employer))]), own)


def _of_each(part: str, own: pd.DataFrame) -> dict[str, float]:
    main = own[is_main(own)]
    placed = main["person"].nunique() if part != "programme" else own["person"].nunique()
    amounts = (placed, own["value"].sum(), own["cost"].sum(), own["minutes"].sum())
    return {measure: float(value) for measure, value in zip(OF_EACH, amounts, strict=True)}


def _of_all(plan: Plan) -> dict[str, float | None]:
    """What is told of all proposals alone."""
    totals, places = plan.file.totals, _places(plan)
    strongest = next((one.uplift for one in plan.file.usual if one.name == plan.file.strongest_usual), None)
    return {
        "over_usual": None if strongest is None else totals.uplift - strongest,
        "expected_gain": totals.expected_gain,
        "judgement_share": totals.judgement_share,
        "places": float(places["left"].sum()),
        "unfilled": float(places["free"].sum()),
    }


def _places(plan: Plan) -> pd.DataFrame:
    """The places of open slots: those left for proposals, and those that no proposal fills, by employer."""
    instance = plan.instance
    is_open = (instance.slots["status"] == "open").to_numpy()
    left = np.maximum(instance.places_left, 0)
    table = pd.DataFrame({"employer_id": instance.slots["employer_id"], "left": left, "free": plan.slots["free"]})
    return table[is_open]


def _lines(plan: Plan, rows: pd.DataFrame, benefit: Benefit) -> list[_Told]:
    """What each budget line pays, has left, and what the work that it pays for is expected to save."""
    instance = plan.instance
    lines = instance.budget_lines.set_index("funding_id")
    before = (lines["budget_sek"] - lines["committed_sek"]).astype(float)
    spent = cost_by_line(instance, plan.solution.chosen)
    charged = instance.charges(rows)
    charged = charged[charged["line_cost"] > 0]
    people = rows["person"].loc[charged["candidate"]].groupby(charged["funding"].to_numpy()).nunique()
    placed = {str(name): float(people.get(at, 0)) for at, name in enumerate(instance.budget_lines["funding_id"])}
    told: list[_Told] = []
    for name, worked in worked_by_line(instance, rows).items():
        own: dict[str, float] = {}
        if name != NO_LINE:
            own = {"placed": placed[name], "cost_sek": spent[name], "left_sek": before[name] - spent[name]}
        told.append(("funding", name, own | money_of(worked, benefit)))
    return told


def ordered(table: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order of parts, of names and of measures."""
    orders: Mapping[str, tuple[str, ...]] = {"part": PARTS, "measure": MEASURES}
    by = ["part", "name", "measure"]
    return table.sort_values(
        by, key=lambda cells: cells.map(orders[str(cells.name)].index) if cells.name in orders else cells
    ).reset_index(drop=True)
