"""Kronor beside people: what the work that a plan is expected to lead to saves of income support, and what is left.

Shown, never a goal: no plan counts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from planner.instance import Instance, is_main
from planner.schema.models import WITHIN_WEEKS, Benefit

WEEKS_IN_MONTH = 365.25 / 7 / 12
# Kronor per exit are a ratio: of fewer exits than this it says nothing.
FEWEST_EXITS = 0.05
NO_LINE = "no_line"
MONEY = (
    "exits", "work_months", "benefit_saved_sek", "benefit_saved_low_sek", "benefit_saved_high_sek",
    "benefit_remaining_sek", "net_cost_sek", "sek_per_exit",
)  # fmt: skip
Why = Literal["points", "listed", "few_exits"]


@dataclass(frozen=True)
class Worked:
    """What some placements are expected to lead to, if everybody says yes, and what they cost.

    `exits`: people more in work or study on the follow-up date. `months`: months more of paid work within 104 weeks,
    the placements that are paid jobs among them. NaN where no model tells them.
    """

    exits: float
    months: float
    cost_sek: float


def money_of(worked: Worked, benefit: Benefit) -> dict[str, float]:
    """The measures of `MONEY`, in SEK, months and people; NaN where they cannot be known (see `why_blank`).

    Saved is share x (month - remaining) x months; its low and high end are the least and most that the ranges of the
    three figures allow. Net cost is the cost less what is saved, whoever pays and whoever saves.
    """
    parts = (benefit.household_share, benefit.month_sek, benefit.remaining_sek)
    share, month, remaining = (part.value for part in parts)
    ends = [s * (m - r) * worked.months for s, m, r in product(*((part.low, part.high) for part in parts))]
    saved = share * (month - remaining) * worked.months
    net = worked.cost_sek - saved
    return {
        "exits": worked.exits,
        "work_months": worked.months,
        "benefit_saved_sek": saved,
        "benefit_saved_low_sek": min(ends),
        "benefit_saved_high_sek": max(ends),
        "benefit_remaining_sek": share * remaining * worked.months,
        "net_cost_sek": net,
        "sek_per_exit": net / worked.exits if worked.exits >= FEWEST_EXITS else np.nan,
    }


def why_blank(instance: Instance, exits: float) -> Why | None:
    """Why kronor are left blank: points or a table of pairs tell no time in work, or there are too few exits."""
    if instance.unit == "points":
        return "points"
    if instance.settings.candidates == "listed":
        return "listed"
    return "few_exits" if exits < FEWEST_EXITS else None


def worked_in_all(instance: Instance, rows: pd.DataFrame) -> Worked:
    """The sum over chosen candidates; what stands beside a main place costs and leads to nothing by itself."""
    courses = _courses(instance, rows)
    sums = courses[["exits", "months"]].sum(skipna=False)
    return Worked(float(sums["exits"]), float(sums["months"]), float(rows["cost"].sum()))


def worked_by_line(instance: Instance, rows: pd.DataFrame) -> dict[str, Worked]:
    """The same by budget line, in the order of the lines, last `NO_LINE` for placements that no line pays for.

    A placement that several lines pay for counts on each for the line's share of its cost.
    """
    charges = instance.charges(rows)
    paid = charges.groupby("candidate")["line_cost"].transform("sum")
    charges = charges[paid > 0].assign(part=charges["line_cost"] / paid)
    courses = _courses(instance, rows)
    parts = charges.join(courses, on="candidate")
    amounts = parts[["exits", "months"]].mul(parts["part"], axis=0).assign(
        funding=parts["funding"], cost=parts["line_cost"]
    )  # fmt: skip
    found = {
        str(name): _sum(amounts[amounts["funding"] == position])
        for position, name in enumerate(instance.budget_lines["funding_id"])
    }
    unpaid = courses[~courses.index.isin(charges["candidate"])].assign(cost=0.0)
    return {**found, NO_LINE: _sum(unpaid)} if len(unpaid) else found


def _sum(amounts: pd.DataFrame) -> Worked:
    sums = amounts[["exits", "months", "cost"]].sum(skipna=False)
    return Worked(float(sums["exits"]), float(sums["months"]), float(sums["cost"]))


def _courses(instance: Instance, rows: pd.DataFrame) -> pd.DataFrame:
    """Exits and months of each chosen candidate, by its position; a companion leads to none of its own."""
    first = np.clip(rows["start_week"] - instance.week, 0, WITHIN_WEEKS)
    last = np.clip(rows["last_week"] + 1 - instance.week, 0, WITHIN_WEEKS)
    # Weeks of regular work leave out a subsidised job while it runs; its wages are no income support all the same.
    is_left_out = instance.is_paid_offer[rows["offer"].to_numpy()] & ~rows["is_gross"].to_numpy(dtype=bool)
    weeks = rows["regular_weeks"] - rows["baseline_regular_weeks"] + np.where(is_left_out, last - first, 0)
    is_told = instance.settings.candidates != "listed" and instance.unit != "points"
    exits = rows["uplift"] if is_told else np.nan
    table = pd.DataFrame({"exits": exits, "months": weeks / WEEKS_IN_MONTH}, index=rows.index)
    table.loc[~is_main(rows)] = 0.0
    return table
