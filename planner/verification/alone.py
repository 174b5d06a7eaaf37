"""What groups get of what they could have alone, and the goals that look at it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from planner.verification.earning import earns
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import number_of
from planner.verification.groups import members
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.worth import worth

# Shares are whole thousandths; a gain counts in whole ten-thousandths.
THOUSAND, TEN_THOUSAND = 1000, 10_000


def counts(facts: Facts, candidate: Candidate) -> int:
    """What a proposal counts for its person's groups: a place, or its gain in ten-thousandths."""
    if candidate.offer.purpose != "main" or not earns(facts, candidate):
        return 0
    if facts.settings.group_measure == "placements":
        return 1
    return round(float(worth(facts, candidate).value) * TEN_THOUSAND)


def gets(facts: Facts, parsed: ParsedPlan, name: str) -> int:
    """What the plan gives a group."""
    own = members(facts, name)
    return sum(counts(facts, one) for one in parsed.proposed if one.person.jobseeker_id in own)


def unit(facts: Facts) -> int:
    """How many of what is counted make one of what plan.json states."""
    return 1 if facts.settings.group_measure == "placements" else TEN_THOUSAND


def share(given: int, most: int) -> int:
    """What a group gets of what it could have alone, in whole thousandths."""
    return min(THOUSAND, given * THOUSAND // most)


def floor_of(facts: Facts, name: str, most: int) -> int:
    """The least that a group should get: so large a share of what it could have alone, rounded up."""
    return math.ceil(Fraction(str(facts.settings.group_floor[name])) * most)


def stated(facts: Facts, parsed: ParsedPlan) -> Mapping[str, Mapping[str, Any]]:
    """By group what plan.json states of what it could have alone, where it states it."""
    reported = (parsed.folder.plan or {}).get("groups")
    parts = [part for part in (reported if isinstance(reported, list) else []) if isinstance(part, dict)]
    known = {*facts.settings.groups, *facts.settings.group_floor}
    return {
        str(part.get("group")): part["alone"]
        for part in parts
        if str(part.get("group")) in known and isinstance(part.get("alone"), dict)
    }


def most_alone(facts: Facts, part: Mapping[str, Any]) -> int | None:
    """What a group could have alone as a whole number; None where it is none."""
    most = number_of(part.get("most"))
    return None if most is None else round(most * unit(facts))


def shares(facts: Facts, parsed: ParsedPlan) -> list[int]:
    """The shares of the groups of the settings that could have anything alone, ascending."""
    found = stated(facts, parsed)
    most = {name: most_alone(facts, found[name]) for name in facts.settings.groups if name in found}
    return sorted(share(gets(facts, parsed, name), number) for name, number in most.items() if number)


def group_floor(facts: Facts, parsed: ParsedPlan) -> float | None:
    """Minus how far groups are below their floors together; None where the plan does not say what they could have."""
    found, short = stated(facts, parsed), 0
    for name in facts.settings.group_floor:
        most = most_alone(facts, found[name]) if name in found else None
        if most is None:
            return None
        short += max(0, floor_of(facts, name, most) - gets(facts, parsed, name))
    return -short / unit(facts)


def max_min(facts: Facts, parsed: ParsedPlan) -> float:
    """The lowest share; 0 where no group has one."""
    return min(shares(facts, parsed), default=0) / THOUSAND


def leximin(facts: Facts, parsed: ParsedPlan) -> float:
    """The sum of the shares. That they are the highest in turn is for the search to prove."""
    return sum(shares(facts, parsed)) / THOUSAND


def greatest(facts: Facts, parsed: ParsedPlan, name: str) -> int:
    """The sum of what each of a group's people could count at most, each by themselves."""
    own = members(facts, name)
    return sum(
        max((counts(facts, priced.candidate) for priced in columns), default=0)
        for person_id, columns in parsed.columns.items()
        if person_id in own
    )
