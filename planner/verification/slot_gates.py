"""Gates that look at a slot and a programme alone, in the order of docs/method.md.

Each takes the facts and a form and returns PASSES, REFUSES or UNKNOWN (a blank where the gate needs a value).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from planner.verification.facts import Facts, Form, monday

PASSES, REFUSES, UNKNOWN = "passes", "refuses", "unknown"
SlotGate = Callable[[Facts, Form], str]


def slot_status(_facts: Facts, form: Form) -> str:
    """Only open slots are filled."""
    return PASSES if form.slot.status == "open" else REFUSES


def start_week(facts: Facts, form: Form) -> str:
    """Nothing starts before the plan week."""
    return REFUSES if form.first < facts.week else PASSES


def rule_dates(_facts: Facts, form: Form) -> str:
    """The Monday of the start week lies within the rule's dates."""
    start = monday(form.first)
    if form.rule.valid_from is not None and start < form.rule.valid_from:
        return REFUSES
    if form.rule.valid_to is not None and start > form.rule.valid_to:
        return REFUSES
    return PASSES


def sector(_facts: Facts, form: Form) -> str:
    """The employer's sector is one that the rule names."""
    if not form.rule.sectors:
        return PASSES
    if form.employer.sector is None:
        return UNKNOWN
    return PASSES if form.employer.sector in form.rule.sectors else REFUSES


def supervisor(_facts: Facts, form: Form) -> str:
    """A rule that needs a supervisor has one named."""
    return REFUSES if form.rule.needs_supervisor and form.slot.supervisor_id is None else PASSES


def union(_facts: Facts, form: Form) -> str:
    """A rule that needs union consultation has a day for it, past or ahead."""
    return REFUSES if form.rule.needs_union and form.slot.union_consulted_on is None else PASSES


def union_late(_facts: Facts, form: Form) -> str:
    """Where the union must have been consulted before the start, its day is no later than the start's."""
    asked = form.slot.union_consulted_on
    late = asked is not None and asked > monday(form.first)
    return REFUSES if form.rule.union_before_start and late else PASSES


def collective_agreement(_facts: Facts, form: Form) -> str:
    """The employer has the collective agreement that the rule needs."""
    return _stated(form.employer.collective_agreement, good=True) if form.rule.needs_collective_agreement else PASSES


def tax_debts(_facts: Facts, form: Form) -> str:
    """The employer has no tax or fee debts where the rule refuses them."""
    return _stated(form.employer.tax_debts, good=False) if form.rule.refuses_tax_debts else PASSES


def trading_ban(_facts: Facts, form: Form) -> str:
    """Nobody has noted a trading ban where the rule refuses one."""
    return REFUSES if form.rule.refuses_trading_ban and form.employer.trading_ban else PASSES


def bankrupt(_facts: Facts, form: Form) -> str:
    """Nobody has noted a bankruptcy where the rule refuses one."""
    return REFUSES if form.rule.refuses_bankrupt and form.employer.bankrupt else PASSES


def redundancies(_facts: Facts, form: Form) -> str:
    """The latest redundancies are at least the rule's months before the start; on the very day they are."""
    if form.rule.redundancy_months is None or form.employer.redundancies_on is None:
        return PASSES
    latest = months_before(monday(form.first), int(form.rule.redundancy_months.value))
    return REFUSES if form.employer.redundancies_on > latest else PASSES


def chain(facts: Facts, form: Form) -> str:
    """Every step of a chain is in force when it starts, and the employer meets what the step asks."""
    gates = (rule_dates, collective_agreement, tax_debts, trading_ban, bankrupt, redundancies)
    verdicts = []
    for name in form.rule.chain:
        step = replace(form, rule=facts.scenario.assumptions.rules.rule(name, form.first))
        verdicts += [gate(facts, step) for gate in gates]
    if REFUSES in verdicts:
        return REFUSES
    return UNKNOWN if UNKNOWN in verdicts else PASSES


def length(_facts: Facts, form: Form) -> str:
    """The placement is no longer than the rule allows."""
    longest = form.rule.longest_weeks
    return REFUSES if longest is not None and form.weeks > longest.value else PASSES


def slot_hours(_facts: Facts, form: Form) -> str:
    """The slot's hours are no fewer and no more than the rule allows."""
    least, most, hours = form.rule.least_hours, form.rule.most_hours, form.slot.hours_per_week
    if least is not None and hours < least.value:
        return REFUSES
    return REFUSES if most is not None and hours > most.value else PASSES


def lead_time(facts: Facts, form: Form) -> str:
    """There are weeks enough from the plan week to the start for the slot, the rule and the register extract."""
    needed = [float(form.slot.lead_weeks)]
    if form.rule.lead_weeks is not None:
        needed.append(form.rule.lead_weeks.value)
    if form.slot.register_extract:
        needed.append(facts.scenario.assumptions.rules.common.register_extract_weeks.value)
    return REFUSES if form.first - facts.week < max(needed) else PASSES


def funding_weeks(facts: Facts, form: Form) -> str:
    """Every week of the placement lies in one of the programme's budget lines."""
    if not form.lines or facts.settings.allow_uncovered_weeks:
        return PASSES
    weeks = range(form.first, form.last + 1)
    return PASSES if all(any(line.covers(week) for line in form.lines) for week in weeks) else REFUSES


def cost(_facts: Facts, form: Form) -> str:
    """A cost that a budget must bear can be reckoned."""
    return UNKNOWN if form.lines and form.cost is None else PASSES


SLOT_GATES: tuple[SlotGate, ...] = (
    slot_status, start_week, rule_dates, sector, supervisor, union, union_late, collective_agreement, tax_debts,
    trading_ban, bankrupt, redundancies, chain, length, slot_hours, lead_time, funding_weeks, cost,
)  # fmt: skip


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or that month's last day where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stated(answer: bool | None, *, good: bool) -> str:  # noqa: FBT001 - a cell
    """What follows from a yes, a no or a blank of the employer's."""
    if answer is None:
        return UNKNOWN
    return PASSES if answer == good else REFUSES
