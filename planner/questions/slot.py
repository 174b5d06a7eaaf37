"""Why a place is full or empty, what one more place there is worth, and who is next in line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.formulation import Name
from planner.instance import targets_of_slot
from planner.questions.asking import Asking
from planner.questions.pair import PlaceMove, moved
from planner.schema.arrays import Positions
from planner.solving import WeekChange


@dataclass(frozen=True)
class SlotAnswer:
    """A slot explained.

    `low` to `high` is what the outcome gains from one more place, all goals held; None for a slot that nobody may
    come to. `moves` are those of the plan found with one more place, and `comes`
    who comes to the slot in it. `next_in_line` are those of reserves.csv, in their order, each
    with what the move would displace. `targets` are the names of the targets towards which the slot's free places or
    proposals count. `on_list` are those whom the employer meets, in the order of shortlists.csv.
    """

    slot_id: str
    employer_id: str
    reason: str
    places: int
    running: int
    filled: int
    free: int
    low: float | None
    high: float | None
    comes: tuple[str, ...]
    moves: tuple[PlaceMove, ...]
    next_in_line: tuple[tuple[str, str], ...]
    on_list: tuple[str, ...]
    targets: tuple[str, ...]


def explain_slot(asking: Asking, slot: int) -> SlotAnswer:
    """Answer for a slot (position)."""
    instance, plan = asking.instance, asking.plan
    slot_id = str(instance.slots["slot_id"].iloc[slot])
    row = plan.slots[plan.slots["slot_id"] == slot_id].to_dict("records")[0]
    reserves = plan.reserves
    own = reserves[reserves["slot_id"] == slot_id]
    waiting = tuple(zip(own["jobseeker_id"].astype(str), own["displaces"].astype(str), strict=True))
    low = high = None
    comes: tuple[str, ...] = ()
    others: tuple[PlaceMove, ...] = ()
    if (name := _limit_of(asking, slot_id)) is not None:
        found = asking.solve(asking.holding, WeekChange(more=((name, 1.0),)))
        before = asking.best_with(len(plan.held), _wanting(asking, slot))
        if found.chosen is not None:
            low = max(found.value - before.bound, 0.0)
            high = max(found.bound - before.value, low)
            others = moved(instance, plan.chosen, found.chosen)
            new = np.setdiff1d(found.chosen, plan.chosen)
            rows = instance.candidates.loc[new]
            people = instance.people["jobseeker_id"].to_numpy()[rows.loc[rows["slot"] == slot, "person"]]
            comes = tuple(str(one) for one in people)
    return SlotAnswer(
        slot_id, str(instance.slots["employer_id"].iloc[slot]), str(row["reason"]), int(row["places"]),
        int(row["running"]), int(row["filled"]), int(row["free"]), low, high, comes, others, waiting,
        tuple(plan.lists.loc[plan.lists["slot_id"] == slot_id, "jobseeker_id"].astype(str)),
        targets_of_slot(instance, slot, plan.chosen),
    )  # fmt: skip


def _wanting(asking: Asking, slot: int) -> Positions:
    """The candidates of a slot."""
    columns = asking.instance.columns
    own: Positions = columns.index.to_numpy()[(columns["slot"] == slot).to_numpy()]
    return own


def _limit_of(asking: Asking, slot_id: str) -> Name | None:
    """The row that limits the places of a slot; None where nobody may come to it."""
    names = set(asking.holding.mip.names)
    rows: list[Name] = [("slot_places", (slot_id, "limit")), ("slot_places", (slot_id, "open"))]
    return next((name for name in rows if name in names), None)
