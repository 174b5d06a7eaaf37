"""The facts: the raw tables of a scenario as plain records by id, with blanks as None. All checks start from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from planner.schema.agreed import DecisionRow, History, Placement, Preference
from planner.schema.distances import Zone
from planner.schema.models import Effect, LowerFees, PointsModel, Rule
from planner.schema.modules import Module
from planner.schema.programmes import Funding, Programme
from planner.schema.row import Row
from planner.schema.scenario import Scenario
from planner.schema.settings import Settings
from planner.schema.tables import Caseworker, Employer, Jobseeker, Slot, Supervisor
from planner.schema.weeks import week_monday
from planner.verification.law import lower_fees_on, rule_in
from planner.verification.legal_access import fees_of, multiple_of
from planner.verification.modules import Bridge, bridge
from planner.verification.money import BudgetLine, cost_on_line, exact, placement_cost, subsidy_week, week_cost
from planner.verification.remembered import forget, remembered

AnyRow = TypeVar("AnyRow", bound=Row)
Name = TypeVar("Name", bound=Hashable)


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


class Candidate(NamedTuple):
    """A jobseeker, a slot and a programme; the gates may refuse it."""

    person: Jobseeker
    offer: Offer

    def __hash__(self) -> int:
        # Each person is a single object, so the hash can be that of their id instead of all cells.
        return hash((self.person.jobseeker_id, self.offer))


@dataclass(frozen=True, eq=False)
class Running:
    """A running placement, which uses capacity; `person_id` is None for an anonymous place.

    `cost_week` is what a week costs as booked on the lines of its form, SEK; None where nothing is booked. `next_week`
    is the week in which a place of the next step is held for the person.
    """

    person_id: str | None
    slot: Slot
    programme_id: str | None
    state: str
    first: int
    last: int
    support: float
    cost_week: float | None
    next_week: int | None = None

    def covers(self, week: int) -> bool:
        """Whether the placement runs in a week."""
        return self.first <= week <= self.last


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything a check may look up, taken from the raw tables alone.

    `running` are the placements that have not ended. `begun` are those accepted or started, whether or not they have.
    Only `listed` is from the plan: each person's candidates in its table of candidates, if there is one. Another check
    compares that table with the gates.
    """

    scenario: Scenario
    people: Mapping[str, Jobseeker]
    employers: Mapping[str, Employer]
    slots: Mapping[str, Slot]
    programmes: Mapping[str, Programme]
    modules: tuple[Module, ...]
    funding: Mapping[str, Funding]
    supervisors: Mapping[str, Supervisor]
    caseworkers: Mapping[str, Caseworker]
    zones: Mapping[str, Zone]
    minutes: Mapping[tuple[str, str, str, str], tuple[float | None, float | None, float | None]]
    outcomes: Mapping[tuple[str, str, str | None], float]
    baselines: Mapping[str, float]
    decisions: tuple[DecisionRow, ...]
    history: Mapping[str, list[History]]
    preferences: Mapping[str, list[Preference]]
    effects: Mapping[str, list[Effect]]
    offers: Mapping[tuple[str, str], tuple[Offer, ...]]
    running: tuple[Running, ...]
    begun: tuple[Running, ...]
    last_week: tuple[Placement, ...]
    running_of_person: Mapping[str, list[Running]]
    running_of_slot: Mapping[str, list[Running]]
    running_of_employer: Mapping[str, list[Running]]
    running_of_supervisor: Mapping[str, list[Running]]
    running_of_caseworker: Mapping[str, list[Running]]
    listed: Mapping[str, list[Candidate]] | None = None

    @property
    def settings(self) -> Settings:
        """The settings the plan is made under."""
        return self.scenario.settings

    @property
    def week(self) -> int:
        """The plan week."""
        return self.scenario.week

    def offers_of(self, slot: Slot) -> list[Offer]:
        """Every form of a slot; if the subsidy of a form differs by person, with the least subsidy."""
        return [self.offers[slot.slot_id, programme_id][0] for programme_id in slot.programme_ids]

    def candidate(self, person: Jobseeker, slot_id: str, programme_id: str) -> Candidate:
        """A person with a slot under a programme, at the subsidy that the law gives the person, else at the least.

        The cost is computed with the employer fees of the person's age.
        """
        offer = self._offer(person, self.offers[slot_id, programme_id], programme_id)
        own = bridge(self, person, offer)
        return Candidate(person, offer if own is None else _after(offer, own.module, own.first, own.closes))

    def _offer(self, person: Jobseeker, offers: tuple[Offer, ...], programme_id: str) -> Offer:
        if len(offers) == 1:
            return offers[0]
        lower = fees_of(person, (offer.lower for offer in offers if offer.lower is not None))
        offers = tuple(offer for offer in offers if offer.lower is lower)
        if len(offers) == 1:
            return offers[0]
        weeks = 0 if self.settings.candidates == "listed" else offers[0].weeks
        own = _multiple_of(self, person.jobseeker_id, programme_id, offers[0].first, weeks)
        return next((offer for offer in offers if offer.multiple == own), offers[0])

    def pinned(self) -> set[tuple[str, str]]:
        """The pairs of jobseeker and slot that somebody has pinned."""
        return {(row.jobseeker_id, str(row.slot_id)) for row in self.decisions if row.decision == "pin"}

    def contested(self) -> set[str]:
        """The people who are held out."""
        return {row.jobseeker_id for row in self.decisions if row.decision == "contested"}


