"""Past placements: the pairs that the department itself chose for this week's slots, held against the gates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import GATE_NAMES, blocking_gates
from planner.candidates.find import LISTED_GATES
from planner.formulation import CONSTRAINTS, Name
from planner.instance import Instance

NOT_MAIN, NOT_LISTED = "purpose", "not_listed"
# What an official has decided is named before any limit.
_CONSTRAINT_NAMES = sorted((constraint.__name__ for constraint in CONSTRAINTS), key=lambda name: name != "decisions")


@dataclass(frozen=True)
class LeftOut:
    """A row of past_placements (its position) that the comparison leaves out, and why.

    `why` is the first gate that refuses the form that comes furthest, the first constraint that it breaks beside what
    the comparison has (decisions before the others), `purpose` where the form is of another than main, or `not_listed`.
    `limits` are the rows of that constraint, by name.
    """

    row: int
    why: str
    limits: tuple[Name, ...] = ()


def form_ranks(instance: Instance) -> NDArray[np.int64]:
    """By offer the place of its form among the programmes of its slot, as the slot lists them."""
    slot, form = (instance.eligibility.offers[name] for name in ("slot", "programme_id"))
    listed = instance.slots["programme_ids"].to_numpy()[slot.to_numpy()]
    return np.array([forms.index(name) for forms, name in zip(listed, form, strict=True)], dtype=np.int64)


def why_not(row: int, limits: Sequence[Name]) -> LeftOut:
    """A row left out for the limits it breaks, by the first of their constraints."""
    constraint = min((constraint for constraint, _ in limits), key=_CONSTRAINT_NAMES.index)
    return LeftOut(row, constraint, tuple(name for name in limits if name[0] == constraint))


def past_rows(instance: Instance) -> tuple[dict[int, int], list[LeftOut]]:
    """By row of past_placements (position) its candidate, and the rows for which there is none.

    A row without a form stands for the first main form of the slot, in the order in which the slot lists them, that
    lets the person pass.
    """
    past = instance.scenario.tables["past_placements"]
    person_at = {name: i for i, name in enumerate(instance.people["jobseeker_id"])}
    slot_at = {name: i for i, name in enumerate(instance.slots["slot_id"])}
    people = past["jobseeker_id"].map(person_at).to_numpy(dtype=np.int64)
    slots = past["slot_id"].map(slot_at).to_numpy(dtype=np.int64)
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
            left_out.append(LeftOut(row, _gate(instance, int(person), int(slot), form)))
            continue
        main = own.loc[own["purpose"] == "main", "candidate"]
        if main.empty:
            left_out.append(LeftOut(row, NOT_MAIN))
        else:
            rows[row] = int(main.iloc[0])
    return rows, left_out


def _gate(instance: Instance, person: int, slot: int, form: str | float) -> str:
    """The first gate that refuses a person at a slot, of the form that comes furthest."""
    scenario, offers = instance.scenario, instance.eligibility.offers
    is_own = (offers["slot"] == slot).to_numpy()
    if not pd.isna(form):
        is_own = is_own & (offers["programme_id"] == form).to_numpy()
    asked = GATE_NAMES
    if scenario.settings.candidates == "listed":
        outcomes, slot_id = scenario.tables["outcomes"], instance.slots["slot_id"].iloc[slot]
        named = outcomes[outcomes["jobseeker_id"] == instance.people["jobseeker_id"].iloc[person]]
        named = named[named["slot_id"] == slot_id]
        forms = set(offers.loc[is_own, "programme_id"])
        if not (named["programme_id"].isna() | named["programme_id"].isin(forms)).any():
            return NOT_LISTED
        asked = LISTED_GATES
    counting = sum(1 << GATE_NAMES.index(name) for name in asked)
    bits = blocking_gates(instance.eligibility, instance.slots, np.array([person]))[0][is_own] & counting
    # The lowest bit is the first gate.
    return GATE_NAMES[max((int(one) & -int(one)).bit_length() - 1 for one in bits.tolist())]
