"""Why places of a slot stay free: what stands between it and those who could come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.explanation.load import load_of
from planner.formulation import Name
from planner.instance import Instance
from planner.solving import Load, Solution

# Rules that stand in one person's way alone: whoever they stop is taken up elsewhere.
PERSON_RULES = frozenset({"one_main", "person_hours", "person_shifts"})


@dataclass(frozen=True)
class Free:
    """Why nobody else comes to a slot.

    `why`: *no_candidate* (nobody else may), *no_gain* (nobody else gains), *by_hand* (all others are forbidden there or
    contested), *minimum* (it does not start), *limit* (somebody would come but for `limits`), *elsewhere* (all of
    `num_people` are taken up elsewhere), *not_settled* (somebody could come, and the search did not find it).
    """

    why: str
    num_people: int = 0
    limits: tuple[Name, ...] = ()


def free_places(instance: Instance, solution: Solution) -> list[Free]:
    """For each slot why nobody else comes, in the order of slots."""
    load = load_of(instance, solution)
    columns, count = instance.columns, len(instance.slots)
    person, slot = columns["person"].to_numpy(), columns["slot"].to_numpy()
    taken = instance.candidates.loc[solution.chosen, ["person", "slot"]]
    there = set(zip(taken["person"].tolist(), taken["slot"].tolist(), strict=True))
    stopped = set(instance.pairs("forbid"))
    contested = {one for one, _ in instance.pairs("contested")}
    gains = ((columns["purpose"] != "main") | (columns["value"] > 0)).to_numpy()
    order = np.lexsort((-columns["value"].to_numpy(), slot))
    first = np.searchsorted(slot[order], np.arange(count + 1))
    possible = np.unique(instance.candidates[["person", "slot"]].to_numpy(), axis=0)
    others = np.bincount([s for p, s in possible.tolist() if (p, s) not in there], minlength=count)
    found = []
    for at in range(count):
        own = [c for c in order[first[at] : first[at + 1]].tolist() if (int(person[c]), at) not in there]
        gaining = [c for c in own if gains[c]]
        pairs = ((c, int(person[c])) for c in gaining)
        allowed = [c for c, one in pairs if (one, at) not in stopped and one not in contested]
        if not gaining:
            found.append(Free("no_gain" if others[at] else "no_candidate"))
        elif not allowed:
            found.append(Free("by_hand"))
        else:
            found.append(_of_allowed(instance, solution, load, np.array(allowed, dtype=np.int64)))
    return found


def _of_allowed(instance: Instance, solution: Solution, load: Load, columns: NDArray[np.int64]) -> Free:
    """Why none of these columns of one slot, the best first, is taken."""
    program = solution.program
    slot = int(instance.columns["slot"].to_numpy()[columns[0]])
    runs = program.keys.get("runs")
    if runs is not None and slot in runs and load.x[program.positions("runs", np.array([slot]))[0]] < 0.5:  # noqa: PLR2004 - 0 or 1
        return Free("minimum")
    for column in columns.tolist():
        names = [program.names[row] for row in load.broken_by(column).tolist()]
        if not names:
            return Free("not_settled")
        if not any(rule in PERSON_RULES for rule, _ in names):
            return Free("limit", limits=tuple(names))
    people = instance.columns["person"].to_numpy()[columns]
    return Free("elsewhere", num_people=len(np.unique(people)))
