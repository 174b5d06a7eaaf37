"""Why places of a slot stay free."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.explanation.activity import activity_of
from planner.formulation import Name
from planner.instance import Instance, is_earning, is_main
from planner.solving import Solution

# Constraints on one person alone: whoever they stop has another place, or something else at that time.
PERSON_CONSTRAINTS = frozenset({"one_main", "person_hours", "person_shifts"})


@dataclass(frozen=True)
class Free:
    """Why nobody else comes to a slot.

    `why` is one of these, where others are people who are not proposed there. *no_candidate*: no other has a candidate.
    *no_gain*: no other gains. *by_hand*: all others who gain are forbidden there or contested. *minimum*: the slot does
    not reach its minimum. *limit*: the rows `limits` stop somebody who has no other place. *elsewhere*: all
    `num_people` who could come have places elsewhere. *ahead*: whoever could still come takes more from the weeks to
    come than it brings. *not_settled*: somebody could still come, and the search did not find it.
    """

    why: str
    num_people: int = 0
    limits: tuple[Name, ...] = ()


def free_places(instance: Instance, solution: Solution) -> list[Free]:
    """Why nobody else comes, for each slot in the order of slots."""
    count = len(instance.slots)
    others = np.bincount(_beside(instance, instance.candidates, solution)["slot"].to_numpy(), minlength=count)
    columns = _beside(instance, instance.columns, solution)
    columns = columns[is_earning(columns)]
    gaining = np.bincount(columns["slot"].to_numpy(), minlength=count)
    stopped = [person * count + slot for person, slot in instance.pairs("forbid")]
    contested = [person for person, _ in instance.pairs("contested")]
    columns = columns[~columns["pair"].isin(stopped) & ~columns["person"].isin(contested)]
    columns = columns.sort_values(["slot", "value"], ascending=[True, False], kind="stable")
    first = np.searchsorted(columns["slot"].to_numpy(), np.arange(count + 1))
    asking = _Asking(instance, solution)
    found = []
    for slot in range(count):
        allowed = columns.iloc[first[slot] : first[slot + 1]]
        if not gaining[slot]:
            found.append(Free("no_gain" if others[slot] else "no_candidate"))
        else:
            found.append(Free("by_hand") if allowed.empty else asking.of(slot, allowed))
    return found


def _beside(instance: Instance, table: pd.DataFrame, solution: Solution) -> pd.DataFrame:
    """Candidates of pairs that are not proposed; `pair` numbers each pair of person and slot."""
    count = len(instance.slots)
    table = table[["person", "slot", "purpose", "value"]]
    table = table.assign(pair=table["person"].astype(np.int64) * count + table["slot"])
    taken = instance.candidates.loc[solution.chosen, ["person", "slot"]]
    return table[~table["pair"].isin(taken["person"].astype(np.int64) * count + taken["slot"])]


class _Asking:
    """Finds why a plan takes none of some candidates of a slot."""

    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.mip, self.activity = solution.mip, activity_of(instance, solution)
        self.waits = is_main(instance.candidates) & (instance.weights <= 0) & instance.looks_ahead
        taken = instance.candidates.loc[solution.chosen]
        self.placed = [
            taken.loc[(taken["purpose"] == "companion") == is_companion, "person"] for is_companion in (False, True)
        ]

    def of(self, slot: int, allowed: pd.DataFrame) -> Free:
        """Why none of `allowed` (candidates of the slot, the best first) is taken."""
        runs = self.mip.keys.get("runs")
        if runs is not None and slot in runs:
            at = self.mip.positions("runs", np.array([slot]))[0]
            if self.activity.x[at] < 0.5:  # noqa: PLR2004 - 0 or 1
                return Free("minimum")
        companion = (allowed["purpose"] == "companion").to_numpy()
        elsewhere = np.where(companion, *(allowed["person"].isin(self.placed[kind]) for kind in (True, False)))
        is_kept, asked = False, allowed.index.to_numpy()[~elsewhere]
        for candidate, column in zip(asked.tolist(), self.mip.positions("x", asked).tolist(), strict=True):
            names = [self.mip.names[row] for row in self.activity.broken_by(column).tolist()]
            if not names and not self.waits[candidate]:
                return Free("not_settled")
            is_kept |= not names
            # Of those who could be there the one of most value decides: a limit in the way of others says nothing then.
            if names and not is_kept and not any(name in PERSON_CONSTRAINTS for name, _ in names):
                return Free("limit", limits=tuple(names))
        if is_kept:
            return Free("ahead")
        return Free("elsewhere", num_people=allowed["person"].nunique())
