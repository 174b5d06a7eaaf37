"""Supervisors' weeks and money by month: what a plan and the placements that run ask for over time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance
from planner.planning.money import cost_by_line
from planner.schema.arrays import Positions
from planner.schema.plan_workbook import WEEKS_SHOWN
from planner.schema.weeks import week_label, week_monday


def supervisor_weeks(instance: Instance, chosen: Positions) -> pd.DataFrame:
    """The support need with each supervisor, running and proposed, in each of the next WEEKS_SHOWN weeks.

    Columns: supervisor_id, capacity (missing: no limit), and one for each week, by its label.
    """
    new = instance.candidates.loc[chosen, ["supervisor", "start_week", "last_week", "support"]]
    running = instance.running.assign(supervisor=instance.supervisor_of_slots()[instance.running["slot"].to_numpy()])
    running = running[["supervisor", "from_week", "to_week", "support"]]
    table = instance.supervisors[["supervisor_id", "capacity"]].reset_index(drop=True)
    loads = pd.DataFrame(np.concatenate([new.to_numpy(dtype=float), running.to_numpy(dtype=float)]),
                         columns=["owner", "first", "last", "support"])  # fmt: skip
    for week in range(instance.week, instance.week + WEEKS_SHOWN):
        covers = loads[(loads["first"] <= week) & (week <= loads["last"])]
        used = covers.groupby("owner")["support"].sum()
        table[week_label(week)] = used.reindex(range(len(table))).fillna(0.0).to_numpy()
    return table


def money_months(instance: Instance, chosen: Positions) -> pd.DataFrame:
    """What the proposals cost on each budget line, SEK, in each month: that of the Monday of a week.

    Columns: funding_id, left_before, plan_cost, left_after, and one for each month with a cost, such as 2026-12.
    """
    lines = instance.budget_lines
    before = (lines["budget_sek"] - lines["committed_sek"]).to_numpy(dtype=float)
    cost = cost_by_line(instance, chosen).to_numpy()
    table = pd.DataFrame(
        {"funding_id": lines["funding_id"].to_numpy(), "left_before": before, "plan_cost": cost,
         "left_after": before - cost}
    )  # fmt: skip
    parts = _by_month(instance, chosen)
    for month in sorted({month for month, _line in parts.index}):
        table[month] = [float(parts.get((month, line), 0.0)) for line in range(len(table))]
    return table


def _by_month(instance: Instance, chosen: Positions) -> pd.Series[float]:
    """SEK by month and budget line (position)."""
    paid = instance.charges(instance.candidates.loc[chosen])
    paid = paid[paid["cost_week"].notna() & (paid["first"] <= paid["last"])]
    week = paid["cost_week"] * paid["share"]
    rows = [
        (f"{week_monday(number):%Y-%m}", line, sek)
        for line, first, last, sek in zip(paid["funding"], paid["first"], paid["last"], week, strict=True)
        for number in range(int(first), int(last) + 1)
    ]
    table = pd.DataFrame(rows, columns=["month", "funding", "sek"])
    return table.groupby(["month", "funding"])["sek"].sum()
