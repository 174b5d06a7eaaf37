"""The facts: the raw tables of a scenario as plain records by id, with blanks as None. All checks start from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from planner.schema.agreed import DecisionRow, History, Placement, Preference
from planner.schema.distances import Zone
from planner.schema.models import Effect, PointsModel
from planner.schema.modules import Module
from planner.schema.programmes import Funding, Programme
from planner.schema.scenario import Scenario
from planner.schema.settings import Settings
from planner.schema.tables import Caseworker, Employer, Jobseeker, Slot, Supervisor
from planner.schema.weeks import week_monday
from planner.verification.law import rule_in
from planner.verification.legal_access import fees_of, multiple_of
from planner.verification.modules import bridge
from planner.verification.offers import Offer, after, offers_of, start_of
from planner.verification.records import by_id, grouped, records, rows_of
from planner.verification.remembered import forget, remembered


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
        return Candidate(person, offer if own is None else after(offer, own.module, own.first, own.closes))

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


# A person's candidates follow each other in the table of candidates, and many of them share form, start and length.
@remembered(10_000)
def _multiple_of(facts: Facts, person_id: str, programme_id: str, first: int, weeks: int) -> Decimal | None:
    """The multiple of fees that a person gives a programme, for so many weeks from week `first`."""
    person, name = facts.people[person_id], facts.programmes[programme_id].rule
    return multiple_of(person, rule_in(facts.scenario.assumptions.rules, name, first), name, weeks)


def facts_of(scenario: Scenario) -> Facts:
    """The facts of a scenario; what was remembered of others is let go."""
    forget()
    slots = by_id(scenario, "slots", Slot, "slot_id")
    people = by_id(scenario, "jobseekers", Jobseeker, "jobseeker_id")
    programmes = by_id(scenario, "programmes", Programme, "programme_id")
    employers = by_id(scenario, "employers", Employer, "employer_id")
    offers = offers_of(scenario, slots, employers, programmes)
    placements = rows_of(scenario, "placements", Placement)
    facts_now = [row for row in placements if not is_of_last_week(row, scenario.week)]
    promised = [_running(row, scenario, slots, people, programmes) for row in facts_now]
    running = tuple(placement for placement in promised if placement.last >= scenario.week)
    return Facts(
        scenario=scenario,
        people=people,
        employers=employers,
        slots=slots,
        programmes=programmes,
        modules=tuple(rows_of(scenario, "modules", Module)),
        funding=by_id(scenario, "funding", Funding, "funding_id"),
        supervisors=by_id(scenario, "supervisors", Supervisor, "supervisor_id"),
        caseworkers=by_id(scenario, "caseworkers", Caseworker, "caseworker_id"),
        zones=by_id(scenario, "zones", Zone, "zone"),
        minutes={
            (r["from_zone"], r["to_zone"], r["mode"], r["when"]): (r["minutes"], r["minutes_low"], r["minutes_high"])
            for r in records(scenario, "travel")
        },
        outcomes={
            (r["jobseeker_id"], r["slot_id"], r["programme_id"]): r["value"] for r in records(scenario, "outcomes")
        },
        baselines={r["jobseeker_id"]: r["value"] for r in records(scenario, "baselines")},
        decisions=tuple(rows_of(scenario, "decisions", DecisionRow)),
        history=grouped((row.jobseeker_id, row) for row in rows_of(scenario, "history", History)),
        preferences=grouped((row.jobseeker_id, row) for row in rows_of(scenario, "preferences", Preference)),
        effects=_effects(scenario),
        offers=offers,
        running=running,
        begun=tuple(placement for placement in promised if placement.state != "offered"),
        last_week=tuple(row for row in placements if is_of_last_week(row, scenario.week)),
        running_of_person=grouped((r.person_id, r) for r in running if r.person_id is not None),
        running_of_slot=grouped((r.slot.slot_id, r) for r in running),
        running_of_employer=grouped((r.slot.employer_id, r) for r in running),
        running_of_supervisor=grouped((r.slot.supervisor_id, r) for r in running if r.slot.supervisor_id is not None),
        running_of_caseworker=grouped(
            (people[r.person_id].caseworker_id or "", r) for r in running if r.person_id is not None
        ),
    )


def is_of_last_week(row: Placement, week: int) -> bool:
    """Whether a row is last week's proposal: a draft, or an offer whose answer date is before the plan week."""
    has_lapsed = row.state == "offered" and row.answer_by is not None and row.answer_by < week_monday(week)
    return row.state == "draft" or has_lapsed


def _effects(scenario: Scenario) -> dict[str, list[Effect]]:
    """The effects by rule; none where points count."""
    model = scenario.assumptions.outcome
    return {} if isinstance(model, PointsModel) else grouped((row.rule, row) for row in model.effects)


def _running(
    row: Placement,
    scenario: Scenario,
    slots: Mapping[str, Slot],
    people: Mapping[str, Jobseeker],
    programmes: Mapping[str, Programme],
) -> Running:
    slot = slots[row.slot_id]
    first = start_of(slot, scenario) if row.from_week is None else int(row.from_week)
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
    start = start_of(slot, scenario)
    pack = scenario.assumptions.rules
    rules = (rule_in(pack, programmes[programme_id].rule, start) for programme_id in named)
    return max(int(rule.usual_weeks.value) for rule in rules)
