"""Which parts of the law that a plan rests on are unverified, by gate, offer and slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from planner.candidates import OFFER_GATES, ways_open
from planner.instance import Instance
from planner.schema.models import Rule, Who
from planner.texts import N_

# Gates that read the rule; the others read only the tables.
RULE_GATES = tuple(name for name in (*OFFER_GATES, "rule_who") if name not in {"slot_status", "start_week"})

# The part of a rule that each of these gates reads.
RULE_PARTS = {
    "rule_dates": N_("from when to when it holds"),
    "sector": N_("which employers"),
    "supervisor": N_("a supervisor"),
    "union": N_("consulting the union"),
    "union_late": N_("consulting the union before the start"),
    "collective_agreement": N_("a collective agreement"),
    "tax_debts": N_("tax debts"),
    "trading_ban": N_("a trading ban"),
    "bankrupt": N_("bankruptcy"),
    "redundancies": N_("redundancies"),
    "chain": N_("the steps of the track"),
    "length": N_("the longest length"),
    "slot_hours": N_("the hours a week"),
    "lead_time": N_("how early to apply"),
    "funding_weeks": N_("the weeks of the budget"),
    "cost": N_("the cost"),
    "rule_who": N_("who may have it"),
}


def unverified_gates(law: Rule) -> tuple[str, ...]:
    """The gates of a rule that rest on something unverified, in the order of docs/method.md."""
    return tuple(name for name in RULE_GATES if law.sure_of(name) == "unverified")


def unverified_by_programme(instance: Instance) -> Mapping[str, tuple[str, ...]]:
    """By programme, the gates that rest on something unverified at the plan week; others are left out."""
    found = {name: unverified_gates(instance.rule_of(name)) for name in instance.programmes["programme_id"]}
    return {name: gates for name, gates in found.items() if gates}


def rest_on_unverified(instance: Instance, proposals: pd.DataFrame) -> list[bool]:
    """By proposal, whether something in its rule that nobody has verified let it through, or priced it."""
    found = [False] * len(proposals)
    people, multiples = instance.people, instance.offers["multiple"].tolist()
    cells = [proposals[name].tolist() for name in ("offer", "person", "rule", "weeks")]
    alike: dict[tuple[int, str, int], list[tuple[int, int, int]]] = defaultdict(list)
    for number, (offer, person, rule, weeks) in enumerate(zip(*cells, strict=True)):
        alike[id(instance.laws[offer]), rule, weeks].append((number, offer, person))
    for (_law, rule, weeks), own in alike.items():
        law = instance.laws[own[0][1]]
        is_certain = bool(set(unverified_gates(law)) - {"rule_who"})
        ways = ways_open(law, people.iloc[[person for _number, _offer, person in own]], rule, weeks)
        for (number, offer, _person), of_person in zip(own, ways, strict=True):
            found[number] = is_certain or _is_unverified(of_person, multiples[offer])
    return found


def _is_unverified(ways: Sequence[Who], multiple: float) -> bool:
    """Whether all ways that are open to a person, or all figures of the multiple they give, are unverified."""
    if ways and all(way.sure == "unverified" for way in ways):
        return True
    figures = [way.fee_multiple for way in ways if way.fee_multiple is not None and way.fee_multiple.value == multiple]
    return bool(figures) and all(figure.sure == "unverified" for figure in figures)


def unverified_by_offer(instance: Instance) -> list[tuple[str, ...]]:
    """By offer, the gates that rest on something unverified."""
    known: dict[int, tuple[str, ...]] = {}
    return [
        known[id(law)] if id(law) in known else known.setdefault(id(law), unverified_gates(law))
        for law in instance.laws
    ]


def unverified_by_slot(instance: Instance) -> Mapping[int, frozenset[str]]:
    """By slot position, the gates of its forms that rest on something unverified."""
    found: dict[int, frozenset[str]] = {}
    for slot, gates in zip(instance.offers["slot"].tolist(), unverified_by_offer(instance), strict=True):
        found[slot] = found.get(slot, frozenset()) | frozenset(gates)
    return found
