"""Why each person got what they got: true statements about the plan, before they become sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates import GATE_NAMES, blocking_gates
from planner.formulation import GOALS, Chosen, Goal, Name
from planner.instance import Instance
from planner.solving import Load, Solution


@dataclass(frozen=True)
class Reason:
    """A reason code and the facts its sentence is made of.

    `limits` are the named rows that stand in the way, `gates` the smallest set of gates, `slot` a slot position.
    """

    code: str
    goal: str | None = None
    slot: int | None = None
    limits: tuple[Name, ...] = ()
    gates: tuple[str, ...] = ()
    num_places: int = 0


@dataclass(frozen=True)
class Reasons:
    """Reasons by chosen candidate (position) and by unplaced or held person (position), and second choices."""

    proposed: Mapping[int, Reason]
    unplaced: Mapping[int, Reason]
    second_choice: Mapping[int, int] = field(default_factory=dict)


def reasons(instance: Instance, solution: Solution) -> Reasons:
    """Give every proposal and every person without one a reason that holds for this plan."""
    return _Reasoning(instance, solution).all()


class _Reasoning:
    """One pass over a plan; `load` is what the plan uses of every limit."""

    def __init__(self, instance: Instance, solution: Solution) -> None:
        self.instance = instance
        self.chosen: Chosen = solution.chosen
        self.program = solution.program
        self.load = Load(solution.program, _as_columns(instance, solution))
        self.columns = instance.columns
        self.slot_of: dict[int, int] = _by_candidate(self.columns, "slot")
        self.person_of: dict[int, int] = _by_candidate(self.columns, "person")
        self.value_of: dict[int, float] = _by_candidate(self.columns, "value")
        self.purpose_of: dict[int, str] = _by_candidate(self.columns, "purpose")
        self.pinned = set(instance.pairs("pin"))
        self.forbidden = set(instance.pairs("forbid"))
        self.contested = {person for person, _ in instance.pairs("contested")}
        self.later: list[Goal] = [
            GOALS[goal.name](instance, solution.earlier) for goal in solution.goals if goal.name != "outcome"
        ]

    def all(self) -> Reasons:
        second: dict[int, int] = {}
        proposed = {}
        by_person = {int(own["person"].iloc[0]): own for _, own in self.columns.groupby("person")}
        for candidate in self.chosen.tolist():
            person = self.person_of[candidate]
            proposed[candidate], other = self._of_proposal(candidate, by_person[person])
            if other is not None:
                second[candidate] = other
        running = set(self.instance.running["person"])
        placed = set(self.columns.loc[self.chosen, "person"])
        left = [p for p in range(len(self.instance.people)) if p not in placed and p not in running]
        without = [p for p in left if p not in by_person]
        gates = self._gates_of(np.array(without, dtype=np.int64))
        unplaced = {p: gates[p] if p in gates else self._of_unplaced(p, by_person[p]) for p in left}
        return Reasons(proposed, unplaced, second)

    def _of_proposal(self, candidate: int, own: pd.DataFrame) -> tuple[Reason, int | None]:
        """The reason of one proposal, and the slot that would be next for the person."""
        slot, person, value = self.slot_of[candidate], self.person_of[candidate], self.value_of[candidate]
        is_main = self.purpose_of[candidate] == "main"
        same = own[(own["purpose"] == "main") == is_main]
        column = self._column(candidate)
        self.load.move(column, -1.0)
        others = same[same["slot"] != slot].sort_values(["value", "acceptance"], ascending=False, kind="stable")
        free = [int(c) for c in others.index if self.load.fits(self._column(int(c)))]
        self.load.move(column, 1.0)
        second = self.slot_of[free[0]] if free else None
        num_places = int(same["slot"].nunique())
        if (person, slot) in self.pinned:
            return Reason("pinned", slot=slot, num_places=num_places), second
        better = [c for c in free if self.value_of[c] > value + 1e-9]
        if better and is_main:
            goal = self._goal_against(candidate, better[0])
            if goal is not None:
                return Reason("other_goal", goal=goal, slot=slot, num_places=num_places), second
        taken = others[others["value"] > value + 1e-9]
        full = next((int(c) for c in taken.index if int(c) not in free), None)
        at = None if full is None else self.slot_of[full]
        return Reason("best", slot=at, num_places=num_places), second

    def _goal_against(self, candidate: int, better: int) -> str | None:
        """The first later goal that moving the person to the better candidate would lower."""
        swapped = np.sort(np.append(self.chosen[self.chosen != candidate], better))
        for goal in self.later:
            if goal.score(swapped) < goal.score(self.chosen) - 1e-9:
                return goal.name
        return None

    def _of_unplaced(self, person: int, own: pd.DataFrame) -> Reason:
        if person in self.contested:
            return Reason("held")
        gains = own[(own["purpose"] != "main") | (own["value"] > 0)]
        if gains.empty:
            return Reason("no_gain", num_places=int(own["slot"].nunique()))
        allowed = gains[[(person, int(slot)) not in self.forbidden for slot in gains["slot"]]]
        if allowed.empty:
            return Reason("forbidden", num_places=int(own["slot"].nunique()))
        ranked = allowed.sort_values(["value", "acceptance"], ascending=False, kind="stable").index.tolist()
        reached = [c for c in ranked if not self._in_closed_slot(self.slot_of[c])]
        best = (reached or ranked)[0]
        code = "outbid" if reached else "minimum_not_reached"
        limits = tuple(self.program.names[row] for row in self.load.broken_by(self._column(best)))
        if not reached:
            limits = tuple(name for name in limits if name[0] != "slot_places")
        return Reason(code, slot=self.slot_of[best], limits=limits, num_places=int(allowed["slot"].nunique()))

    def _in_closed_slot(self, slot: int) -> bool:
        """Whether the slot has a minimum that the plan does not reach."""
        keys = self.program.keys.get("runs")
        if keys is None or slot not in keys:
            return False
        return bool(self.load.x[self.program.positions("runs", np.array([slot]))[0]] < 0.5)  # noqa: PLR2004 - 0 or 1

    def _gates_of(self, people: NDArray[np.int64]) -> dict[int, Reason]:
        """For people without any candidate: the smallest set of gates whose removal would give one.

        Among sets of that size the one that stands between the person and the most offers is named; a closed slot is
        named only when nothing else is as close.
        """
        found: dict[int, Reason] = {}
        candidates = set(self.instance.candidates["person"])
        for person in people.tolist():
            if person in self.contested:
                found[person] = Reason("held")
            elif person in candidates:
                found[person] = Reason("no_gain")
        rest = np.array([p for p in people.tolist() if p not in found], dtype=np.int64)
        for block in np.array_split(rest, max(1, len(rest) // 64)):
            if len(block) and len(self.instance.found.offers):
                bits = blocking_gates(self.instance.found, self.instance.slots, block)
                found |= {int(p): _smallest(row) for p, row in zip(block, bits, strict=True)}
        return {**dict.fromkeys(rest.tolist(), Reason("no_candidate")), **found}

    def _column(self, candidate: int) -> int:
        return int(self.program.positions("x", np.array([candidate]))[0])


def _by_candidate(columns: pd.DataFrame, name: str) -> dict[int, Any]:
    """One column by the candidate's position."""
    return dict(zip(columns.index.tolist(), columns[name].tolist(), strict=True))


def _smallest(bits: NDArray[np.int64]) -> Reason:
    closed = 1 << GATE_NAMES.index("slot_status")
    sets, counts = np.unique(bits, return_counts=True)
    ranked = sorted(
        zip(sets.tolist(), counts.tolist(), strict=True),
        key=lambda item: (item[0].bit_count(), bool(item[0] & closed), -item[1], item[0]),
    )
    best, count = ranked[0]
    gates = tuple(name for number, name in enumerate(GATE_NAMES) if best >> number & 1)
    return Reason("no_candidate", gates=gates, num_places=int(count))


def _as_columns(instance: Instance, solution: Solution) -> NDArray[np.float64]:
    """The plan as a solution of the hard programme: chosen candidates, and slots with a minimum that run."""
    program = solution.program
    x = np.zeros(program.num_columns)
    x[program.positions("x", solution.chosen)] = 1.0
    if "runs" in program.keys:
        slots = np.unique(instance.columns.loc[solution.chosen, "slot"].to_numpy())
        opened = program.keys["runs"][np.isin(program.keys["runs"], slots)]
        x[program.positions("runs", opened)] = 1.0
    return x
