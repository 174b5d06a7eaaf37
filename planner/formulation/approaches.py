"""Approaches: whom employers have been asked to meet, and how many more they may be asked to meet in the month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.instance import Instance
from planner.schema.arrays import Bools, Values, positions_of
from planner.schema.weeks import week_monday

# Rows of placements and of history that stand for somebody whom the employer has been asked to meet.
ASKED, ANSWERED = ("offered", "accepted", "started"), ("declined", "refused", "vetoed")
PAIR = ["jobseeker_id", "slot_id"]


def approaches_left(instance: Instance) -> Values:
    """By employer, how many people it may still be asked to meet; infinite without a limit.

        approaches_per_month - pairs of person and slot of the employer that were interviewed, offered, accepted,
        started, declined, refused or vetoed on a day of the month

    The month is that of the Monday of the plan week; a row without a day counts for no month. A pair counts once.
    Below 0 where more were asked. Unit: people. Source: column `approaches_per_month` of table `employers`.
    """
    most = instance.employers["approaches_per_month"].to_numpy(dtype=float, na_value=np.nan)
    if np.isnan(most).all():
        return np.full(len(most), np.inf)
    slot = positions_of(_of_month(instance)["slot_id"], instance.slots["slot_id"])
    count = np.bincount(instance.employer_of_slots()[slot[slot >= 0]], minlength=len(most))
    return np.where(np.isnan(most), np.inf, most - count)


def is_known(instance: Instance, candidates: pd.DataFrame) -> Bools:
    """Which candidates need no new approach: the employer met the person for the slot, or was asked to this month."""
    if candidates.empty:
        return np.zeros(0, dtype=bool)
    decisions = instance.scenario.tables["decisions"]
    met = decisions.loc[decisions["decision"] == "interviewed", PAIR].astype(object)
    known = pd.MultiIndex.from_frame(pd.concat([_of_month(instance), met]))
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    own = pd.MultiIndex.from_arrays([people[candidates["person"]], slots[candidates["slot"]]])
    return np.asarray(own.isin(known), dtype=bool)


def _of_month(instance: Instance) -> pd.DataFrame:
    """The pairs whom employers have been asked to meet in the month of the plan week, each once, by ids."""
    tables, monday = instance.scenario.tables, week_monday(instance.week)
    parts = []
    for name, column, words in (("placements", "state", ASKED), ("history", "end", ANSWERED),
                                ("decisions", "decision", ("interviewed",))):  # fmt: skip
        table = tables[name]
        parts.append(table.loc[table[column].isin(words) & _is_in_month(table["on"], monday), PAIR].astype(object))
    return pd.concat(parts).drop_duplicates()


def _is_in_month(days: pd.Series[pd.Timestamp], monday: object) -> pd.Series[bool]:
    stated = pd.to_datetime(days)
    first = pd.Timestamp(monday)  # type: ignore[arg-type]
    return (stated.dt.year == first.year) & (stated.dt.month == first.month)
