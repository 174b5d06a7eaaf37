"""Check of reserves.csv: who may come, what the move gains and breaks, in which order, and that nobody is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from planner.texts import _
from planner.verification.bound import Valued
from planner.verification.constraints.one_main import class_of, companion_programmes
from planner.verification.constraints.slot_places import fewest
from planner.verification.exchange import Exchange, Move
from planner.verification.facts import Candidate, Facts, Running
from planner.verification.folder import Entry, told, where_of_slot
from planner.verification.groups import lottery_number
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of

MOST = 5
NOTHING = 1e-9
# Of those who are not in the table, so many at each slot are tried: those of greatest gain.
TRIED = 100
NO_CLASS = 100


Order = tuple[float, bool, bool, float, float, float, str]


def reserves(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold reserves.csv against the candidates, the proposals and the hard constraints.

    A plan that breaks a hard constraint has its objections already, and nothing is asked of its reserves.
    """
    folder = parsed.folder
    if folder.reserves is None or folder.candidates is None or parsed.broken:
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
            now = 0.0 if leaves is None else parsed.value_of.get(leaves, 0.0)
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
        if len(own) > 1 and (bool(broken), -move.net) != min((exchange.is_stopped(one), -one.net) for one in own):
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
        if all(_selected(_order(facts, move, is_stopped=False)) >= worst for move in own):
            continue  # stopped or not
        tried = [(exchange.is_stopped(move), -move.net, move) for move in own]
        is_stopped, _loss, move = min(tried, key=lambda one: one[:2])
        if _selected(_order(facts, move, is_stopped=is_stopped)) < worst:
            return True
    return False


def _selected(order: Order) -> tuple[bool, Order]:
    """The order in which people are listed: those whom nothing stops before all others."""
    return (order[1], order)
