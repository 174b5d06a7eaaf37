"""Checks of people whom every place refuses: how many of each group, and by which gates."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from planner.schema.tables import Jobseeker
from planner.texts import _
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import number_of, told, unlike
from planner.verification.group_figures import where_of_group
from planner.verification.groups import members
from planner.verification.objection import Objection
from planner.verification.offers import Offer
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.person_gates import PERSON_GATES, already_there, declined, municipality, veto
from planner.verification.remembered import remembered
from planner.verification.slot_gates import PASSES, SLOT_GATES, slot_status

GATES = frozenset(gate.__name__ for gate in (*SLOT_GATES, *PERSON_GATES))
# So many pairs of person and form are tried with every gate; of more people some are drawn by a fixed seed.
TRIED = 20_000
SEED = 1
GateSet = frozenset[str]


def shut_out(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """`no_place` of each group is right, and `no_place_by` is possible: which of several sets is named is not checked.

    Of a person several sets of gates may be smallest. So each gate's number lies between those for whom it is in every
    such set and those for whom it is in one; people who were not drawn may or may not count.
    """
    reported = (parsed.folder.plan or {}).get("groups")
    if not isinstance(reported, list) or parsed.folder.candidates is None:
        return []
    listed = {priced.candidate.person.jobseeker_id for _line, priced in parsed.listed}
    without = [name for name in facts.people if name not in listed and name not in facts.running_of_person]
    asked = [name for name in without if name not in facts.contested()]
    most = TRIED // max(len(facts.offers), 1)
    drawn = asked if len(asked) <= most else random.Random(SEED).sample(asked, most)  # noqa: S311 - no secret
    sets = {name: _smallest(facts, facts.people[name]) for name in drawn}
    objections = []
    for group in (group for group in reported if isinstance(group, dict)):
        own = members(facts, str(group.get("group")))
        tried = {name: found for name, found in sets.items() if name in own}
        unknown = sum(name in own for name in asked) - len(tried)
        wrong = _wrong(group, sum(name in own for name in without), tried, unknown)
        objections += [Objection("groups", where_of_group(facts, str(group.get("group"))), said) for said in wrong]
    return objections


def _wrong(group: Mapping[str, Any], people: int, tried: Mapping[str, Collection[GateSet]], unknown: int) -> list[str]:
    said, by = [], group.get("no_place_by")
    if number_of(group.get("no_place")) != people:
        said.append(unlike("no_place", told(group.get("no_place")), str(people)))
    if not isinstance(by, dict) or not by.keys() <= GATES:
        return [*said, _("no_place_by is no table of gates.")]
    least = Counter(gate for sets in tried.values() if sets for gate in frozenset.intersection(*sets))
    most = Counter(gate for sets in tried.values() for gate in frozenset().union(*sets))
    for gate in sorted(by.keys() | least.keys()):
        number, high = number_of(by.get(gate, 0)), most[gate] + unknown
        if number is None or not least[gate] <= number <= high:
            message = _(
                "no_place_by has {written} for {gate}, and it shuts out between {low} and {high}.",
                written=told(by.get(gate, 0)), gate=gate, low=least[gate], high=high,
            )  # fmt: skip
            said.append(message)
    return said


def _smallest(facts: Facts, person: Jobseeker) -> frozenset[GateSet]:
    """The smallest sets of gates that refuse the person some form of a slot; those without a closed slot, if any is."""
    found = {
        _refusing(facts, facts.candidate(person, *name))
        for name in facts.offers
        if facts.settings.candidates != "listed" or _is_listed(facts, person, *name)
    }
    if not found:
        return frozenset()
    order = {gates: (len(gates), "slot_status" in gates) for gates in found}
    best = min(order.values())
    return frozenset(gates for gates in found if order[gates] == best)


def _is_listed(facts: Facts, person: Jobseeker, slot_id: str, programme_id: str) -> bool:
    own = person.jobseeker_id
    return (own, slot_id, programme_id) in facts.outcomes or (own, slot_id, None) in facts.outcomes


def _refusing(facts: Facts, candidate: Candidate) -> GateSet:
    """Every gate that refuses a candidate."""
    if facts.settings.candidates == "listed":
        asked = (veto, declined, already_there, municipality)
        own = [gate.__name__ for gate in asked if gate(facts, candidate) != PASSES]
        return frozenset([*own, *(["slot_status"] if slot_status(facts, candidate.offer) != PASSES else [])])
    own = [gate.__name__ for gate in PERSON_GATES if gate(facts, candidate) != PASSES]
    return _of_offer(facts, candidate.offer) | frozenset(own)


@remembered(100_000)
def _of_offer(facts: Facts, offer: Offer) -> GateSet:
    return frozenset(gate.__name__ for gate in SLOT_GATES if gate(facts, offer) != PASSES)