# The same offer for all who take the same module, as objects that are looked up.
@remembered(100_000)
def _after(offer: Offer, module: Module, first: int, closes: frozenset[str]) -> Offer:
    own = Bridge(module, first, closes)
    return replace(offer, bridge=own, on_line=own.added_to(dict(offer.on_line)))


# A person's candidates follow each other in the table of candidates, and many of them share form, start and length.
@remembered(10_000)
def _multiple_of(facts: Facts, person_id: str, programme_id: str, first: int, weeks: int) -> Decimal | None:
    """The multiple of fees that a person gives a programme, for so many weeks from week `first`."""
    person, name = facts.people[person_id], facts.programmes[programme_id].rule
    return multiple_of(person, rule_in(facts.scenario.assumptions.rules, name, first), name, weeks)


def facts_of(scenario: Scenario) -> Facts:
    """The facts of a scenario; what was remembered of others is let go."""
    forget()
    slots = _by_id(scenario, "slots", Slot, "slot_id")
    people = _by_id(scenario, "jobseekers", Jobseeker, "jobseeker_id")
    programmes = _by_id(scenario, "programmes", Programme, "programme_id")
    employers = _by_id(scenario, "employers", Employer, "employer_id")
    offers = _offers(scenario, slots, employers, programmes)
    placements = _rows(scenario, "placements", Placement)
    facts_now = [row for row in placements if not is_of_last_week(row, scenario.week)]
    promised = [_running(row, scenario, slots, people, programmes) for row in facts_now]
    running = tuple(placement for placement in promised if placement.last >= scenario.week)
    return Facts(
        scenario=scenario,
        people=people,
        employers=employers,
        slots=slots,
        programmes=programmes,
        modules=tuple(_rows(scenario, "modules", Module)),
        funding=_by_id(scenario, "funding", Funding, "funding_id"),
        supervisors=_by_id(scenario, "supervisors", Supervisor, "supervisor_id"),
        caseworkers=_by_id(scenario, "caseworkers", Caseworker, "caseworker_id"),
        zones=_by_id(scenario, "zones", Zone, "zone"),
        minutes={
            (r["from_zone"], r["to_zone"], r["mode"], r["when"]): (r["minutes"], r["minutes_low"], r["minutes_high"])
            for r in records(scenario, "travel")
        },
        outcomes={
            (r["jobseeker_id"], r["slot_id"], r["programme_id"]): r["value"] for r in records(scenario, "outcomes")
        },
        baselines={r["jobseeker_id"]: r["value"] for r in records(scenario, "baselines")},
        decisions=tuple(_rows(scenario, "decisions", DecisionRow)),
        history=_grouped((row.jobseeker_id, row) for row in _rows(scenario, "history", History)),
        preferences=_grouped((row.jobseeker_id, row) for row in _rows(scenario, "preferences", Preference)),
        effects=_effects(scenario),
        offers=offers,
        running=running,
        begun=tuple(placement for placement in promised if placement.state != "offered"),
        last_week=tuple(row for row in placements if is_of_last_week(row, scenario.week)),
        running_of_person=_grouped((r.person_id, r) for r in running if r.person_id is not None),
        running_of_slot=_grouped((r.slot.slot_id, r) for r in running),
        running_of_employer=_grouped((r.slot.employer_id, r) for r in running),
        running_of_supervisor=_grouped((r.slot.supervisor_id, r) for r in running if r.slot.supervisor_id is not None),
        running_of_caseworker=_grouped(
            (people[r.person_id].caseworker_id or "", r) for r in running if r.person_id is not None
        ),
    )


