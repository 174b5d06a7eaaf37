"""Proposals that cost more than another form or place of the same person, for less than the money usually gives.

Nobody else's place is looked at: who has a place is for the goals to decide, and not for the cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.explanation.activity import activity_of
from planner.formulation import Chosen
from planner.instance import Instance, is_main
from planner.schema.arrays import Positions, Values
from planner.solving import Activity, Solution

# Below half a krona a difference is rounding.
LEAST_SEK = 0.5
SLACK = 1e-6
# Figures nearer to each other than this are alike.
ALIKE = 1e-9


@dataclass(frozen=True)
class Dear:
    """A proposal (`chosen`, a candidate), and a cheaper one of the same person that could be in its place (`other`).

    `sek` is what the proposal costs more on the budget lines, over its whole length, and `gain` what it brings more, in
    the plan's unit. `usual` is what so much money on these lines brings in the plan as a whole: more than `gain`.
    """

    chosen: int
    other: int
    sek: float
    gain: float
    usual: float


def yields(instance: Instance, chosen: Chosen) -> Values:
    """What a krona on each budget line brings in a plan, in its unit: by position, NaN for a line it does not use.

    The worth of a main proposal is shared out over the lines by what it costs each of them.
    """
    rows = instance.candidates.loc[chosen]
    paid = _paid(instance, rows[is_main(rows)])
    whole = paid.groupby("candidate")["sek"].transform("sum")
    worth = paid["candidate"].map(rows["value"]) * paid["sek"] / whole
    count = len(instance.budget_lines)
    gain, sek = (np.bincount(paid["funding"], weights=part, minlength=count) for part in (worth, paid["sek"]))
    found: Values = np.divide(gain, sek, out=np.full(count, np.nan), where=sek > 0)
    return found


def dear_proposals(instance: Instance, solution: Solution) -> list[Dear]:
    """The proposals that buy less than usual with what they cost more, the greatest cost first; one line a proposal.

    The other candidate is one of the same person, of purpose main and worth something, in another form of the place or
    at a place that the plan leaves free. It costs less, and with it in place of the proposal the plan still keeps every
    constraint. Of several, the one that leaves most of what is usual.
    """
    usual = np.nan_to_num(yields(instance, solution.chosen))
    on_lines = _on_lines(instance)
    table = instance.columns[["person", "slot", "value", "purpose"]]
    table = table[is_main(table) & (table["value"] > 0)]
    own = table[table.index.isin(solution.chosen)].reset_index(names="chosen")
    pairs = own.merge(table.reset_index(names="other"), on="person", suffixes=("", "_other"))
    more = on_lines[pairs["chosen"].to_numpy()] - on_lines[pairs["other"].to_numpy()]
    pairs["sek"], pairs["usual"] = more.sum(axis=1), more @ usual
    pairs["gain"] = pairs["value"] - pairs["value_other"]
    pairs = pairs[(pairs["sek"] > LEAST_SEK) & (pairs["gain"] < pairs["usual"] - ALIKE)]
    pairs["left"] = pairs["usual"] - pairs["gain"]
    pairs = pairs.sort_values(["chosen", "left"], ascending=[True, False], kind="stable")
    found = list(_possible(solution, activity_of(instance, solution), pairs))
    return sorted(found, key=lambda one: (-one.sek, one.chosen))


def _possible(solution: Solution, activity: Activity, pairs: pd.DataFrame) -> Iterator[Dear]:
    """The first pair of each proposal that could be exchanged."""
    by_column = solution.mip.matrix.tocsc()
    candidates = [pairs[name].to_numpy(dtype=np.int64) for name in ("chosen", "other")]
    columns = [solution.mip.positions("x", own).tolist() for own in candidates]
    amounts = pairs[["sek", "gain", "usual"]].to_numpy(dtype=float).tolist()
    last = -1
    for column, instead, chosen, other, own in zip(*columns, *(c.tolist() for c in candidates), amounts, strict=True):
        if column == last:
            continue
        activity.move(column, -1)
        rows: Positions = by_column.indices[by_column.indptr[column] : by_column.indptr[column + 1]].astype(np.int64)
        if activity.fits(instead) and _keeps_least(activity, rows, instead):
            last = column
            yield Dear(chosen, other, *own)
        activity.move(column, 1)


def _keeps_least(activity: Activity, rows: Positions, instead: int) -> bool:
    """Whether pins and minimums hold in the rows of the column that is left, once another column is taken."""
    activity.move(instead, 1)
    is_kept = bool((activity.used[rows] >= activity.mip.row_lower[rows] - SLACK).all())
    activity.move(instead, -1)
    return is_kept


def _paid(instance: Instance, rows: pd.DataFrame) -> pd.DataFrame:
    """What some candidates cost each line: candidate, funding (position), sek above 0."""
    paid = instance.charges(rows).rename(columns={"line_cost": "sek"})[["candidate", "funding", "sek"]]
    return paid[paid["sek"].fillna(0.0) > 0]


def _on_lines(instance: Instance) -> Values:
    """By candidate and line, SEK; candidates that are no columns cost nothing here."""
    found = np.zeros((len(instance.candidates), len(instance.budget_lines)))
    paid = _paid(instance, instance.columns)
    at: Positions = paid["candidate"].to_numpy(dtype=np.int64)
    np.add.at(found, (at, paid["funding"].to_numpy(dtype=np.int64)), paid["sek"].to_numpy(dtype=float))
    return found
