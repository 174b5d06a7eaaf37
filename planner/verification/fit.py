"""Fit: how near a slot's occupation is to a wished one, by common digits or by JobTech's list, whichever is nearer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from planner.schema.models import PointsModel
from planner.verification.facts import Candidate, Facts
from planner.verification.money import exact
from planner.verification.remembered import remembered


def fit(facts: Facts, candidate: Candidate) -> Decimal:
    """The best fit over the wished occupations; 0 without a wish, without a code, or if points count."""
    code = candidate.offer.slot.ssyk
    if code is None or isinstance(facts.scenario.assumptions.outcome, PointsModel):
        return Decimal(0)
    return _nearest(facts, wished_occupations(facts, candidate.person.jobseeker_id), code[:4])


@remembered(10_000)
def _nearest(facts: Facts, wishes: frozenset[str], code: str) -> Decimal:
    return max((_nearness(facts, wish[:4], code) for wish in wishes), default=Decimal(0))


@remembered(1024)
def wished_occupations(facts: Facts, person_id: str) -> frozenset[str]:
    """Occupation codes the person wishes: the column and the preferences of rank 1 or more."""
    named = {w.ssyk for w in facts.preferences.get(person_id, ()) if w.rank >= 1 and w.ssyk}
    return frozenset(facts.people[person_id].wished_ssyk) | named


@remembered(10_000)
def _nearness(facts: Facts, wish: str, code: str) -> Decimal:
    alike = facts.scenario.assumptions.occupations.alike
    listed = _near(facts).get((wish, code), Decimal(0))
    for digits, figure in ((4, alike.four_digits), (3, alike.three_digits), (2, alike.two_digits)):
        if len(wish) >= digits and len(code) >= digits and wish[:digits] == code[:digits]:
            return max(listed, exact(figure.value))
    return listed


@remembered(4)
def _near(facts: Facts) -> Mapping[tuple[str, str], Decimal]:
    return {(row.wished, row.offered): exact(row.fit) for row in facts.scenario.assumptions.occupations.near}
