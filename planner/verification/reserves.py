"""Check of reserves.csv: who may come, what the move gains and breaks, in which order, and that nobody is left out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from planner.texts import _
from planner.verification.bound import Valued
from planner.verification.constraints import CONSTRAINTS, Constraint
from planner.verification.constraints.one_main import class_of, companion_programmes
from planner.verification.constraints.row import Key, Limit
from planner.verification.constraints.slot_places import fewest, places_left
from planner.verification.facts import Candidate, Facts, Running, budget_lines
from planner.verification.folder import Entry, told, where_of_slot
from planner.verification.groups import lottery_number
from planner.verification.money import cost_on_line, exact
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of
from planner.verification.rows import hard_constraints

MOST = 5
DIGITS = 9
NOTHING = 1e-9
# Of those who are not in the table, so many at each slot are tried: those of greatest gain.
TRIED = 100
NO_CLASS = 100
# Minimums that a move may leave unmet; a pin falls with the person who declines.
MINIMUMS = ("slot_places", "group_minimum")


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


Sums = Mapping[Key, float]
Order = tuple[float, bool, bool, float, float, float, str]


@dataclass(frozen=True)
class Exchange:
    """What a plan uses of every row, and what moves would break."""

    facts: Facts
    proposed: list[Candidate]
    asked: list[Constraint] = field(init=False)
    _limits: dict[tuple[str, Key], Limit | None] = field(init=False, repr=False, default_factory=dict)
    _offered: dict[str, list[Facts]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """The constraints that are not switched off."""
        off = self.facts.scenario.constraints_off
        object.__setattr__(self, "asked", [constraint for constraint in CONSTRAINTS if constraint.name not in off])

    @cached_property
    def used(self) -> Mapping[str, Mapping[Key, float]]:
        """By constraint and key, the sum of the proposals."""
        numbers: dict[str, dict[Key, list[float]]] = {one.name: defaultdict(list) for one in self.asked}
        for constraint in self.asked:
            for candidate in self.proposed:
                for key, amount in self._of(constraint, candidate).items():
                    numbers[constraint.name][key].append(amount)
        return {name: {key: math.fsum(own) for key, own in rows.items()} for name, rows in numbers.items()}

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
        found = set()
        slot_id = move.candidate.offer.slot.slot_id
        for constraint in self.asked:
            comes = self._of(constraint, move.candidate)
            goes = {} if move.leaves is None else self._of(constraint, move.leaves)
            for key, more in comes.items():
                limit = self._limit(constraint, key)
                if limit is None or limit.side != "upper":
                    continue
                left = self.used[constraint.name].get(key, 0.0) + more - goes.get(key, 0.0)
                # What a decline frees matters only where the move does not fit already.
                if limit.is_broken_by(left) and limit.is_broken_by(left - self._freed(constraint, key, slot_id)):
                    found.add(constraint.name)
            if constraint.name in MINIMUMS and self._falls_short(constraint, comes, goes, slot_id):
                found.add("minimum" if constraint.name == "slot_places" else constraint.name)
        return frozenset(found)

    def can_replace(self, leaves: Candidate, comes: Candidate) -> bool:
        """Whether every row holds with one candidate in place of a proposal."""
        for constraint in self.asked:
            more, less = self._of(constraint, comes), self._of(constraint, leaves)
            for key in {*more, *less}:
                limit, used = self._limit(constraint, key), self.used[constraint.name].get(key, 0.0)
                if limit is not None and limit.is_broken_by(used + more.get(key, 0.0) - less.get(key, 0.0)):
                    return False
        return True

    def _falls_short(self, constraint: Constraint, comes: Sums, goes: Sums, slot_id: str) -> bool:
        """Whether some minimum is no longer met. That of the slot itself asks no more of who comes for who declines."""
        declines = [self._of(constraint, one) for one in self.at_slot.get(slot_id, [])]
        offered = self._declining_offers(slot_id) if constraint.name == "group_minimum" else []
        groups = constraint.wanted(self.facts) if offered else ()
        for key in {*goes, *(key for one in declines for key in one), *groups}:
            limit = self._limit(constraint, key)
            if limit is None or limit.side != "lower":
                continue
            by_offers = (_room(now, constraint, key) - _room(self.facts, constraint, key) for now in offered)
            lost = max((*(one.get(key, 0.0) for one in declines), *by_offers), default=0.0) + goes.get(key, 0.0)
            if limit.is_broken_by(self.used[constraint.name].get(key, 0.0) + comes.get(key, 0.0) - lost):
                return True
        return False

    def _freed(self, constraint: Constraint, key: Key, slot_id: str) -> float:
        """The least of a row that any decline at a slot frees."""
        declines = (self._of(constraint, one).get(key, 0.0) for one in self.at_slot.get(slot_id, []))
        offered = self._declining_offers(slot_id)
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

    def _of(self, constraint: Constraint, candidate: Candidate) -> Sums:
        """The coefficients of one candidate in the rows of a constraint."""
        known = self._of_proposal.get((constraint.name, candidate))
        return self._sums(constraint, candidate) if known is None else known

    @cached_property
    def _of_proposal(self) -> Mapping[tuple[str, Candidate], Sums]:
        return {(one.name, candidate): self._sums(one, candidate) for one in self.asked for candidate in self.proposed}

    def _sums(self, constraint: Constraint, candidate: Candidate) -> Sums:
        rows = constraint.rows(self.facts, candidate)
        return {key: constraint.coefficient(self.facts, key, candidate) for key in rows}


def reserves(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold reserves.csv against the candidates, the proposals and the hard constraints.

    A plan that breaks a hard constraint has its objections already, and nothing is asked of its reserves.
    """
    folder = parsed.folder
    if folder.reserves is None or folder.candidates is None or hard_constraints(facts, parsed):
        return []
    exchange = Exchange(facts, parsed.proposed)
    moves = _moves(facts, parsed, exchange)
    objections, of_slot = [], defaultdict(list)
    for line in folder.reserves:
        if line.text("slot_id") in facts.slots:
            of_slot[line.text("slot_id")].append(line)
        else:
            objections.append(Objection("reserves", line.where, _("slot_id is no slot of the scenario.")))
    for slot_id in facts.slots:
        objections += _of_slot(facts, exchange, slot_id, of_slot[slot_id], moves.get(slot_id, {}))
    return objections


