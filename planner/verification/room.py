"""What is left of every limit while proposals are taken one by one."""

from __future__ import annotations

from collections import Counter, defaultdict

from planner.verification.constraints import CONSTRAINTS, Constraint
from planner.verification.constraints.row import Key, Limit
from planner.verification.facts import Candidate, Facts

# What costs least to ask and refuses most.
QUICK = ("one_main", "slot_places", "funding_budget")


class Room:
    """The rows that hold from above, and what the proposals taken so far use of them.

    Slots in `closed` take nobody; slots with a minimum count as open. `broken` names the first constraint, decisions
    and then the others in the order of docs/method.md, that one more proposal would break; constraints that the
    scenario switches off break nothing.
    """

    def __init__(self, facts: Facts, closed: frozenset[str] = frozenset()) -> None:
        self.facts, self.closed = facts, closed
        self.taken: list[Candidate] = []
        self.in_slot: Counter[str] = Counter()
        self._used: dict[str, dict[Key, float]] = {constraint.name: defaultdict(float) for constraint in CONSTRAINTS}
        self._limits: dict[str, dict[Key, Limit | None]] = {constraint.name: {} for constraint in CONSTRAINTS}
        asked = [constraint for constraint in CONSTRAINTS if constraint.name not in facts.scenario.constraints_off]
        self._in_order = sorted(asked, key=lambda constraint: constraint.name != "decisions")
        self._quick = sorted(asked, key=lambda constraint: constraint.name not in QUICK)

    def broken(self, candidate: Candidate) -> str | None:
        """The first hard constraint that one more proposal would break; None where it fits."""
        return next((constraint.name for constraint in self._in_order if self._breaks(constraint, candidate)), None)

    def take(self, candidate: Candidate) -> bool:
        """Take one more proposal where it fits; whether it did."""
        if any(self._breaks(constraint, candidate) for constraint in self._quick):
            return False
        self.taken.append(candidate)
        self.in_slot[candidate.offer.slot.slot_id] += 1
        for constraint in CONSTRAINTS:
            for key in constraint.rows(self.facts, candidate):
                self._used[constraint.name][key] += constraint.coefficient(self.facts, key, candidate)
        return True

    def _breaks(self, constraint: Constraint, candidate: Candidate) -> bool:
        """Whether a row that holds from above would be above its limit with one more proposal."""
        if constraint.name == "slot_places" and candidate.offer.slot.slot_id in self.closed:
            return True
        used, limits = self._used[constraint.name], self._limits[constraint.name]
        for key in constraint.rows(self.facts, candidate):
            if key not in limits:
                limits[key] = constraint.right_side(self.facts, key)
            limit = limits[key]
            if limit is None or limit.side == "lower":
                continue
            if limit.is_broken_by(used.get(key, 0.0) + constraint.coefficient(self.facts, key, candidate)):
                return True
        return False