def records(scenario: Scenario, table: str) -> list[dict[str, Any]]:
    """The rows of a table as plain Python values; every blank is None."""
    frame = scenario.tables[table]
    if frame.empty:
        return []
    columns = [_plain(frame[column]) for column in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def is_of_last_week(row: Placement, week: int) -> bool:
    """Whether a row is last week's proposal: a draft, or an offer whose answer date is before the plan week."""
    has_lapsed = row.state == "offered" and row.answer_by is not None and row.answer_by < week_monday(week)
    return row.state == "draft" or has_lapsed


def _effects(scenario: Scenario) -> dict[str, list[Effect]]:
    """The effects by rule; none where points count."""
    model = scenario.assumptions.outcome
    return {} if isinstance(model, PointsModel) else _grouped((row.rule, row) for row in model.effects)


def _plain(cells: pd.Series[Any]) -> list[Any]:
    """A column as plain Python values; a day as a date, whatever the column holds it as."""
    filled = zip(cells.tolist(), cells.isna().tolist(), strict=True)
    values = [None if is_blank else value for value, is_blank in filled]
    return [value.date() if isinstance(value, datetime) else value for value in values]


def _rows(scenario: Scenario, table: str, row: type[AnyRow]) -> list[AnyRow]:
    return [row.model_construct(**record) for record in records(scenario, table)]


def _by_id(scenario: Scenario, table: str, row: type[AnyRow], column: str) -> dict[str, AnyRow]:
    return {str(getattr(item, column)): item for item in _rows(scenario, table, row)}


def _grouped(pairs: Iterable[tuple[Name, Any]]) -> dict[Name, list[Any]]:
    groups: dict[Name, list[Any]] = defaultdict(list)
    for name, item in pairs:
        groups[name].append(item)
    return dict(groups)


def _offers(
    scenario: Scenario,
    slots: Mapping[str, Slot],
    employers: Mapping[str, Employer],
    programmes: Mapping[str, Programme],
) -> dict[tuple[str, str], tuple[Offer, ...]]:
    lines_of = budget_lines(scenario, programmes)
    offers: dict[tuple[str, str], tuple[Offer, ...]] = {}
    for slot in slots.values():
        for programme_id in slot.programme_ids:
            programme = programmes[programme_id]
            first = _start(slot, scenario)
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
    funding = _by_id(scenario, "funding", Funding, "funding_id")
    shared = _grouped((row["programme_id"], row) for row in records(scenario, "programme_funding"))
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


def _running(
    row: Placement,
    scenario: Scenario,
    slots: Mapping[str, Slot],
    people: Mapping[str, Jobseeker],
    programmes: Mapping[str, Programme],
) -> Running:
    slot = slots[row.slot_id]
    first = _start(slot, scenario) if row.from_week is None else int(row.from_week)
    last = first + _length(row, slot, scenario, programmes) - 1 if row.to_week is None else int(row.to_week)
    person = None if row.jobseeker_id is None else people.get(row.jobseeker_id)
    support = row.support_need
    if support is None:
        support = 1.0 if person is None else person.support_need
    following = None if row.next_week is None else int(row.next_week)
    return Running(
        row.jobseeker_id, slot, row.programme_id, row.state, first, last, float(support), row.cost_week_sek, following
    )


def _length(row: Placement, slot: Slot, scenario: Scenario, programmes: Mapping[str, Programme]) -> int:
    """The slot's weeks, else the usual weeks of the placement's programme, else the longest of the slot's forms."""
    if slot.weeks is not None:
        return int(slot.weeks)
    named = slot.programme_ids if row.programme_id is None else (row.programme_id,)
    start = _start(slot, scenario)
    pack = scenario.assumptions.rules
    rules = (rule_in(pack, programmes[programme_id].rule, start) for programme_id in named)
    return max(int(rule.usual_weeks.value) for rule in rules)


def _start(slot: Slot, scenario: Scenario) -> int:
    """The week a slot starts: the plan week where nothing is stated."""
    return scenario.week if slot.start_week is None else int(slot.start_week)


def monday(week: int) -> date:
    """The Monday of a week."""
    return week_monday(week)
