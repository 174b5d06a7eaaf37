"""The room left in every upper limit while proposals are taken one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from planner.verification.constraints import CONSTRAINTS, Constraint
from planner.verification.constraints.row import Key, Limit
from planner.verification.facts import Candidate, Facts


class Room:
    """The rows with an upper limit, and what the proposals taken so far use of them.

    Slots in `closed` take nobody; slots with a minimum count as open. `broken` names the first constraint that one more
    proposal would break: decisions come first, then the others in the order of docs/method.md. Constraints that the
    scenario switches off do not count.
    """

    def __init__(self, facts: Facts, closed: frozenset[str] = frozenset()) -> None:
        self.facts, self.closed = facts, closed
        self.taken: list[Candidate] = []
        self.in_slot: Counter[str] = Counter()
        # By constraint, key without its moment, and moment.
        self._used: dict[str, dict[Key, dict[Key, float]]] = {
            constraint.name: defaultdict(lambda: defaultdict(float)) for constraint in CONSTRAINTS
        }
        asked = [constraint for constraint in CONSTRAINTS if constraint.name not in facts.scenario.constraints_off]
        self._in_order = sorted(asked, key=lambda constraint: constraint.name != "decisions")
        # Cheap constraints first: those without weeks refuse most, and those by half-day have the most rows.
        self._quick = sorted(asked, key=lambda constraint: (constraint.is_by_week, constraint.name == "person_shifts"))

    def broken(self, candidate: Candidate) -> str | None:
        """The first hard constraint that one more proposal would break; None where it fits."""
        return next((constraint.name for constraint in self._in_order if self._breaks(constraint, candidate)), None)

    def take(self, candidate: Candidate) -> bool:
        """Take one more proposal if it fits, and say whether it did."""
        if not self.fits(candidate):
            return False
        self.taken.append(candidate)
        self.in_slot[candidate.offer.slot.slot_id] += 1
        self._add(candidate, 1.0)
        return True

    def drop(self, candidate: Candidate) -> None:
        """Remove a proposal that was taken."""
        self.taken.remove(candidate)
        self.in_slot[candidate.offer.slot.slot_id] -= 1
        self._add(candidate, -1.0)

    def all_broken(self, candidate: Candidate) -> frozenset[str]:
        """Every hard constraint that one more proposal would break."""
        return frozenset(constraint.name for constraint in self._in_order if self._breaks(constraint, candidate))

    def fits(self, candidate: Candidate) -> bool:
        """Whether one more proposal breaks no upper limit."""
        return not any(self._breaks(constraint, candidate) for constraint in self._quick)

    def _add(self, candidate: Candidate, sign: float) -> None:
        for constraint in CONSTRAINTS:
            for key in constraint.keys(self.facts, candidate):
                of_key, more = self._used[constraint.name][key], constraint.coefficient(self.facts, key, candidate)
                for moment in constraint.moments(candidate):
                    of_key[moment] += sign * more

    def _breaks(self, constraint: Constraint, candidate: Candidate) -> bool:
        """Whether one more proposal would break an upper limit."""
        if constraint.name == "slot_places" and candidate.offer.slot.slot_id in self.closed:
            return True
        moments = constraint.moments(candidate)
        return any(
            self._is_too_much(constraint, key, moments, constraint.coefficient(self.facts, key, candidate))
            for key in constraint.keys(self.facts, candidate)
        )

    def _is_too_much(self, constraint: Constraint, key: Key, moments: frozenset[Key], more: float) -> bool:
        least = _least(self.facts, constraint.name, key, moments)
        if least is None:
            return False
        used = self._used[constraint.name].get(key)
        if used is None or least.is_broken_by(more):
            return least.is_broken_by(more)
        limits = ((moment, constraint.right_side(self.facts, key + moment)) for moment in moments)
        return any(limit is not None and limit.is_broken_by(used[moment] + more) for moment, limit in limits)


@lru_cache(maxsize=100_000)
def _least(facts: Facts, name: str, key: Key, moments: frozenset[Key]) -> Limit | None:
    """The least upper limit among the rows of a key at some moments; None if none of them has an upper limit."""
    constraint = next(constraint for constraint in CONSTRAINTS if constraint.name == name)
    limits = (constraint.right_side(facts, key + moment) for moment in moments)
    return min((limit for limit in limits if limit is not None and limit.side == "upper"), default=None)
