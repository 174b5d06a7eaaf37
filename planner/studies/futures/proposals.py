"""The proposals of one plan as futures need them: whose they are, what they rest on, and what they would bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.instance import Instance, is_main
from planner.outcomes import Ranges
from planner.planning import Plan
from planner.schema.arrays import Bools, Values
from planner.schema.models import FuturesFigures
from planner.schema.weeks import week_label

# (part, name) such as ("group", "hardest_quarter"); the first is the whole plan.
Part = tuple[str, str]
TOTAL: Part = ("total", "all")


@dataclass(frozen=True)
class Proposals:
    """One row for each proposal of a plan.

    `people` and `slots` are ids by row, `programmes` the id of each row's programme. `acceptance`, `outcome`,
    `baseline`, `cost` are the plan's figures, `is_main` whether the proposal is a person's place. `is_new` marks
    places that come about by the take-up. `members` has by part the rows in it. `counts_people` says whether an outcome
    is a probability of work or study, so that yes/no can be drawn. An unknown cost counts as 0, as in the plan's sum.
    """

    week: str
    people: Sequence[str] = field(repr=False)
    slots: Sequence[str] = field(repr=False)
    programmes: Sequence[str] = field(repr=False)
    is_main: Bools = field(repr=False)
    is_new: Bools = field(repr=False)
    acceptance: Values = field(repr=False)
    outcome: Values = field(repr=False)
    baseline: Values = field(repr=False)
    cost: Values = field(repr=False)
    ranges: Ranges = field(repr=False)
    members: Mapping[Part, Bools] = field(repr=False)
    figures: FuturesFigures
    counts_people: bool

    def __len__(self) -> int:
        """The number of proposals."""
        return len(self.people)


def proposals(plan: Plan, base: Plan) -> Proposals:
    """The proposals of a plan; places of slots and programmes that the base of the comparison lacks are new."""
    instance = plan.instance
    rows = instance.candidates.loc[plan.solution.chosen]
    slots = instance.slots["slot_id"].to_numpy(dtype=object)[rows["slot"].to_numpy()]
    programmes = rows["programme_id"].astype(object).to_numpy()
    return Proposals(
        week=week_label(instance.week),
        people=instance.people["jobseeker_id"].to_numpy(dtype=object)[rows["person"].to_numpy()].tolist(),
        slots=slots.tolist(),
        programmes=programmes.tolist(),
        is_main=np.asarray(is_main(rows), dtype=bool),
        is_new=_is_new(instance, base.instance, slots, programmes),
        acceptance=rows["acceptance"].to_numpy(dtype=float),
        outcome=rows["outcome"].to_numpy(dtype=float),
        baseline=rows["baseline"].to_numpy(dtype=float),
        cost=rows["cost"].fillna(0.0).to_numpy(dtype=float),
        ranges=instance.ranges(rows),
        members=_members(instance, rows, programmes),
        figures=instance.futures,
        counts_people=_counts_people(instance),
    )


def _is_new(instance: Instance, base: Instance, slots: NDArray[np.object_], programmes: NDArray[np.object_]) -> Bools:
    """Whether each proposal is in a programme called new, or in a slot or programme that the base of the week lacks."""
    called = instance.programmes["is_new"].fillna(value=False).astype(bool)
    is_new = np.isin(programmes, instance.programmes["programme_id"][called.to_numpy()].to_numpy(dtype=object))
    if instance.week == base.week:
        is_new |= ~np.isin(slots, base.slots["slot_id"].to_numpy(dtype=object))
        is_new |= ~np.isin(programmes, base.programmes["programme_id"].to_numpy(dtype=object))
    return np.asarray(is_new, dtype=bool)


def _counts_people(instance: Instance) -> bool:
    """Whether every outcome is a probability: the user's own may also be counts, and points and tables are none."""
    return instance.unit in {"people", "weeks"} and bool((instance.candidates["outcome"] <= 1).all())


def _members(instance: Instance, rows: pd.DataFrame, programmes: NDArray[np.object_]) -> dict[Part, Bools]:
    person = rows["person"].to_numpy()
    members = {TOTAL: np.ones(len(rows), dtype=bool)}
    members |= {("group", name): member[person] for name, member in instance.groups.items()}
    names = instance.programmes["programme_id"].tolist()
    return members | {("programme", str(name)): programmes == name for name in names}
