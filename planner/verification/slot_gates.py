"""Gates that look at a slot and a programme alone, in the order of docs/method.md.

Each takes the facts and a form and returns PASSES, REFUSES or UNKNOWN (a blank where the gate needs a value).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.verification.facts import Facts
from planner.verification.law import rule_in
from planner.verification.offers import Offer, monday

PASSES, REFUSES, UNKNOWN = "passes", "refuses", "unknown"
SlotGate = Callable[[Facts, Offer], str]


def slot_status(_facts: Facts, offer: Offer) -> str:
    """Only open slots are filled."""
    return PASSES if offer.slot.status == "open" else REFUSES


def start_week(facts: Facts, offer: Offer) -> str:
    """No slot starts before the plan week."""
    return REFUSES if offer.first < facts.week else PASSES


def rule_dates(_facts: Facts, offer: Offer) -> str:
    """The Monday of the start week lies within the rule's dates."""
    start = monday(offer.first)
    if offer.rule.valid_from is not None and start < offer.rule.valid_from:
        return REFUSES
    if offer.rule.valid_to is not None and start > offer.rule.valid_to:
        return REFUSES
    return PASSES


def sector(_facts: Facts, offer: Offer) -> str:
    """The employer's sector is one that the rule names."""
    if not offer.rule.sectors:
        return PASSES
    if offer.employer.sector is None:
        return UNKNOWN
    return PASSES if offer.employer.sector in offer.rule.sectors else REFUSES


def supervisor(_facts: Facts, offer: Offer) -> str:
    """A rule that needs a supervisor has one named."""
    return REFUSES if offer.rule.needs_supervisor and offer.slot.supervisor_id is None else PASSES


def union(_facts: Facts, offer: Offer) -> str:
    """A rule that needs union consultation has a day for it, past or ahead."""
    return REFUSES if offer.rule.needs_union and offer.slot.union_consulted_on is None else PASSES


def union_late(_facts: Facts, offer: Offer) -> str:
    """If the union must be consulted before the start, that day is no later than the start."""
    asked = offer.slot.union_consulted_on
    late = asked is not None and asked > monday(offer.first)
    return REFUSES if offer.rule.union_before_start and late else PASSES


def collective_agreement(_facts: Facts, offer: Offer) -> str:
    """The employer has the collective agreement that the rule needs."""
    return _stated(offer.employer.collective_agreement, good=True) if offer.rule.needs_collective_agreement else PASSES


def tax_debts(_facts: Facts, offer: Offer) -> str:
    """The employer has no tax or fee debts where the rule refuses them."""
    return _stated(offer.employer.tax_debts, good=False) if offer.rule.refuses_tax_debts else PASSES


def trading_ban(_facts: Facts, offer: Offer) -> str:
    """Nobody has noted a trading ban where the rule refuses one."""
    return REFUSES if offer.rule.refuses_trading_ban and offer.employer.trading_ban else PASSES


def bankrupt(_facts: Facts, offer: Offer) -> str:
    """Nobody has noted a bankruptcy where the rule refuses one."""
    return REFUSES if offer.rule.refuses_bankrupt and offer.employer.bankrupt else PASSES


def redundancies(_facts: Facts, offer: Offer) -> str:
    """The latest redundancies are at least the rule's months before the start; exactly that long ago passes."""
    if offer.rule.redundancy_months is None or offer.employer.redundancies_on is None:
        return PASSES
    latest = months_before(monday(offer.first), int(offer.rule.redundancy_months.value))
    return REFUSES if offer.employer.redundancies_on > latest else PASSES


def chain(facts: Facts, offer: Offer) -> str:
    """Every step of a chain is in force when it starts, and the employer meets what the step asks."""
    gates = (rule_dates, collective_agreement, tax_debts, trading_ban, bankrupt, redundancies)
    verdicts = []
    for name in offer.rule.chain:
        step = replace(offer, rule=rule_in(facts.scenario.assumptions.rules, name, offer.first))
        verdicts += [gate(facts, step) for gate in gates]
    if REFUSES in verdicts:
        return REFUSES
    return UNKNOWN if UNKNOWN in verdicts else PASSES


def length(_facts: Facts, offer: Offer) -> str:
    """The placement is no longer than the rule allows."""
    longest = offer.rule.longest_weeks
    return REFUSES if longest is not None and offer.weeks > longest.value else PASSES


def slot_hours(_facts: Facts, offer: Offer) -> str:
    """The slot's hours are no fewer and no more than the rule allows."""
    least, most, hours = offer.rule.least_hours, offer.rule.most_hours, offer.slot.hours_per_week
    if least is not None and hours < least.value:
        return REFUSES
    return REFUSES if most is not None and hours > most.value else PASSES


def lead_time(facts: Facts, offer: Offer) -> str:
    """Plan week and start are as many weeks apart as the slot, the rule and the register extract need."""
    needed = [float(offer.slot.lead_weeks)]
    if offer.rule.lead_weeks is not None:
        needed.append(offer.rule.lead_weeks.value)
    if offer.slot.register_extract:
        needed.append(facts.scenario.assumptions.rules.common.register_extract_weeks.value)
    return REFUSES if offer.first - facts.week < max(needed) else PASSES


def funding_weeks(facts: Facts, offer: Offer) -> str:
    """Every week of the placement lies in one of the programme's budget lines."""
    if not offer.lines or facts.settings.allow_uncovered_weeks:
        return PASSES
    weeks = range(offer.first, offer.last + 1)
    return PASSES if all(any(line.covers(week) for line in offer.lines) for week in weeks) else REFUSES


def cost(_facts: Facts, offer: Offer) -> str:
    """A cost that a budget must bear can be computed."""
    return UNKNOWN if offer.lines and offer.cost is None else PASSES


SLOT_GATES: tuple[SlotGate, ...] = (
    slot_status, start_week, rule_dates, sector, supervisor, union, union_late, collective_agreement, tax_debts,
    trading_ban, bankrupt, redundancies, chain, length, slot_hours, lead_time, funding_weeks, cost,
)  # fmt: skip


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stated(answer: bool | None, *, good: bool) -> str:  # noqa: FBT001 - a cell
    """PASSES, REFUSES or UNKNOWN, from a yes, a no or a blank of the employer."""
    if answer is None:
        return UNKNOWN
    return PASSES if answer == good else REFUSES
