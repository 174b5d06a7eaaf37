"""Offers: a slot under each of its forms, with its weeks, its law and what it costs on every budget line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from planner.schema.models import LowerFees, Rule
from planner.schema.modules import Module
from planner.schema.programmes import Funding, Programme
from planner.schema.scenario import Scenario
from planner.schema.tables import Employer, Slot
from planner.schema.weeks import week_monday
from planner.verification.law import lower_fees_on, rule_in
from planner.verification.modules import Bridge
from planner.verification.money import BudgetLine, cost_on_line, exact, placement_cost, subsidy_week, week_cost
from planner.verification.records import by_id, grouped, records
from planner.verification.remembered import remembered


@dataclass(frozen=True, eq=False)
class Offer:
    """One slot under one of its programmes: when it runs, and what a placement there costs.

    A new placement covers the weeks `first` to `last`. `cost` is None if it cannot be known. `subsidy` is what the
    state takes off the wage cost of the whole placement, and `on_line` the cost on each budget line. If the subsidy is
    a multiple of the employer fees that differs by person, `multiple` is that number. `lower` are the lower employer
    fees that the cost is computed with. `bridge` is the module that a person takes before it: its cost is in `on_line`.
    """

    slot: Slot
    employer: Employer
    programme: Programme
    rule: Rule
    purpose: str
    first: int
    weeks: int
    multiple: Decimal | None
    lower: LowerFees | None
    subsidy: Decimal | None
    lines: tuple[BudgetLine, ...]
    cost: Decimal | None
    on_line: Mapping[str, Decimal]
    bridge: Bridge | None = None

    @property
    def last(self) -> int:
        """The last week a new placement covers."""
        return self.first + self.weeks - 1


def offers_of(
    scenario: Scenario,
    slots: Mapping[str, Slot],
    employers: Mapping[str, Employer],
    programmes: Mapping[str, Programme],
) -> dict[tuple[str, str], tuple[Offer, ...]]:
    """The offers by slot and programme: one for each multiple of fees and each lower fee that may be due."""
    lines_of = budget_lines(scenario, programmes)
    offers: dict[tuple[str, str], tuple[Offer, ...]] = {}
    for slot in slots.values():
        for programme_id in slot.programme_ids:
            programme = programmes[programme_id]
            first = start_of(slot, scenario)
            rule = rule_in(scenario.assumptions.rules, programme.rule, first)
            unpriced = Offer(
                slot=slot,
                employer=employers[slot.employer_id],
                programme=programme,
                rule=rule,
                purpose=programme.purpose or rule.purpose,
                first=first,
                weeks=int(rule.usual_weeks.value if slot.weeks is None else slot.weeks),
                multiple=None,
                lower=None,
                subsidy=None,
                lines=lines_of[programme_id],
                cost=None,
                on_line={},
            )
            offers[slot.slot_id, programme_id] = tuple(
                _priced(unpriced, multiple, lower)
                for multiple in _multiples(rule)
                for lower in (None, *_lower_fees(scenario, rule, first))
            )
    return offers


def _lower_fees(scenario: Scenario, rule: Rule, first: int) -> tuple[LowerFees, ...]:
    """The lower employer fees that may be due on a placement that starts in week `first`."""
    if rule.cost.employer_fees is None:
        return ()
    return lower_fees_on(scenario.assumptions.rules.common, monday(first))


def budget_lines(scenario: Scenario, programmes: Mapping[str, Programme]) -> dict[str, tuple[BudgetLine, ...]]:
    """The budget lines that pay for each programme, with their shares."""
    funding = by_id(scenario, "funding", Funding, "funding_id")
    shared = grouped((row["programme_id"], row) for row in records(scenario, "programme_funding"))
    lines: dict[str, tuple[BudgetLine, ...]] = {}
    for programme_id, programme in programmes.items():
        own = [(row["funding_id"], row["share"]) for row in shared.get(programme_id, [])]
        if not own and programme.funding_id is not None:
            own = [(programme.funding_id, 1.0)]
        lines[programme_id] = tuple(_line(funding[funding_id], share) for funding_id, share in own)
    return lines


def _multiples(rule: Rule) -> list[Decimal | None]:
    multiples = sorted({exact(way.fee_multiple.value) for way in rule.who if way.fee_multiple is not None})
    return [*multiples] or [None]


def _priced(offer: Offer, multiple: Decimal | None, lower: LowerFees | None) -> Offer:
    """The offer with its cost, subsidy and cost on each budget line, for a given multiple and given lower fees."""
    a_week = week_cost(offer.programme, offer.rule.cost, offer.slot, multiple, lower)
    return replace(
        offer,
        multiple=multiple,
        lower=lower,
        subsidy=placement_cost(subsidy_week(offer.rule.cost, offer.slot, multiple, lower), offer.weeks),
        cost=placement_cost(a_week, offer.weeks),
        on_line={line.funding_id: cost_on_line(a_week, offer.first, offer.weeks, line) for line in offer.lines},
    )


def _line(row: Funding, share: float) -> BudgetLine:
    first = None if row.from_week is None else int(row.from_week)
    last = None if row.to_week is None else int(row.to_week)
    return BudgetLine(row.funding_id, first, last, Decimal(repr(float(share))))


# The same offer for all who take the same module, as objects that are looked up.
@remembered(100_000)
def after(offer: Offer, module: Module, first: int, closes: frozenset[str]) -> Offer:
    """The offer as it is for whoever takes a module before it, from week `first`, that closes these gates."""
    own = Bridge(module, first, closes)
    return replace(offer, bridge=own, on_line=own.added_to(dict(offer.on_line)))


def start_of(slot: Slot, scenario: Scenario) -> int:
    """The week a slot starts: the plan week where nothing is stated."""
    return scenario.week if slot.start_week is None else int(slot.start_week)


def monday(week: int) -> date:
    """The Monday of a week."""
    return week_monday(week)
