"""Pins that override a gate, where the policy lets a person do so: which gates, who decided, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from planner.candidates import GATE_NAMES
from planner.instance.instance import Instance
from planner.schema.arrays import Positions, Values


@dataclass(frozen=True)
class Override:
    """A pinned candidate that gates would refuse, had nobody overridden them.

    `candidate` is its position. `gates` are in the order in which they are asked. `by`, `on` and `motive` are those of
    the pin, as given.
    """

    candidate: int
    jobseeker_id: str
    slot_id: str
    programme_id: str
    gates: tuple[str, ...]
    by: str | None
    on: date | None
    motive: str | None


def overrides(instance: Instance, candidates: Positions) -> list[Override]:
    """Those of some candidates (positions) that only a pin lets pass, in their order."""
    pins = instance.pins()
    if not len(pins):
        return []
    rows = instance.candidates.loc[candidates, ["person", "slot", "offer", "programme_id"]].reset_index(names="at")
    rows = rows[rows["person"].isin(pins["person"])].merge(pins, on=["person", "slot"])
    people = np.unique(rows["person"].to_numpy(dtype=np.int64))
    bits = instance.overridden_gates(people)
    found = []
    for row in rows.sort_values("at").to_dict("records"):
        own = int(bits[np.searchsorted(people, row["person"]), row["offer"]])
        gates = tuple(name for number, name in enumerate(GATE_NAMES) if own >> number & 1)
        if gates:
            found.append(
                Override(
                    int(row["at"]), row["jobseeker_id"], row["slot_id"], str(row["programme_id"]), gates,
                    by=_stated(row["by"]),
                    on=None if pd.isna(row["on"]) else pd.Timestamp(row["on"]).date(),
                    motive=_stated(row["motive"]),
                )
            )  # fmt: skip
    return found


def hours_of_people(instance: Instance) -> Values:
    """By person, the hours they can take in a week: those of a slot pinned over the gate, if more."""
    hours = instance.people["hours_per_week"].to_numpy(dtype=float).copy()
    if "hours" in instance.settings.may_override and not instance.is_listed:
        pinned = [(person, slot) for person, slot in instance.pairs("pin") if person >= 0 and slot >= 0]
        for person, slot in pinned:
            hours[person] = max(hours[person], float(instance.slots["hours_per_week"].iloc[slot]))
    return hours


def _stated(text: str | float) -> str | None:
    return text if isinstance(text, str) else None
