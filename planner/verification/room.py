"""The room left in every upper limit while proposals are taken one by one."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.verification.constraints import CONSTRAINT_BY_NAME, CONSTRAINTS, Constraint
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.row import Key, Limit
from planner.verification.facts import Candidate, Facts
from planner.verification.remembered import remembered

# A constraint and a key without its moment.
Owner = tuple[str, Key]
# What a candidate takes of the rows of one owner: its moments, and the coefficient, which is the same in all of them.
Load = tuple[frozenset[Key], float]


class Room:
    """The rows with an upper limit, and what the proposals taken so far use of them.

    Slots in `closed` take nobody; slots with a minimum count as open. `broken` names the first constraint that one more
    proposal would break: decisions come first, then the others in the order of docs/method.md. Constraints that the
    scenario switches off do not count.
    """

    def __init__(self, facts: Facts, closed: frozenset[str] = frozenset()) -> None:
        self.facts, self.closed = facts, closed
        # In the order in which they were taken.
        self._taken: dict[Candidate, None] = {}
        self.in_slot: Counter[str] = Counter()
        # The loads of what is taken, and the sum of their coefficients.
        self._loads: defaultdict[Owner, list[Load]] = defaultdict(list)
        self._sum: defaultdict[Owner, float] = defaultdict(float)
        # Loads that were too much there; until somebody leaves, they still are.
        self._refused: defaultdict[Owner, set[Load]] = defaultdict(set)
        # A limit is asked for again with each proposal that meets it.
        self._limits: dict[tuple[str, Key], Limit | None] = {}
        self._quick = quick_first(facts)
        self._in_order = [constraint for constraint in CONSTRAINTS if constraint in self._quick]
        self._in_order.sort(key=lambda constraint: constraint.name != "decisions")

    @property
    def taken(self) -> list[Candidate]:
        """The proposals taken, the first first."""
        return list(self._taken)

    def __contains__(self, candidate: Candidate) -> bool:
        """Whether a proposal is among those taken."""
        return candidate in self._taken

    def broken(self, candidate: Candidate) -> str | None:
        """The first hard constraint that one more proposal would break; None where it fits."""
        return next((constraint.name for constraint in self._in_order if self._breaks(constraint, candidate)), None)

    def take(self, candidate: Candidate) -> bool:
        """Take one more proposal if it fits, and say whether it did."""
        if not self.fits(candidate):
            return False
        self._taken[candidate] = None
        self.in_slot[candidate.offer.slot.slot_id] += 1
        for owner, load in self._loads_of(candidate):
            self._loads[owner].append(load)
            self._sum[owner] += load[1]
        return True

    def drop(self, candidate: Candidate) -> None:
        """Remove a proposal that was taken."""
        del self._taken[candidate]
        self.in_slot[candidate.offer.slot.slot_id] -= 1
        for owner, load in self._loads_of(candidate):
            self._loads[owner].remove(load)
            self._sum[owner] -= load[1]
            self._refused.pop(owner, None)

    def all_broken(self, candidate: Candidate) -> frozenset[str]:
        """Every hard constraint that one more proposal would break."""
        return frozenset(constraint.name for constraint in self._in_order if self._breaks(constraint, candidate))

    def fits(self, candidate: Candidate) -> bool:
        """Whether one more proposal breaks no upper limit."""
        # Of the candidates of an order most come too late: their person has a place, or their slot is full.
        if ("one_main", (candidate.person.jobseeker_id, class_of(candidate))) in self._refused:
            return False
        slot_id = candidate.offer.slot.slot_id
        if any(("slot_places", (slot_id, row)) in self._refused for row in ("limit", "open")):
            return False
        return not any(self._breaks(constraint, candidate) for constraint in self._quick)

    def _loads_of(self, candidate: Candidate) -> Iterator[tuple[Owner, Load]]:
        for constraint in CONSTRAINTS:
            moments = constraint.moments(candidate)
            for key in constraint.keys(self.facts, candidate):
                yield (constraint.name, key), (moments, constraint.coefficient(self.facts, key, candidate))

    def _breaks(self, constraint: Constraint, candidate: Candidate) -> bool:
        """Whether one more proposal would break an upper limit."""
        if constraint.name == "slot_places" and candidate.offer.slot.slot_id in self.closed:
            return True
        moments = constraint.moments(candidate)
        for key in constraint.keys(self.facts, candidate):
            if self._is_too_much(constraint, key, (moments, constraint.coefficient(self.facts, key, candidate))):
                return True
        return False

    def _is_too_much(self, constraint: Constraint, key: Key, load: Load) -> bool:
        moments, more = load
        least, owner = least_limit(self.facts, constraint.name, key, moments), (constraint.name, key)
        # Most owners have room enough in all rows, whenever what is taken there runs.
        if least is None or not least.is_broken_by(self._sum.get(owner, 0.0) + more):
            return False
        if constraint.is_by_week and load not in self._refused.get(owner, ()) and not least.is_broken_by(more):
            limits = ((moment, self._limit(constraint, key + moment)) for moment in moments)
            if not any(limit and limit.is_broken_by(self._used(owner, moment) + more) for moment, limit in limits):
                return False
        if constraint.is_by_week or constraint.counts:
            self._refused[owner].add(load)
        return True

    def _used(self, owner: Owner, moment: Key) -> float:
        return sum(coefficient for moments, coefficient in self._loads.get(owner, ()) if moment in moments)

    def _limit(self, constraint: Constraint, key: Key) -> Limit | None:
        name = constraint.name, key
        if name not in self._limits:
            self._limits[name] = constraint.right_side(self.facts, key)
        return self._limits[name]


def quick_first(facts: Facts) -> list[Constraint]:
    """The constraints that are not switched off: those without weeks, which refuse most; last that with most rows."""
    asked = (constraint for constraint in CONSTRAINTS if constraint.name not in facts.scenario.constraints_off)
    return sorted(asked, key=lambda constraint: (constraint.is_by_week, constraint.name == "person_shifts"))


@remembered(100_000)
def least_limit(facts: Facts, name: str, key: Key, moments: frozenset[Key]) -> Limit | None:
    """The least upper limit among the rows of a key at some moments; None if none of them has an upper limit."""
    constraint = CONSTRAINT_BY_NAME[name]
    asked = itertools.islice(moments, 1) if constraint.is_level(facts, key) else moments
    limits = (constraint.right_side(facts, key + moment) for moment in asked)
    return min((limit for limit in limits if limit is not None and limit.side == "upper"), default=None)
