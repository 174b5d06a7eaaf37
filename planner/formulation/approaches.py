"""Approaches: how many more people an employer may be asked to meet in the month of the plan week."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.goal import Chosen
from planner.instance import Instance
from planner.schema.arrays import Counts, Values, positions_of
from planner.schema.weeks import week_monday

# Rows of placements and of history that stand for somebody whom the employer has been asked to meet.
ASKED, ANSWERED = ("offered", "accepted", "started"), ("declined", "refused", "vetoed")


def approaches_left(instance: Instance, chosen: Chosen) -> Values:
    """By employer, how many people may stand on its lists behind the proposals; infinite without a limit.

        approaches_per_month - pairs of person and slot of the employer that are proposed now, were interviewed and wait
        for an answer, or were offered, accepted, started, declined, refused or vetoed on a day of the month

    The month is that of the Monday of the plan week; a row without a day counts for no month. A pair counts once. Never
    below 0. Unit: people. Source: column `approaches_per_month` of table `employers`.
    """
    most = instance.employers["approaches_per_month"].to_numpy(dtype=float, na_value=np.nan)
    count = _counted(instance, chosen)
    return np.where(np.isnan(most), np.inf, np.maximum(most - count, 0.0))


def _counted(instance: Instance, chosen: Chosen) -> Counts:
    """By employer, the pairs of this month."""
    tables, monday = instance.scenario.tables, week_monday(instance.week)
    placements, history, decisions = (tables[name] for name in ("placements", "history", "decisions"))
    parts = [
        placements[placements["state"].isin(ASKED) & _is_in_month(placements["on"], monday)],
        history[history["end"].isin(ANSWERED) & _is_in_month(history["on"], monday)],
        decisions[(decisions["decision"] == "interviewed") & decisions["slot_id"].isin(_open_lists(instance))],
    ]
    rows = instance.candidates.loc[chosen]
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    proposed = pd.DataFrame({"jobseeker_id": people[rows["person"]], "slot_id": slots[rows["slot"]]})
    names = ["jobseeker_id", "slot_id"]
    pairs = pd.concat([*(part[names].astype(object) for part in parts), proposed.astype(object)]).drop_duplicates()
    slot = positions_of(pairs["slot_id"], instance.slots["slot_id"])
    employer = instance.employer_of_slots()[slot[slot >= 0]]
    return np.bincount(employer, minlength=len(instance.employers))


def _open_lists(instance: Instance) -> pd.Series[str]:
    """The slots whose employers may still choose: with a shortlist, a place left and a start to come."""
    slots = instance.slots
    is_open = (slots["status"] == "open") & (slots["shortlist"].fillna(1) > 1) & (slots["start_week"] >= instance.week)
    return slots.loc[is_open & (instance.places_left > 0), "slot_id"]


def _is_in_month(days: pd.Series[pd.Timestamp], monday: object) -> pd.Series[bool]:
    stated = pd.to_datetime(days)
    first = pd.Timestamp(monday)  # type: ignore[arg-type]
    return (stated.dt.year == first.year) & (stated.dt.month == first.month)
