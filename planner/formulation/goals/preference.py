"""Preference: people's own ranks."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, is_earning
from planner.schema.arrays import Values


def preference(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Sum over proposals of 1 / rank of the best preference that names the slot or an occupation its code begins with.

    A main candidate of value 0 earns nothing. Only ranks count; rank 0 is a veto, which a gate has refused already.
    """
    columns = instance.columns
    rank = best_ranks(instance, columns)
    counts = is_earning(columns) & np.isfinite(rank)
    return weighted("preference", columns.index.to_numpy(), np.where(counts, 1.0 / rank, 0.0))


def best_ranks(instance: Instance, columns: pd.DataFrame) -> Values:
    """For each candidate the best (lowest) rank of its person's preferences that name it; infinite without one."""
    table = instance.preferences
    wishes: dict[str, list[tuple[int, str | None, str | None]]] = {}
    ranked = table[table["rank"] >= 1]
    cells = (ranked[name] for name in ("jobseeker_id", "rank", "slot_id", "ssyk"))
    for person, rank, *wish in zip(*cells, strict=True):
        slot, ssyk = (None if pd.isna(value) else str(value) for value in wish)
        wishes.setdefault(str(person), []).append((int(rank), slot, ssyk))
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    occupations = instance.slots["ssyk"].fillna("").to_numpy()
    ranks = np.full(len(columns), np.inf)
    for position, (person, slot) in enumerate(zip(columns["person"], columns["slot"], strict=True)):
        named = [
            rank
            for rank, name, ssyk in wishes.get(people[person], ())
            if name == slots[slot] or (ssyk is not None and occupations[slot].startswith(ssyk))
        ]
        ranks[position] = min(named, default=np.inf)
    return ranks
