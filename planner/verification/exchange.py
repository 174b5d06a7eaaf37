"""What a plan uses of every row, and what breaks if somebody comes in another's place, or leaves one for another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from planner.verification.constraints import Constraint
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.row import Key, Limit
from planner.verification.constraints.slot_places import fewest
from planner.verification.facts import Candidate, Facts, Running
from planner.verification.money import cost_on_line, exact
from planner.verification.offers import budget_lines
from planner.verification.places import places_left
from planner.verification.room import least_limit, quick_first

DIGITS = 9
# Minimums that a move may leave unmet; a pin falls with the person who declines.
MINIMUMS = ("slot_places", "group_minimum")
Sums = Mapping[Key, float]


class Move(NamedTuple):
    """Somebody who may come to a slot, the proposal they would leave, and the gain."""

    candidate: Candidate
    value: float
    leaves: Candidate | None
    now: float

    @property
    def net(self) -> float:
        """The value gained."""
        return round(self.value - self.now, DIGITS) + 0.0


@dataclass(frozen=True)
class Exchange:
    """What a plan uses of every row, and what moves would break.

    As in `Constraint`, a row is an owner, and a moment where the owner has a row for each week or half-day.
    """

    facts: Facts
    proposed: list[Candidate]
    asked: list[Constraint] = field(init=False)
    _limits: dict[tuple[str, Key], Limit | None] = field(init=False, repr=False, default_factory=dict)
    _used: dict[tuple[str, Key], Sums] = field(init=False, repr=False, default_factory=dict)
    _offered: dict[str, list[Facts]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """The constraints that are not switched off, cheap ones first."""
        object.__setattr__(self, "asked", quick_first(self.facts))

    @cached_property
    def at_slot(self) -> Mapping[str, list[Candidate]]:
        """The proposals by slot."""
        found: dict[str, list[Candidate]] = defaultdict(list)
        for candidate in self.proposed:
            found[candidate.offer.slot.slot_id].append(candidate)
        return found

    @cached_property
    def of_person(self) -> Mapping[tuple[str, str], Candidate]:
        """The proposals by person and kind."""
        return {(candidate.person.jobseeker_id, class_of(candidate)): candidate for candidate in self.proposed}

    def is_free(self, slot_id: str) -> bool:
        """Whether nobody is proposed at a slot, and a place is free there without a minimum."""
        left = places_left(self.facts, self.facts.slots[slot_id])
        return not self.at_slot.get(slot_id) and left > 0 and fewest(self.facts, slot_id) <= 1

    def offered(self, slot_id: str) -> list[Facts]:
        """For each open offer of a slot, the facts as they are if it is declined."""
        if slot_id not in self._offered:
            rows = self.facts.running_of_slot.get(slot_id, ())
            self._offered[slot_id] = [_declined(self.facts, row) for row in rows if row.state == "offered"]
        return self._offered[slot_id]

    def broken(self, move: Move) -> frozenset[str]:
        """The codes of the rows that a move breaks if the one declines who frees least, or takes most of a minimum."""
        return frozenset(self._codes(move))

    def is_stopped(self, move: Move) -> bool:
        """Whether a move breaks any row."""
        return next(self._codes(move), None) is not None

    def _codes(self, move: Move) -> Iterator[str]:
        slot_id = move.candidate.offer.slot.slot_id
        for constraint in self.asked:
            # What a decline frees matters only where the move does not fit already.
            beyond = self._beyond(constraint, move.candidate, move.leaves)
            if any(limit.is_broken_by(total - self._freed(constraint, owner, moment, slot_id))
                   for owner, moment, limit, total in beyond):  # fmt: skip
                yield constraint.name
            if constraint.name in MINIMUMS and self._falls_short(constraint, move, slot_id):
                yield "minimum" if constraint.name == "slot_places" else constraint.name

    def can_replace(self, leaves: Candidate, comes: Candidate) -> bool:
        """Whether every row holds with one candidate in place of a proposal, in a plan in which every row holds."""
        for constraint in self.asked:
            if next(self._beyond(constraint, comes, leaves), None) is not None:
                return False
            if constraint.is_by_week:
                continue  # no row by week has a lower limit
            for owner in {*constraint.keys(self.facts, comes), *constraint.keys(self.facts, leaves)}:
                limit = self._limit(constraint, owner)
                total = self._total(constraint, owner, (), comes, leaves)
                if limit is not None and limit.side == "lower" and limit.is_broken_by(total):
                    return False
        return True

    def _beyond(
        self, constraint: Constraint, comes: Candidate, leaves: Candidate | None
    ) -> Iterator[tuple[Key, Key, Limit, float]]:
        """The rows whose upper limit is broken with one candidate in place of another: owner, moment, limit, total."""
        moments = constraint.moments(comes)
        for owner in constraint.keys(self.facts, comes):
            least = least_limit(self.facts, constraint.name, owner, moments)
            there = self._on.get((constraint.name, owner), [])
            fullest = 0.0 if there == [leaves] else max(self._used_by(constraint, owner).values(), default=0.0)
            # Most owners have room enough in their fullest row.
            if least is None or not least.is_broken_by(fullest + constraint.coefficient(self.facts, owner, comes)):
                continue
            for moment in moments:
                limit, total = (
                    self._limit(constraint, owner + moment),
                    self._total(constraint, owner, moment, comes, leaves),
                )
                if limit is not None and limit.side == "upper" and limit.is_broken_by(total):
                    yield owner, moment, limit, total

    def _total(
        self, constraint: Constraint, owner: Key, moment: Key, comes: Candidate, leaves: Candidate | None
    ) -> float:
        """What is used of a row with one candidate in place of another."""
        used = self._used_by(constraint, owner).get(moment, 0.0)
        less = 0.0 if leaves is None else self._load(constraint, owner, moment, leaves)
        return used + self._load(constraint, owner, moment, comes) - less

    def _load(self, constraint: Constraint, owner: Key, moment: Key, candidate: Candidate) -> float:
        """The coefficient of a candidate in a row; 0 where it has none."""
        if moment not in constraint.moments(candidate) or owner not in constraint.keys(self.facts, candidate):
            return 0.0
        return constraint.coefficient(self.facts, owner, candidate)

    def _falls_short(self, constraint: Constraint, move: Move, slot_id: str) -> bool:
        """Whether some minimum is no longer met. That of the slot itself asks no more of who comes for who declines."""
        declines = self.at_slot.get(slot_id, [])
        offered = self._declining_offers(slot_id) if constraint.name == "group_minimum" else []
        groups = constraint.wanted(self.facts) if offered else ()
        going = [*declines, *([] if move.leaves is None else [move.leaves])]
        for key in {*groups, *(key for one in going for key in constraint.keys(self.facts, one))}:
            limit = self._limit(constraint, key)
            if limit is None or limit.side != "lower":
                continue
            by_offers = (_room(now, constraint, key) - _room(self.facts, constraint, key) for now in offered)
            by_declines = (self._load(constraint, key, (), one) for one in declines)
            lost = max((*by_declines, *by_offers), default=0.0)
            if limit.is_broken_by(self._total(constraint, key, (), move.candidate, move.leaves) - lost):
                return True
        return False

    def _freed(self, constraint: Constraint, owner: Key, moment: Key, slot_id: str) -> float:
        """The least of a row that any decline at a slot frees."""
        declines = (self._load(constraint, owner, moment, one) for one in self.at_slot.get(slot_id, []))
        offered, key = self._declining_offers(slot_id), owner + moment
        by_offers = (_room(now, constraint, key) - _room(self.facts, constraint, key) for now in offered)
        return min((*declines, *by_offers), default=0.0)

    def _declining_offers(self, slot_id: str) -> list[Facts]:
        """The facts after each decline of an offer that counts: none where a place is free for whoever comes."""
        return [] if self.is_free(slot_id) else self.offered(slot_id)

    def _limit(self, constraint: Constraint, key: Key) -> Limit | None:
        name = constraint.name, key
        if name not in self._limits:
            self._limits[name] = constraint.right_side(self.facts, key)
        return self._limits[name]

    @cached_property
    def _on(self) -> Mapping[tuple[str, Key], list[Candidate]]:
        """The proposals by constraint and owner."""
        found: dict[tuple[str, Key], list[Candidate]] = defaultdict(list)
        for constraint in self.asked:
            for candidate in self.proposed:
                for owner in constraint.keys(self.facts, candidate):
                    found[constraint.name, owner].append(candidate)
        return dict(found)

    def _used_by(self, constraint: Constraint, owner: Key) -> Sums:
        """By moment, the sum of the proposals in the row of an owner."""
        name = constraint.name, owner
        if name not in self._used:
            numbers: dict[Key, list[float]] = defaultdict(list)
            for candidate in self._on.get(name, ()):
                more = constraint.coefficient(self.facts, owner, candidate)
                for moment in constraint.moments(candidate):
                    numbers[moment].append(more)
            self._used[name] = {moment: math.fsum(own) for moment, own in numbers.items()}
        return self._used[name]


def _declined(facts: Facts, offer: Running) -> Facts:
    """The facts as they are once an open offer has been declined: it uses nothing, and its money is given back."""

    def without(groups: Mapping[str, list[Running]]) -> dict[str, list[Running]]:
        left = {owner: [row for row in rows if row is not offer] for owner, rows in groups.items()}
        return {owner: rows for owner, rows in left.items() if rows}

    funding = dict(facts.funding)
    for line_id, sek in _booked(facts, offer).items():
        funding[line_id] = funding[line_id].model_copy(
            update={"committed_sek": round(funding[line_id].committed_sek - sek, 2)}
        )
    return replace(
        facts,
        running=tuple(row for row in facts.running if row is not offer),
        running_of_person=without(facts.running_of_person),
        running_of_slot=without(facts.running_of_slot),
        running_of_employer=without(facts.running_of_employer),
        running_of_supervisor=without(facts.running_of_supervisor),
        running_of_caseworker=without(facts.running_of_caseworker),
        funding=funding,
    )


def _booked(facts: Facts, offer: Running) -> dict[str, float]:
    """What is booked for an offer, by line: nothing where the cost of a week is not stated or its form not known."""
    forms = offer.slot.programme_ids if offer.programme_id is None else (offer.programme_id,)
    if offer.cost_week is None or len(forms) != 1:
        return {}
    a_week, weeks = exact(offer.cost_week), offer.last - offer.first + 1
    lines = budget_lines(facts.scenario, facts.programmes)[forms[0]]
    return {line.funding_id: float(cost_on_line(a_week, offer.first, weeks, line)) for line in lines}


def _room(facts: Facts, constraint: Constraint, key: Key) -> float:
    """The right side of a row, 0 where there is none; of places what is left, whether or not the slot has a minimum."""
    if constraint.name == "slot_places":
        return 0.0 if key[1] == "person" else float(places_left(facts, facts.slots[key[0]]))
    limit = constraint.right_side(facts, key)
    return 0.0 if limit is None else limit.amount
