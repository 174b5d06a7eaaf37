"""A bound on a plan and the lists beside it together: it holds for every plan, and every way to fill its lists."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from planner.schema.scenario import Scenario
from planner.texts import _
from planner.verification.bound import Bounds, Valued, at_most, is_column, valued
from planner.verification.constraints import CONSTRAINT_BY_NAME
from planner.verification.constraints.one_main import class_of
from planner.verification.constraints.row import Key
from planner.verification.cuts import LARGEST_DUAL
from planner.verification.facts import Candidate, Facts, facts_of
from planner.verification.folder import LISTS_BOUND, number_of
from planner.verification.lists import PLACES, length_of, position_of, worth_on
from planner.verification.objection import Objection
from planner.verification.places import places_left


def has_joint_bound(scenario: Scenario) -> bool:
    """Whether plans and their lists are bounded together.

    Not where a plan looks ahead: the worth of lists is not charged as its outcome is. Nor without `slot_places`, which
    limits how many lists a slot has.
    """
    return scenario.look_ahead is None and "slot_places" not in scenario.constraints_off


def certified_joint(
    scenario: Scenario,
    candidates: Iterable[Mapping[str, Any]],
    bounds: Bounds,
    rows: Sequence[Mapping[str, Any]],
) -> float:
    """A bound on the outcome of any plan and the worth of any lists beside it, from a certificate and duals.

    `candidates` are as in `certified_bounds`, which gives `bounds`; `rows` the duals of positions of lists, each with
    constraint, key and dual. Infinite where a dual is of no such position.
    """
    facts = facts_of(scenario)
    return joint_bound(facts, valued(facts, candidates), bounds, rows)[0]


def joint_bound(
    facts: Facts, candidates: Sequence[Valued], bounds: Bounds, rows: Sequence[Mapping[str, Any]]
) -> tuple[float, list[Objection]]:
    """The bound on outcome and worth together, and an objection where a dual is not sound; the bound is infinite then.

    Whoever follows on a list has no main place: what the certified bound has for that place is free for the list.
    """
    prices: dict[Key, float] = {}
    for number, entry in enumerate(rows, start=1):
        key, dual = tuple(map(str, entry["key"])), number_of(entry["dual"])
        is_row = entry["constraint"] == PLACES and _is_position(facts, key) and key not in prices
        if dual is None or not is_row or not 0 <= dual <= LARGEST_DUAL:
            where = f"{LISTS_BOUND} joint_rows, {number}"
            return math.inf, [Objection("shortlists", where, _("is no dual of a position of a list."))]
        prices[key] = dual
    at_places = [dual * places_left(facts, facts.slots[slot_id]) for (slot_id, _position), dual in prices.items()]
    more: dict[str, float] = defaultdict(float)
    for one in _followers(facts, candidates):
        person_id, slot = one.candidate.person.jobseeker_id, one.candidate.offer.slot
        own = bounds.own.get(person_id, 0.0)
        for position in range(2, length_of(slot) + 1):
            price = prices.get((slot.slot_id, str(position)), 0.0)
            more[person_id] = max(more[person_id], math.fsum((worth_on(one, position), -price, -own)))
    return at_most([bounds.certified, *at_places, *more.values()]), []


def _is_position(facts: Facts, key: Key) -> bool:
    """Whether a key names a slot with room and a position behind the proposals on its lists."""
    return position_of(facts, key) is not None and places_left(facts, facts.slots[key[0]]) > 0


def _followers(facts: Facts, candidates: Iterable[Valued]) -> Iterator[Valued]:
    """Candidates who may follow on a list beside some plan, and count in its worth: nobody who was interviewed there.

    Nobody follows whom every plan gives another place, or no place at all: who is pinned, forbidden or contested.
    """
    pinned = facts.pinned()
    columns = [one for one in candidates if is_column(facts, one.candidate, one.value, pinned)]
    met = {(row.jobseeker_id, str(row.slot_id)) for row in facts.decisions if row.decision == "interviewed"}
    placed = _placed(facts, (one.candidate for one in columns), pinned)
    for one in columns:
        person_id, slot = one.candidate.person.jobseeker_id, one.candidate.offer.slot
        is_listed = length_of(slot) > 1 and places_left(facts, slot) > 0 and one.value > 0
        is_free = person_id not in placed and (person_id, slot.slot_id) not in met
        if is_listed and is_free and one.candidate.offer.purpose == "main" and not _is_shut_out(facts, one.candidate):
            yield one


def _placed(facts: Facts, columns: Iterable[Candidate], pinned: set[tuple[str, str]]) -> set[str]:
    """Those whom a pin gives a place of purpose main, activity or sheltered, whatever the form."""
    if "decisions" in facts.scenario.constraints_off:
        return set()
    classes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in columns:
        pair = (one.person.jobseeker_id, one.offer.slot.slot_id)
        if pair in pinned:
            classes[pair].add(class_of(one))
    return {person_id for (person_id, _slot), own in classes.items() if own == {"main"}}


def _is_shut_out(facts: Facts, candidate: Candidate) -> bool:
    """Whether a decision lets nobody propose the candidate: the pair is forbidden, or the person contested."""
    constraint = CONSTRAINT_BY_NAME["decisions"]
    if constraint.name in facts.scenario.constraints_off:
        return False
    limits = (constraint.limit(facts, key) for key in constraint.keys(facts, candidate))
    return any(limit is not None and limit.side == "upper" for limit in limits)
