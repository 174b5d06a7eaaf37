"""Levers: the cells that could be changed so that pins and minimums hold, and the rows of a MIP that each moves.

What a person can do and the law are no levers: hours, half-days, one place at a time, people held out as contested.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.formulation import Name, approaches_left
from planner.instance import Instance, overrides
from planner.schema.weeks import week_number
from planner.solving.infeasibility.small import Small, kind_of

# A cell by the kind of its lever and the key of its owner.
CellKey = tuple[str, tuple[str, ...]]
# One step of each kind: one pin or forbid, one of a minimum, one place, person or start, a capacity of 1, 100,000 SEK.
# In how many units a step is counted: whole units of one, hundredths of a capacity, whole öre.
UNITS_PER_STEP = {
    "pin": 1, "forbid": 1, "group_minimum": 1, "min_places": 1, "places": 1, "max_people": 1,
    "approaches_per_month": 1, "starts_per_week": 1, "seats": 1, "capacity": 100, "budget_sek": 10_000_000,
}  # fmt: skip
UNIT = {"capacity": 0.01, "budget_sek": 0.01}
# Levers that lower what is demanded, and levers that raise a limit; a forbid is removed.
LOWERING = frozenset({"pin", "group_minimum", "min_places"})
RAISING = frozenset({
    "places", "max_people", "approaches_per_month", "starts_per_week", "seats", "capacity", "budget_sek",
})  # fmt: skip
_CELL = {
    "employer_people": "max_people", "employer_approaches": "approaches_per_month",
    "caseworker_starts": "starts_per_week", "supervisor_support": "capacity", "module_seats": "seats",
    "funding_budget": "budget_sek", "slot_places": "places", "open": "places", "minimum": "min_places",
    "group_minimum": "group_minimum",
}  # fmt: skip


@dataclass(frozen=True)
class Lever:
    """A cell that could be changed: its kind, the key of its owner, the rows of a small MIP that it moves.

    `unit` is the amount of a row by which one unit of the lever moves it, `most` the units beyond which more is of no
    use, `over` what running placements take of a row's limit beyond the whole of it.
    """

    kind: str
    owner: tuple[str, ...]
    rows: tuple[int, ...]
    most: int
    over: tuple[float, ...]

    @property
    def cell(self) -> CellKey:
        """The cell that is changed, as `cell_of` has it."""
        return self.kind, self.owner

    @property
    def unit(self) -> float:
        """The amount of one unit, in the units of its rows."""
        return UNIT.get(self.kind, 1.0)


@dataclass(frozen=True)
class LeverFacts:
    """What levers depend on beside the rows: pins that override gates, and limits that running placements exceed.

    `overriding`: pinned pairs that are candidates only for their pin. `wide`: pinned pairs whose pin widens the hours
    of its person; those are no levers. `over`: by how much running placements exceed the limit of a row.
    """

    overriding: frozenset[tuple[str, ...]] = frozenset()
    wide: frozenset[tuple[str, ...]] = frozenset()
    over: Callable[[Name], float] = field(default=lambda _name: 0.0)


def facts_of(instance: Instance) -> LeverFacts:
    """The facts of an instance."""
    found = overrides(instance, instance.columns.index.to_numpy(dtype=np.int64))
    pairs = [((one.jobseeker_id, one.slot_id), one.gates) for one in found]
    wide = frozenset(pair for pair, gates in pairs if "hours" in gates)
    return LeverFacts(frozenset(pair for pair, _ in pairs), wide, lambda name: max(-_unclipped(instance, name), 0.0))


def levers_of(small: Small, facts: LeverFacts) -> list[Lever]:
    """The levers of a small MIP, in the order of UNITS_PER_STEP and then of their owners."""
    rows: dict[CellKey, list[int]] = {}
    for row in np.concatenate([small.demands, small.limits]).tolist():
        if (cell := cell_of(small.loose.names[row])) is not None and cell[1] not in facts.wide:
            rows.setdefault(cell, []).append(row)
    levers = []
    for (kind, owner), own in rows.items():
        over = tuple(facts.over(small.loose.names[row]) if kind in RAISING else 0.0 for row in own)
        if most := _most(small, kind, own, max(over)):
            levers.append(Lever(kind, owner, tuple(own), most, over))
    order = list(UNITS_PER_STEP)
    return sorted(levers, key=lambda lever: (order.index(lever.kind), lever.owner))


def cell_of(name: Name) -> CellKey | None:
    """The kind and owner of the lever that moves a row; None where nothing does."""
    constraint, key = name
    if constraint == "decisions":
        return None if key[0] == "contested" else (key[0], key[1:])
    kind = _CELL.get(kind_of(name))
    return None if kind is None else (kind, key[:1])


def _most(small: Small, kind: str, rows: list[int], over: float) -> int:
    """The units of a lever beyond which more is of no use."""
    matrix = small.loose.matrix[rows]
    if kind == "min_places":
        return max(round(-float(matrix.data.min())) - 1, 0)
    if kind in LOWERING:
        return round(float(small.loose.row_lower[rows[0]]))
    if kind == "forbid":
        return 1
    return int(np.ceil((float(matrix.maximum(0).sum(axis=1).max()) + over) / UNIT.get(kind, 1.0)))


def _unclipped(instance: Instance, name: Name) -> float:
    """What is left of a row's limit, below 0 where running placements exceed it."""
    constraint, key = name
    running = instance.running
    if constraint == "slot_places":
        slot = np.flatnonzero(instance.slots["slot_id"].to_numpy() == key[0])[0]
        return float(
            instance.slots["places"].iloc[slot]
            - instance.slots["reserved_by_hand"].iloc[slot]
            - instance.running_in_slot[slot]
        )
    if constraint == "funding_budget":
        lines = instance.budget_lines
        at = np.flatnonzero(lines["funding_id"].to_numpy() == key[0])[0]
        return round(float(lines["budget_sek"].iloc[at]) - float(lines["committed_sek"].iloc[at]), 2)
    if constraint == "caseworker_starts":
        own = np.isin(running["person"], np.flatnonzero(instance.people["caseworker_id"].to_numpy() == key[0]))
        begun = own & (running["from_week"] == week_number(key[1])).to_numpy()
        at = np.flatnonzero(instance.caseworkers["caseworker_id"].to_numpy() == key[0])[0]
        return float(instance.caseworkers["starts_per_week"].iloc[at]) - float(begun.sum())
    if constraint in {"employer_approaches", "module_seats"}:
        return _left_of(instance, constraint, key[0])
    week = week_number(key[1])
    now = (running["from_week"] <= week) & (running["to_week"] >= week)
    if constraint == "employer_people":
        at = np.flatnonzero(instance.employers["employer_id"].to_numpy() == key[0])[0]
        used = float((now & (instance.employer_of_slots()[running["slot"]] == at)).sum())
        return float(instance.employers["max_people"].iloc[at]) - used
    at = np.flatnonzero(instance.supervisors["supervisor_id"].to_numpy() == key[0])[0]
    own = now & (instance.supervisor_of_slots()[running["slot"]] == at)
    return float(instance.supervisors["capacity"].iloc[at]) - float(running.loc[own, "support"].sum())


def _left_of(instance: Instance, constraint: str, owner: str) -> float:
    """What is left of a limit that no running placement loads."""
    if constraint == "module_seats":
        return float(instance.modules.set_index("module_id")["seats"][owner])
    at = np.flatnonzero(instance.employers["employer_id"].to_numpy() == owner)[0]
    return float(approaches_left(instance)[at])
