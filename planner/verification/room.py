"""The room left in every upper limit while proposals are taken one by one."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from functools import lru_cache

from planner.verification.constraints import CONSTRAINT_BY_NAME, CONSTRAINTS, Constraint
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
        # A limit is asked for again with each proposal that meets it.
        self._limits: dict[tuple[str, Key], Limit | None] = {}
        # Rows that count proposals and took no further one; nobody is tried there again until somebody leaves.
        self._full: set[tuple[str, Key]] = set()
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
        self._full.clear()
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
        for key in constraint.keys(self.facts, candidate):
            if self._is_too_much(constraint, key, moments, constraint.coefficient(self.facts, key, candidate)):
                return True
        return False

    def _is_too_much(self, constraint: Constraint, key: Key, moments: frozenset[Key], more: float) -> bool:
        if (constraint.name, key) in self._full:
            return True
        least = least_limit(self.facts, constraint.name, key, moments)
        if least is None:
            return False
        used = self._used[constraint.name].get(key)
        if used is None or least.is_broken_by(more):
            return least.is_broken_by(more)
        for moment in moments:
            limit = self._limit(constraint, key + moment)
            if limit is not None and limit.is_broken_by(used[moment] + more):
                if constraint.counts:
                    self._full.add((constraint.name, key))
                return True
        return False

    def _limit(self, constraint: Constraint, key: Key) -> Limit | None:
        name = constraint.name, key
        if name not in self._limits:
            self._limits[name] = constraint.right_side(self.facts, key)
        return self._limits[name]


@lru_cache(maxsize=100_000)
def least_limit(facts: Facts, name: str, key: Key, moments: frozenset[Key]) -> Limit | None:
    """The least upper limit among the rows of a key at some moments; None if none of them has an upper limit."""
    constraint = CONSTRAINT_BY_NAME[name]
    asked = itertools.islice(moments, 1) if constraint.is_level(facts, key) else moments
    limits = (constraint.right_side(facts, key + moment) for moment in asked)
    return min((limit for limit in limits if limit is not None and limit.side == "upper"), default=None)
