"""Subsidies left unused: where another form of the same place, open to the person, has a higher subsidy, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from planner.explanation.activity import activity_of
from planner.explanation.texts import joined, limit_text
from planner.formulation import Name
from planner.instance import Instance
from planner.solving import Activity, Solution
from planner.texts import N_, _

# Below half a krona a difference is rounding.
LEAST_SEK = 0.5
SAME_VALUE = 1e-9


@dataclass(frozen=True)
class UnusedSubsidy:
    """What one slot's proposals leave unused, SEK over their whole length, and the form that would pay the most of it.

    `why` says why it was not taken. *worth*: the form taken is worth more. *points*: the same, in points. *dearer*: the
    form taken costs the payer less. *limits*: the rows `limits` are in the way. *tie*: both are as good, and another
    goal, the gap or the order of programmes decided.
    """

    sek: float
    programme_id: str
    taken: str
    why: str
    limits: tuple[Name, ...] = ()

    def sentence(self) -> str:
        """The subsidy and the reason in words."""
        if self.why == "limits":
            return f"{self.programme_id}: {joined(limit_text(name) for name in self.limits)}"
        return f"{self.programme_id}: {_(_WHY[self.why], taken=self.taken)}"


_WHY = {
    "worth": N_("{taken} is expected to give more"),
    "points": N_("{taken} gives more points"),
    "dearer": N_("{taken} costs the payer less"),
    "tie": N_("as good as {taken} by the goals of the plan"),
}


def unused_subsidies(instance: Instance, solution: Solution) -> Mapping[int, UnusedSubsidy]:
    """By slot position: the subsidy that its proposals leave unused, of forms that the gates allow each person."""
    table = instance.candidates[["person", "slot", "offer", "purpose", "programme_id", "value", "cost", "subsidy"]]
    chosen = table.loc[solution.chosen].reset_index(names="row")
    pairs = chosen.merge(table.reset_index(names="row"), on=["person", "slot"], suffixes=("", "_other"))
    pairs = pairs[(pairs["purpose"] == "main") & (pairs["purpose_other"] == "main")]
    pairs = pairs.assign(more=pairs["subsidy_other"] - pairs["subsidy"])
    pairs = pairs[pairs["more"] >= LEAST_SEK].sort_values(["row", "more", "row_other"], ascending=[True, False, True])
    best = pairs.drop_duplicates("row")
    activity = activity_of(instance, solution)
    found: dict[int, UnusedSubsidy] = {}
    for slot, own in best.groupby("slot"):
        most = own.sort_values(["more", "row"], ascending=[False, True], kind="stable").iloc[0]
        why, limits = _why(solution, activity, most)
        if why == "worth" and instance.counts_points:
            why = "points"
        found[int(str(slot))] = UnusedSubsidy(
            round(float(own["more"].sum()), 2), str(most["programme_id_other"]), str(most["programme_id"]), why, limits
        )
    return found


def _why(solution: Solution, activity: Activity, pair: pd.Series[Any]) -> tuple[str, tuple[Name, ...]]:
    """Why the form taken was chosen instead of the one with the higher subsidy."""
    if pair["value"] > pair["value_other"] + SAME_VALUE:
        return "worth", ()
    mip = solution.mip
    if not np.isin(pair["row_other"], mip.candidates):
        return "dearer", ()
    taken, other = (int(mip.positions("x", np.array([pair[name]]))[0]) for name in ("row", "row_other"))
    activity.move(taken, -1.0)
    broken = tuple(dict.fromkeys(mip.names[row] for row in activity.broken_by(other).tolist()))
    activity.move(taken, 1.0)
    return ("limits", broken) if broken else ("tie", ())
