"""Past placements: the pairs that the department itself chose for this week's slots, and the gates that refuse them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.candidates import GATE_NAMES
from planner.formulation import CONSTRAINTS, Name
from planner.instance import Instance, is_main, is_offered_to
from planner.schema.arrays import Whole, positions_of

NOT_MAIN, NOT_LISTED = "purpose", "not_listed"
# Constraint names in order, `decisions` first: what an official has decided is named before any limit.
_CONSTRAINT_NAMES = sorted((constraint.__name__ for constraint in CONSTRAINTS), key=lambda name: name != "decisions")


@dataclass(frozen=True)
class LeftOut:
    """A row of past_placements (its position) that the comparison leaves out, and why.

    `why` is a gate, a constraint, `purpose` (the form has another purpose than main) or `not_listed`. The gate is the
    first that refuses the form; of several forms, the one whose first refusal comes last counts. The constraint is the
    first that the row would break beside what the comparison took, decisions before the others. `limits` are the rows
    of that constraint, by name.
    """

    row: int
    why: str
    limits: tuple[Name, ...] = ()


def form_ranks(instance: Instance) -> Whole:
    """By offer, the position of its form in the list of programmes of its slot."""
    slot, form = (instance.offers[name] for name in ("slot", "programme_id"))
    listed = instance.slots["programme_ids"].to_numpy()[slot.to_numpy()]
    return np.array([forms.index(name) for forms, name in zip(listed, form, strict=True)], dtype=np.int64)


def why_not(row: int, limits: Sequence[Name]) -> LeftOut:
    """A row that is left out because it breaks limits; the first of their constraints is named."""
    constraint = min((constraint for constraint, _ in limits), key=_CONSTRAINT_NAMES.index)
    return LeftOut(row, constraint, tuple(name for name in limits if name[0] == constraint))


def past_rows(instance: Instance) -> tuple[dict[int, int], list[LeftOut]]:
    """The candidate of each row of past_placements (position), and the rows that have none.

    A row without a form stands for the first main form of the slot, in the order in which the slot lists them, that
    lets the person pass.
    """
    past = instance.past_placements
    people = positions_of(past["jobseeker_id"], instance.people["jobseeker_id"])
    slots = positions_of(past["slot_id"], instance.slots["slot_id"])
    table = instance.candidates[["person", "slot", "offer", "programme_id", "purpose"]]
    table = table[table["person"].isin(people).to_numpy() & table["slot"].isin(slots).to_numpy()]
    rank = form_ranks(instance)[table["offer"].to_numpy()]
    table = table.assign(rank=rank).reset_index(names="candidate").sort_values("rank", kind="stable")
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, pair in enumerate(zip(table["person"].tolist(), table["slot"].tolist(), strict=True)):
        groups[pair].append(at)
    rows: dict[int, int] = {}
    left_out = []
    for row, (person, slot, form) in enumerate(zip(people, slots, past["programme_id"], strict=True)):
        own = table.iloc[groups.get((int(person), int(slot)), [])]
        if not pd.isna(form):
            own = own[own["programme_id"] == form]
        if own.empty:
            left_out.append(LeftOut(row, first_gate(instance, int(person), int(slot), form)))
            continue
        main = own.loc[is_main(own), "candidate"]
        if main.empty:
            left_out.append(LeftOut(row, NOT_MAIN))
        else:
            rows[row] = int(main.iloc[0])
    return rows, left_out


def first_gate(instance: Instance, person: int, slot: int, form: str | float = np.nan) -> str:
    """The first gate that refuses a person at a slot; of several forms, that of the form with the latest first gate.

    Without a form, every form of the slot is asked; `not_listed` where the pair is not among those listed.
    """
    offers = instance.offers
    is_own = (offers["slot"] == slot).to_numpy()
    if not pd.isna(form):
        is_own = is_own & (offers["programme_id"] == form).to_numpy()
    if not is_offered_to(instance, person)[is_own].any():
        return NOT_LISTED
    bits = instance.blocking_gates(np.array([person]))[0][is_own]
    # The lowest bit is the first gate.
    return GATE_NAMES[max((int(one) & -int(one)).bit_length() - 1 for one in bits.tolist())]
