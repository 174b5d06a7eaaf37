"""Steps of limits: one place, 100,000 SEK, one supervisor, one start a week; more or less, all else as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from planner.formulation import CONSTRAINTS, Name
from planner.instance import Instance

StepKind = Literal["place", "programme", "budget", "supervisor", "caseworker"]
Direction = Literal[1, -1]
KINDS: tuple[StepKind, ...] = ("place", "programme", "budget", "supervisor", "caseworker")
BUDGET_STEP_SEK = 100_000.0
# The table, its key, and the column of the limit, where the limit is a cell.
_CELLS = {
    "budget": ("funding", "funding_id", "budget_sek"),
    "supervisor": ("supervisors", "supervisor_id", "capacity"),
    "caseworker": ("caseworkers", "caseworker_id", "starts_per_week"),
}
# A krona more is left of a line, so the week may also book more of it where the line has a pace.
_CONSTRAINTS_OF = {
    "place": ("slot_places",), "budget": ("funding_budget", "funding_pace"), "supervisor": ("supervisor_support",),
    "caseworker": ("caseworker_starts",),
}  # fmt: skip


@dataclass(frozen=True)
class LimitStep:
    """One step of a limit. `amount` is what one more adds, in the limit's unit: places, SEK, support need, starts.

    `position` counts the rows of the table. `limit` is how much of it there is to take away: free places, SEK that are
    not committed, capacity, starts a week.
    """

    kind: StepKind
    id: str
    position: int
    amount: float
    limit: float

    @property
    def taken(self) -> float:
        """What one less takes away. One supervisor less takes on nobody new, so that is all of the capacity."""
        return self.limit if self.kind == "supervisor" else self.amount

    @property
    def can_be_less(self) -> bool:
        """Whether there is a whole step to take away."""
        return 0 < self.taken <= self.limit


def median_capacity(instance: Instance) -> float:
    """The median of the capacities stated, which is what one supervisor more brings; 0 where none is stated."""
    stated = instance.supervisors["capacity"].dropna()
    return float(stated.median()) if len(stated) else 0.0


def steps_of(instance: Instance, kind: StepKind) -> list[LimitStep]:
    """The steps of one kind, in the order of the table; what has no limit has none.

    Slots that nobody may come to have none either: a place there brings nothing under any plan.
    """
    if kind == "programme":
        return []
    return list(_places(instance) if kind == "place" else _cells(instance, kind))


def _places(instance: Instance) -> Iterator[LimitStep]:
    left = instance.places_left
    for slot in np.unique(instance.columns["slot"].to_numpy()).tolist():
        yield LimitStep("place", str(instance.slots["slot_id"].iloc[slot]), slot, 1.0, float(left[slot]))


def _cells(instance: Instance, kind: StepKind) -> Iterator[LimitStep]:
    name, key, column = _CELLS[kind]
    table = instance.scenario.tables[name]
    amount = {"budget": BUDGET_STEP_SEK, "supervisor": median_capacity(instance), "caseworker": 1.0}[kind]
    for position, (one, limit) in enumerate(zip(table[key], table[column], strict=True)):
        if not pd.isna(limit):
            committed = float(table["committed_sek"].iloc[position]) if kind == "budget" else 0.0
            yield LimitStep(kind, str(one), position, amount, max(float(limit) - committed, 0.0))


def stepped(instance: Instance, steps: Sequence[LimitStep], direction: Direction) -> Instance:
    """The instance with one more (1) or one less (-1) of each step; all of one kind.

    No gate and no worth depends on these limits. A place or a krona more is a free one: where facts use more than there
    is, the limit first rises to what they use.
    """
    kind = steps[0].kind
    if kind == "place":
        left = instance.places_left.copy()
        for step in steps:
            left[step.position] = max(left[step.position] + direction, 0)
        return replace(instance, places_left=left)
    name, _key, column = _CELLS[kind]
    table = instance.scenario.tables[name]
    cells = table[column].to_numpy().astype(float)
    for step in steps:
        committed = float(table["committed_sek"].iloc[step.position]) if kind == "budget" else 0.0
        change = step.amount if direction > 0 else -step.taken
        cells[step.position] = committed + max(step.limit + change, 0.0)
    tables = {**instance.scenario.tables, name: table.assign(**{column: cells})}
    return replace(instance, scenario=replace(instance.scenario, tables=tables))


def risen_rows(
    instance: Instance, steps: Sequence[LimitStep], direction: Direction
) -> Mapping[str, Mapping[Name, float]]:
    """By step's id, the rows of the limit that the step changes, and by how much their limits rise (below 0: fall).

    Of a slot with a minimum that is the row (slot_id, open), in places.
    """
    found: dict[str, dict[Name, float]] = defaultdict(dict)
    names = [name for name in _CONSTRAINTS_OF[steps[0].kind] if not instance.is_off(name)] if steps else []
    if not names:
        return found
    if steps[0].kind == "place":
        for step in steps:
            row = "open" if instance.least_in_slot[step.position] > 1 else "limit"
            found[step.id]["slot_places", (step.id, row)] = float(direction)
        return found
    changed = stepped(instance, steps, direction)
    for constraint in (one for one in CONSTRAINTS if one.__name__ in names):
        one, other = constraint(instance), constraint(changed)
        for key, change in zip(one.keys, (other.upper - one.upper).tolist(), strict=True):
            if change:
                found[key[0]][constraint.__name__, key] = change
    return found
