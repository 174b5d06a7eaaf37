"""Limits that are exceeded before anything is planned, by running placements or committed money, and by how much.

The constraints count such a limit as 0 left, so nothing new fits. Here is by how much it is exceeded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from planner.candidates.offers import to_ore
from planner.instance.instance import Instance
from planner.schema.arrays import Positions
from planner.schema.cells import HALF_DAYS
from planner.schema.choices import BEGUN

# Rows of funding may be rounded to thousands: below a week of one placement nothing is said.
SLACK = 1e-6
COMMITTED = "committed"


@dataclass(frozen=True)
class Beyond:
    """A limit that facts exceed: its cell (table, position, column), limit, load, and the first week of greatest load.

    `owner` is the id of the row whose limit it is, `constraint` names the one that the limit belongs to. `week` is None
    for money. For constraint `committed`, the limit is the line's `committed_sek`, and the load is what its accepted
    and started placements cost in its weeks.
    """

    constraint: str
    table: str
    position: int
    column: str
    owner: str
    limit: float
    load: float
    week: int | None = None

    @property
    def over(self) -> float:
        """By how much."""
        return self.load - self.limit


def beyond_limits(instance: Instance) -> list[Beyond]:
    """Every limit that running placements exceed in some week from the plan week on, and every line overspent."""
    running = instance.running
    if running.empty:
        return list(_overspent(instance))
    slot = running["slot"].to_numpy()
    owners: tuple[tuple[str, str, pd.DataFrame, str, Positions, ArrayLike], ...] = (
        ("slot_places", "slots", instance.slots, "places", slot, 1.0),
        ("employer_people", "employers", instance.employers, "max_people", instance.employer_of_slots()[slot], 1.0),
        ("supervisor_support", "supervisors", instance.supervisors, "capacity", instance.supervisor_of_slots()[slot],
         running["support"]),
    )  # fmt: skip
    found: list[Beyond] = []
    for constraint, table, rows, column, owner, load in owners:
        loads = pd.DataFrame({"owner": owner, "load": load, "first": running["from_week"].to_numpy(),
                              "last": running["to_week"].to_numpy()})  # fmt: skip
        found += _over(constraint, table, rows, column, _peaks(loads, instance.week))
    mine = running[running["person"] >= 0]
    starts = pd.DataFrame({"owner": instance.caseworker_of_people()[mine["person"].to_numpy()], "load": 1.0,
                           "first": mine["from_week"].to_numpy(), "last": mine["from_week"].to_numpy()})  # fmt: skip
    peaks = _peaks(starts[starts["first"] >= instance.week], instance.week)
    found += _over("caseworker_starts", "caseworkers", instance.caseworkers, "starts_per_week", peaks)
    hours = pd.DataFrame({"owner": mine["person"].to_numpy(), "load": mine["hours"].to_numpy(),
                          "first": mine["from_week"].to_numpy(), "last": mine["to_week"].to_numpy()})  # fmt: skip
    found += _over("person_hours", "jobseekers", instance.people, "hours_per_week", _peaks(hours, instance.week))
    return [*found, *_in_two_places(instance, mine), *_overspent(instance), *_uncommitted(instance)]


def _in_two_places(instance: Instance, mine: pd.DataFrame) -> Iterator[Beyond]:
    """People whose running placements share a half-day: the most placements at once, in the first such week."""
    shifts = instance.slots["shift"].to_numpy()[mine["slot"].to_numpy()]
    half_days = pd.Series([[HALF_DAYS.index(one) for one in shift] for shift in shifts], dtype=object)
    wide = mine[["person", "from_week", "to_week"]].reset_index(drop=True).assign(half_day=half_days)
    wide = wide.explode("half_day").dropna(subset="half_day")
    owner = wide["person"].to_numpy(dtype=np.int64) * len(HALF_DAYS) + wide["half_day"].to_numpy(dtype=np.int64)
    loads = pd.DataFrame({"owner": owner, "load": 1.0, "first": wide["from_week"].to_numpy(),
                          "last": wide["to_week"].to_numpy()})  # fmt: skip
    peaks = _peaks(loads, instance.week)
    peaks = peaks.assign(owner=peaks["owner"] // len(HALF_DAYS))
    peaks = peaks.sort_values(["owner", "load", "week"], ascending=[True, False, True]).drop_duplicates("owner")
    names = instance.people["jobseeker_id"].tolist()
    for owner_at, week, load in peaks.loc[peaks["load"] > 1, ["owner", "week", "load"]].itertuples(index=False):
        at = int(owner_at)
        yield Beyond("person_shifts", "jobseekers", at, "jobseeker_id", names[at], 1.0, float(load), int(week))


def _peaks(loads: pd.DataFrame, week: int) -> pd.DataFrame:
    """By owner the greatest load of any week from `week` on, and the first week that has it: owner, load, week.

    Rows with owner -1 have no owner and do not count.
    """
    loads = loads[(loads["owner"] >= 0) & (loads["last"] >= week)]
    begins = pd.DataFrame({"owner": loads["owner"], "week": np.maximum(loads["first"], week), "load": loads["load"]})
    ends = pd.DataFrame({"owner": loads["owner"], "week": loads["last"] + 1, "load": -loads["load"]})
    steps = pd.concat([begins, ends]).groupby(["owner", "week"])[["load"]].sum().reset_index()
    steps["load"] = steps.groupby("owner")["load"].cumsum().round(9)
    return steps.sort_values(["owner", "load", "week"], ascending=[True, False, True]).drop_duplicates("owner")


def _over(constraint: str, table: str, rows: pd.DataFrame, column: str, peaks: pd.DataFrame) -> Iterator[Beyond]:
    limit, names = rows[column].to_numpy(dtype=float, na_value=np.inf), rows.iloc[:, 0].tolist()
    for owner, week, load in peaks[["owner", "week", "load"]].itertuples(index=False):
        if load > limit[int(owner)] + SLACK:
            at = int(owner)
            yield Beyond(constraint, table, at, column, names[at], float(limit[at]), float(load), int(week))


def _overspent(instance: Instance) -> Iterator[Beyond]:
    """Budget lines with more committed than their budget."""
    cells = (instance.budget_lines[name] for name in ("funding_id", "budget_sek", "committed_sek"))
    for position, (name, budget, committed) in enumerate(zip(*cells, strict=True)):
        if committed > budget + SLACK:
            yield Beyond("funding_budget", "funding", position, "committed_sek", name, float(budget), float(committed))


def _uncommitted(instance: Instance) -> Iterator[Beyond]:
    """Lines whose accepted and started placements cost more than is committed, by more than a week of the dearest.

    A placement is charged the cost of its form at the least subsidy, from its first week to its last. If no form is
    stated, that of a slot with a single form is taken. A placement of unknown cost, or of a form that its slot does not
    have, counts 0.
    """
    charges = _charges(instance)
    committed = instance.budget_lines["committed_sek"].to_numpy(dtype=float)
    names = instance.budget_lines["funding_id"].tolist()
    for position, own in charges.groupby("funding"):
        line, cost = int(str(position)), float(own["cost"].sum())
        if cost > committed[line] + float(own["week"].max()):
            limit = float(committed[line])
            yield Beyond(COMMITTED, "funding", line, "committed_sek", names[line], limit, round(cost, 2))


def _charges(instance: Instance) -> pd.DataFrame:
    """What each accepted or started placement costs on each line of its form: funding, week (SEK), cost (SEK)."""
    running, lines = instance.running, instance.eligibility.lines
    offers = instance.offers[["slot", "programme", "cost_week"]].reset_index(names="offer")
    least = offers.dropna(subset="cost_week").sort_values("cost_week").drop_duplicates(["slot", "programme"])
    placed = running.loc[running["state"].isin(BEGUN), ["slot", "programme", "from_week", "to_week"]]
    only = least.drop_duplicates("slot", keep=False).set_index("slot")["programme"]
    stated = placed["programme"].where(placed["programme"] >= 0, placed["slot"].map(only))
    placed = placed.assign(programme=stated).dropna(subset="programme").merge(least, on=["slot", "programme"])
    rows = placed.merge(lines[["offer", "funding", "share"]], on="offer")
    funding = instance.budget_lines.iloc[rows["funding"]]
    first = np.maximum(rows["from_week"].to_numpy(), funding["from_week"].fillna(-np.inf).to_numpy(dtype=float))
    last = np.minimum(rows["to_week"].to_numpy(), funding["to_week"].fillna(np.inf).to_numpy(dtype=float))
    week = (rows["cost_week"] * rows["share"]).to_numpy(dtype=float)
    return pd.DataFrame(
        {"funding": rows["funding"], "week": week, "cost": to_ore(week * np.maximum(last - first + 1, 0))}
    )
