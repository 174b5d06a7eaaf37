"""What is still to be done before a proposal can become an offer, computed anew from the tables."""

from __future__ import annotations

from collections.abc import Callable

from planner.schema.models import Rule
from planner.schema.tables import Employer
from planner.verification.eligibility import overridden
from planner.verification.facts import Candidate, Facts
from planner.verification.legal_access import holds
from planner.verification.offers import monday
from planner.verification.travel import needs_check

Mark = Callable[[Facts, Candidate], bool]


def to_do(facts: Facts, candidate: Candidate) -> str:
    """The marks that apply, in their order, written as in the cell."""
    return "|".join(name for name, mark in MARKS.items() if mark(facts, candidate))


def override(facts: Facts, candidate: Candidate) -> bool:
    """Somebody has pinned the pair over a gate."""
    return bool(overridden(facts, candidate))


def authority(_facts: Facts, candidate: Candidate) -> bool:
    """The employment service decides."""
    return candidate.offer.rule.decided_by == "employment_service"


def chain(_facts: Facts, candidate: Candidate) -> bool:
    """The steps of a track are to be planned."""
    return bool(candidate.offer.rule.chain)


def application(_facts: Facts, candidate: Candidate) -> bool:
    """The school or provider admits."""
    return candidate.offer.rule.decided_by == "education_provider"


def sector(_facts: Facts, candidate: Candidate) -> bool:
    """The rule allows the employer's sector, but that is in doubt."""
    return candidate.offer.employer.sector in candidate.offer.rule.doubtful_sectors


def employer(_facts: Facts, candidate: Candidate) -> bool:
    """The rule refuses a trading ban or bankruptcy, and the cell is blank; a department can have neither."""
    offer = candidate.offer
    return offer.employer.sector != "department" and bool(_unsaid(offer.rule, offer.employer))


def _unsaid(rule: Rule, of: Employer) -> list[str]:
    asked = {"trading_ban": rule.refuses_trading_ban, "bankrupt": rule.refuses_bankrupt}
    return [name for name, refuses in asked.items() if refuses and getattr(of, name) is None]


def union(facts: Facts, candidate: Candidate) -> bool:
    """The union is to be consulted on a day after the plan week's Monday."""
    day = candidate.offer.slot.union_consulted_on
    return candidate.offer.rule.needs_union and day is not None and day > monday(facts.week)


def part_time(_facts: Facts, candidate: Candidate) -> bool:
    """The slot is below the rule's full time, and it is not stated whether the person has grounds for part time."""
    full, person = candidate.offer.rule.full_time_hours, candidate.person
    if full is None or candidate.offer.slot.hours_per_week >= full.value:
        return False
    return person.part_time_grounds is None


def renewal(_facts: Facts, candidate: Candidate) -> bool:
    """The placement is longer than one decision."""
    one = candidate.offer.rule.decision_weeks
    return one is not None and candidate.offer.weeks > one.value


def module(_facts: Facts, candidate: Candidate) -> bool:
    """The person takes a module before the place."""
    return candidate.offer.bridge is not None


def extract(_facts: Facts, candidate: Candidate) -> bool:
    """An extract from the register is needed."""
    return bool(candidate.offer.slot.register_extract)


def lead_time(facts: Facts, candidate: Candidate) -> bool:
    """The slot or the rule needs lead time, and the start is no further away than that."""
    offer = candidate.offer
    needed = [offer.slot.lead_weeks, *([] if offer.rule.lead_weeks is None else [int(offer.rule.lead_weeks.value)])]
    return max(needed) > 0 and offer.first - facts.week <= max(needed)


def travel(facts: Facts, candidate: Candidate) -> bool:
    """The trip is to be checked."""
    return needs_check(facts, candidate.person, candidate.offer)


def unverified_rule(_facts: Facts, candidate: Candidate) -> bool:
    """A gate, all ways that are open to the person, or the multiple of the subsidy rests on unverified law."""
    person, offer = candidate
    rule, name = offer.rule, offer.programme.rule
    if _is_unverified(rule):
        return True
    ways = [way for way in rule.who if holds(person, rule, way, name, offer.weeks)]
    paid = [
        way.fee_multiple.sure
        for way in ways
        if way.fee_multiple is not None
        and offer.multiple is not None
        and way.fee_multiple.value == float(offer.multiple)
    ]
    return any(rests and set(rests) == {"unverified"} for rests in ([way.sure for way in ways], paid))


def _is_unverified(rule: Rule) -> bool:
    """Whether the rule itself, or a figure of it that a gate of the slot reads, is unverified."""
    cost = rule.cost
    figures = (
        rule.redundancy_months, rule.longest_weeks, rule.least_hours, rule.most_hours, rule.lead_weeks,
        cost.employer_fees, cost.subsidy_cap_gross, cost.subsidy_share, cost.fixed_gross, cost.gross_hour,
    )  # fmt: skip
    return rule.sure == "unverified" or any(figure is not None and figure.sure == "unverified" for figure in figures)


MARKS: dict[str, Mark] = {
    mark.__name__: mark
    for mark in (override, authority, chain, application, sector, employer, union, part_time, renewal, module, extract,
                 lead_time, travel, unverified_rule)
}  # fmt: skip