def _moves(facts: Facts, parsed: ParsedPlan, exchange: Exchange) -> dict[str, dict[str, list[Move]]]:
    """By slot and person, the moves of every form that somebody could gain from."""
    if "one_main" in facts.scenario.constraints_off:
        return {}
    value = {name_of(priced.candidate): priced.value for _line, priced in parsed.listed}
    by_hand = {(row.jobseeker_id, row.slot_id) for row in facts.decisions if row.decision in {"pin", "forbid"}}
    pinned, contested = facts.pinned(), facts.contested()
    proposed = {name_of(candidate)[:2] for candidate in parsed.proposed}
    companions = companion_programmes(facts)
    may_change = {slot_id for slot_id in facts.slots if _may_change(exchange, slot_id)}
    found: dict[str, dict[str, list[Move]]] = defaultdict(lambda: defaultdict(list))
    for person_id, columns in parsed.columns.items():
        if person_id in contested:
            continue
        running = facts.running_of_person.get(person_id, [])
        for priced in columns:
            candidate, slot_id = priced.candidate, priced.candidate.offer.slot.slot_id
            pair = (person_id, slot_id)
            if slot_id not in may_change or pair in by_hand or pair in proposed or not _earns(priced):
                continue
            kind = class_of(candidate)
            leaves = exchange.of_person.get((person_id, kind))
            now = 0.0 if leaves is None else value.get(name_of(leaves), 0.0)
            move = Move(candidate, priced.value, leaves, now)
            is_free = leaves is None or (move.net > NOTHING and name_of(leaves)[:2] not in pinned)
            if is_free and not any(_meets(candidate, kind, one, companions) for one in running):
                found[slot_id][person_id].append(move)
    return found


def _earns(priced: Valued) -> bool:
    return priced.candidate.offer.purpose != "main" or priced.value > 0


def _meets(candidate: Candidate, kind: str, running: Running, companions: set[str]) -> bool:
    """Whether a running placement is of the same kind, in a week of the candidate."""
    own = "companion" if running.programme_id in companions else "main"
    return own == kind and running.first <= candidate.offer.last and candidate.offer.first <= running.last


