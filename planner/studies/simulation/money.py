"""What places cost on which budget line, whenever they begin."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planner.candidates.offers import to_ore
from planner.instance import Instance
from planner.schema.arrays import Bools, Positions, Values, Whole


@dataclass(frozen=True)
class Money:
    """What columns cost on which line, by the weeks of a placement that lie inside the line.

    By column: `weeks`, `cost_week` (SEK; 0 where unknown, as in the plan's own rows), `shares` (columns x lines), and
    `payers`, the number of its set of lines; -1 where it needs none. By line: `begins` and `ends` (weeks, infinite
    where open). `paid` are by set of lines the first and the last weeks of its spans without a gap, in order.

    A pool of held places counts as one more line, in places and not SEK: `steps` (columns x pools) is 1 for the pools
    of a column's path, `ready` the weeks from its start until its next step may begin, `next_week` when that begins
    (-1 without one).
    """

    weeks: Whole = field(repr=False)
    cost_week: Values = field(repr=False)
    shares: Values = field(repr=False)
    payers: Positions = field(repr=False)
    begins: Values = field(repr=False)
    ends: Values = field(repr=False)
    paid: tuple[tuple[Values, Values], ...] = field(repr=False)
    steps: Values = field(repr=False)
    ready: Whole = field(repr=False)
    next_week: Whole = field(repr=False)

    @classmethod
    def of(cls, wide: Instance, kept: pd.DataFrame, *, may_lack: bool) -> Money:
        """That of some candidates of an instance. Where a week `may_lack` a line, none needs any."""
        charges, funding = wide.charges(kept.reset_index(drop=True)), wide.budget_lines
        row, line = (charges[name].to_numpy(dtype=np.int64) for name in ("candidate", "funding"))
        shares, cost_week = np.zeros((len(kept), len(funding))), np.zeros(len(kept))
        shares[row, line] = charges["share"].to_numpy(dtype=np.float64)
        cost_week[row] = charges["cost_week"].fillna(0.0).to_numpy(dtype=np.float64)
        begins = funding["from_week"].fillna(-np.inf).to_numpy(dtype=np.float64)
        ends = funding["to_week"].fillna(np.inf).to_numpy(dtype=np.float64)
        pays = np.zeros(shares.shape, dtype=np.bool_)
        pays[row, line] = True
        sets, number = np.unique(pays, axis=0, return_inverse=True)
        needs_line = pays.any(axis=1) & (not may_lack)
        return cls(
            kept["weeks"].to_numpy(dtype=np.int64), cost_week, shares, np.where(needs_line, number.ravel(), -1),
            begins, ends, tuple(_spans(begins[own], ends[own]) for own in sets), *_paths(wide, kept),
        )  # fmt: skip

    def cost(self, column: Positions, start: Whole) -> Values:
        """SEK on each line (whole öre), then places of each pool, by column, of columns that begin in some weeks."""
        first = np.maximum(start[:, np.newaxis], self.begins)
        last = np.minimum((start + self.weeks[column] - 1)[:, np.newaxis], self.ends)
        inside = np.maximum(last - first + 1, 0.0)
        sek = to_ore(self.cost_week[column][:, np.newaxis] * inside * self.shares[column])
        return np.hstack([sek, self.steps[column]])

    def is_paid(self, column: Positions, start: Whole) -> Bools:
        """Whether each week of columns that begin in some weeks lies in one of their lines, where they need one.

        And whether their people are ready for the next step by its week, where they have one.
        """
        payers, last = self.payers[column], start + self.weeks[column] - 1
        found = (self.next_week[column] < 0) | (start + self.ready[column] <= self.next_week[column])
        for number in np.unique(payers[payers >= 0]).tolist():
            own, (begins, ends) = payers == number, self.paid[number]
            span = np.searchsorted(begins, start[own], side="right") - 1
            found[own] = (span >= 0) & (ends[span] >= last[own])
        return found


def _paths(wide: Instance, kept: pd.DataFrame) -> tuple[Values, Whole, Whole]:
    """The steps, ready and next weeks of some candidates, as `Money` has them."""
    held, pools = wide.held, list(wide.held.ends)
    steps = np.zeros((len(kept), len(pools)))
    programme, week = kept["programme_id"].astype(str).to_numpy(), kept["next_week"].to_numpy(dtype=np.int64)
    for pool in pools:
        own = (programme == pool.programme_id) & (week == pool.week)
        for step in held.path(pool, is_claimed=False):
            steps[own, pools.index(step)] = 1.0
    between = np.array([held.steps[name].weeks_between if name in held.steps else 0 for name in programme.tolist()])
    return steps, kept["weeks"].to_numpy(dtype=np.int64) + between.astype(np.int64), week


def _spans(begins: Values, ends: Values) -> tuple[Values, Values]:
    """The first and last weeks of the spans that some lines cover together without a gap, in order."""
    spans: list[list[float]] = []
    for begin, end in sorted(zip(begins.tolist(), ends.tolist(), strict=True)):
        if spans and begin <= spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], end)
        elif begin <= end:
            spans.append([begin, end])
    return np.array([begin for begin, _end in spans]), np.array([end for _begin, end in spans])