def _may_change(exchange: Exchange, slot_id: str) -> bool:
    """Whether somebody proposed or offered a place there may decline, or a place is free without a minimum.

    After an offer is declined, one person must be enough for the slot's minimum, unless others are proposed.
    """
    offered = exchange.offered(slot_id)
    can_follow = bool(offered) and all(fewest(now, slot_id) <= 1 for now in offered)
    return bool(exchange.at_slot.get(slot_id)) or exchange.is_free(slot_id) or can_follow


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


def _of_slot(
    facts: Facts, exchange: Exchange, slot_id: str, lines: list[Entry], moves: Mapping[str, list[Move]]
) -> list[Objection]:
    """The rows of one slot: each by itself, their order, and nobody left out who comes before them."""
    objections = []
    orders, listed = [], set()
    for rank, line in enumerate(lines, start=1):
        person_id = line.text("jobseeker_id")
        where = where_of_slot(line, slot_id)
        own = [move for move in moves.get(person_id, ()) if person_id not in listed]
        move = next((m for m in own if m.candidate.offer.programme.programme_id == line.text("programme_id")), None)
        if move is None:
            message = _("{person} is nobody who may come.", person=person_id if person_id in facts.people else told(""))
            objections.append(Objection("reserves", where, message))
            continue
        listed.add(person_id)
        broken = exchange.broken(move)
        objections += [Objection("reserves", where, wrong) for wrong in _wrong(line, rank, move, broken)]
        orders.append(_order(facts, move, is_stopped=bool(broken)))
        best = min((bool(exchange.broken(one)), -one.net) for one in own)
        if (bool(broken), -move.net) != best:
            objections.append(Objection("reserves", where, _("another form would be better.")))
    if objections:
        return objections
    where = _("slot {slot}", slot=slot_id)
    if len(lines) > MOST:
        return [Objection("reserves", where, _("has more than {number} reserves.", number=MOST))]
    if orders != sorted(orders):
        return [Objection("reserves", where, _("the reserves are not in their order."))]
    if _is_left_out(facts, exchange, orders, [own for name, own in moves.items() if name not in listed]):
        return [Objection("reserves", where, _("somebody who comes before a reserve is not among them."))]
    return []


def _wrong(line: Entry, rank: int, move: Move, broken: frozenset[str]) -> list[str]:
    expected: dict[str, object] = {
        "rank": rank,
        "caseworker_id": move.candidate.person.caseworker_id,
        "value": move.value,
        "now_slot_id": None if move.leaves is None else move.leaves.offer.slot.slot_id,
        "now_value": None if move.leaves is None else move.now,
        "net_gain": move.net,
    }
    said = [wrong for column, cell in expected.items() if (wrong := line.differs(column, cell)) is not None]
    if {code for code in line.text("in_the_way").split("|") if code} != broken:
        said.append(_("in_the_way is not {codes}.", codes="|".join(sorted(broken)) or told("")))
    return said


def _order(facts: Facts, move: Move, *, is_stopped: bool) -> Order:
    """What ranks go by: the gain, then nothing in the way, no place left, class, wait, lottery number, id."""
    person = move.candidate.person
    stated = person.priority_class if person.priority_class is not None else NO_CLASS
    return (
        -move.net,
        is_stopped,
        move.leaves is not None,
        0.0 if move.candidate.offer.purpose == "main" else float(stated),
        -(person.waiting_weeks + person.times_outbid / 100),
        -lottery_number(facts, person.jobseeker_id),
        person.jobseeker_id,
    )


def _is_left_out(facts: Facts, exchange: Exchange, orders: list[Order], others: Iterable[list[Move]]) -> bool:
    """Whether somebody who is not listed comes before one who is: first those whom nothing stops, then by rank."""
    listed = [_selected(order) for order in orders]
    worst = max(listed) if len(listed) == MOST else None
    candidates = sorted((own for own in others if own), key=lambda own: -max(move.net for move in own))
    if worst is None:
        return bool(candidates)
    for own in candidates[:TRIED]:
        if not worst[0] and -max(move.net for move in own) > worst[1][0]:
            return False  # nor may any that gain less still
        broken = [(bool(exchange.broken(move)), -move.net, move) for move in own]
        is_stopped, _loss, move = min(broken, key=lambda one: one[:2])
        if _selected(_order(facts, move, is_stopped=is_stopped)) < worst:
            return True
    return False


def _selected(order: Order) -> tuple[bool, Order]:
    """The order in which people are listed: those whom nothing stops before all others."""
    return (order[1], order)
