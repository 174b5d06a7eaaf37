"""The tables of a scenario: one pydantic class per table says which columns there are and what is valid in them.

Reading, writing, JSON Schema and the column documentation all come from these classes. A blank cell takes the
default; where the default is None, blank means "not stated" and `blank` in the column's extra says what follows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.agreed import DecisionRow, FollowUp, History, LeftPool, PastPlacement, Placement, Preference
from planner.schema.cells import (
    WHOLE,
    Codes,
    Day,
    Halves,
    Hours,
    Id,
    Ids,
    Minutes,
    Sek,
    Share,
    Tags,
    Text,
    Week,
    Whole,
    YesNo,
)
from planner.schema.choices import (
    Age,
    EducationLevel,
    ListLength,
    Municipality,
    OutcomeValue,
    Quantity,
    Sector,
    SlotStatus,
    Status,
    SwedishLevel,
    TravelMode,
    Weeks,
    WorkplaceKind,
)
from planner.schema.distances import Travel, Zone
from planner.schema.modules import Module
from planner.schema.programmes import Funding, HeldPlaces, Programme, ProgrammeFunding
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.schema.targets import TargetRow, TargetStep
from planner.texts import N_


class Jobseeker(Row):
    """A person in the pool, by pseudonymous id, or one whose running placement occupies capacity."""

    jobseeker_id: Id = _column(..., N_("pseudonymous id; never an identity number"))
    home_zone: Id = _column(..., N_("zone where trips start"))
    available_from: Week | None = _column(None, N_("first week the person can start"), blank=N_("the plan week"))
    caseworker_id: Id | None = _column(
        None, N_("caseworker who follows the person"), blank=N_("nobody's starts are counted")
    )
    approved_rules: Ids = _column((), N_("rules that an authority has found open to the person"))
    leaves_children: YesNo | None = _column(
        None, N_("leaves children at preschool or school before the trip"), blank=N_("no shorter limit")
    )
    age: Age | None = _column(
        None,
        N_("age, read by legal gates and for employer fees alone"),
        unit=N_("years"),
        blank=N_("refused by a rule with ages"),
    )
    education_level: EducationLevel | None = _column(
        None, N_("highest education, SUN 2020 level 0 to 6"), blank=N_("refused where a slot asks for a level")
    )
    swedish_level: SwedishLevel | None = _column(
        None, N_("Swedish, none or CEFR A1 to C2"), blank=N_("refused where a slot asks for a level")
    )
    driving_licence: Codes = _column((), N_("driving licence codes held"))
    skills: Tags = _column((), N_("skills held, in the words the slots use"))
    wished_ssyk: Tags = _column((), N_("occupations wished, SSYK 2012 codes of 1 to 4 digits"))
    hours_per_week: Hours = _column(40.0, N_("most hours the person can take"), unit=N_("hours a week"))
    duty_hours_per_week: Hours | None = _column(
        None,
        N_("hours of activity that the person owes; reported, never optimised"),
        unit=N_("hours a week"),
        blank=N_("no duty"),
    )
    unit: Id | None = _column(
        None, N_("unit that answers for the person's activity"), blank=N_("a row of its own for those without a unit")
    )
    busy: Halves = _column((), N_("half-days that are taken, such as mo-am|we-ev"))
    limits: Tags = _column((), N_("functional limits, such as lifting; never a diagnosis"))
    max_travel_minutes: Minutes | None = _column(
        None,
        N_("longest trip one way that the person has agreed to, as far as the policy lets anybody agree"),
        unit=N_("minutes"),
        blank=N_("the policy's limit"),
    )
    travel_mode: TravelMode = _column("transit", N_("how the person travels"))
    months_unemployed: Quantity | None = _column(None, N_("time without work"), unit=N_("months"))
    waiting_weeks: Whole = _column(0, N_("weeks in the pool without a placement"), unit=N_("weeks"))
    times_outbid: Whole = _column(0, N_("earlier plans in which others took the person's places"))
    priority_class: Annotated[int, WHOLE, Ge(1), Le(99)] | None = _column(
        None, N_("class in the committee's priority order, 1 first"), blank=N_("after every class")
    )
    registered_status: Status | None = _column(
        None, N_("programme at the public employment service"), blank=N_("refused by a rule that asks for it")
    )
    registered_days: Whole | None = _column(
        None,
        N_("days registered at the public employment service"),
        unit=N_("days"),
        blank=N_("refused by a rule that asks"),
    )
    programme_days: Whole | None = _column(
        None,
        N_("days in the programme of registered_status, as the law counts them (days with benefit)"),
        unit=N_("days"),
        blank=N_("refused by a rule that asks"),
    )
    permit_months: Quantity | None = _column(
        None,
        N_("months since the residence permit that makes somebody newly arrived, read by legal gates alone"),
        unit=N_("months"),
        blank=N_("none: not newly arrived by a permit"),
    )
    months_since_establishment: Quantity | None = _column(
        None,
        N_("months since the person was last in the establishment programme"),
        unit=N_("months"),
        blank=N_("none: never in it, or in it now"),
    )
    part_time_grounds: YesNo | None = _column(
        None,
        N_("the employment service accepts grounds of the person's own for part time"),
        blank=N_("to be confirmed for whoever cannot take full time, else refused by a rule that asks for full time"),
    )
    support_need: Quantity = _column(1.0, N_("supervision the person takes"), unit=N_("supervisor capacity"))
    groups: Tags = _column((), N_("tags that declared groups may use"))
    entered_week: Week | None = _column(None, N_("week the person entered the pool; no plan reads it"))
    entry_groups: Tags = _column(
        (),
        N_("groups and quarters the person was in when entering the pool, fixed from then on; none is no group"),
        blank=N_("as the columns say today"),
    )
    municipality: Municipality | None = _column(
        None, N_("code of the municipality that the person lives in"), blank=N_("the scenario's own municipality")
    )
    protected_identity: YesNo = _column(
        default=False, what=N_("protected identity: the person is taken out of every table")
    )


class Employer(Row):
    """The owner of slots."""

    employer_id: Id = _column(..., N_("id of the employer"))
    name: Text = _column(..., N_("name of the unit or company"))
    sector: Sector | None = _column(None, N_("kind of employer"))
    max_people: Whole | None = _column(
        None, N_("most people placed there at a time"), unit=N_("people"), blank=N_("no limit")
    )
    approaches_per_month: Whole | None = _column(
        None,
        N_("most people whom the employer is asked to meet in a month, proposals and lists together"),
        unit=N_("people"),
        blank=N_("no limit"),
    )
    places_wanted: Whole | None = _column(
        None, N_("places the employer was asked for; reported, never optimised"), unit=N_("places")
    )
    collective_agreement: YesNo | None = _column(
        None, N_("has a collective agreement or equal terms"), blank=N_("refused by a rule that needs one")
    )
    tax_debts: YesNo | None = _column(None, N_("has tax or fee debts"), blank=N_("refused by a rule that asks"))
    trading_ban: YesNo | None = _column(
        None,
        N_("is under a trading ban (näringsförbud), or led by somebody who is"),
        blank=N_("passes, to be confirmed"),
    )
    bankrupt: YesNo | None = _column(
        None, N_("is bankrupt, in liquidation, or applied for to be"), blank=N_("passes, to be confirmed")
    )
    redundancies_on: Day | None = _column(None, N_("latest redundancies at the unit"), blank=N_("none known"))
    municipality: Municipality | None = _column(
        None,
        N_("code of the municipality whose places these are"),
        blank=N_("the scenario's own municipality"),
    )
    contact_id: Id | None = _column(None, N_("id of the contact, never a name"))


class Slot(Row):
    """An intake that an employer offers: workplace, start week, length, places."""

    slot_id: Id = _column(..., N_("id of the slot"))
    employer_id: Id = _column(..., N_("the employer who offers it"))
    programme_ids: Ids = _column(..., N_("legal forms the slot may be filled under"))
    zone: Id = _column(..., N_("zone of the workplace"))
    places: Whole = _column(..., N_("places in all, those of running placements included"), unit=N_("places"))
    min_places: Whole = _column(
        0,
        N_("fewest placements with which the slot starts; accepted and offered ones that begin with it count"),
        unit=N_("places"),
    )
    shortlist: ListLength | None = _column(
        None, N_("people proposed for each place, whom the employer meets"), unit=N_("people"), blank=N_("one")
    )
    hire_share: Share | None = _column(
        None,
        N_("share of the people met whom this employer takes; needed with a shortlist of 2 or more"),
        unit=N_("share"),
        blank=N_("not known; refused with a shortlist of 2 or more"),
    )
    start_week: Week | None = _column(None, N_("week new placements start"), blank=N_("the plan week"))
    weeks: Weeks | None = _column(None, N_("length"), unit=N_("weeks"), blank=N_("the rule's usual length"))
    hours_per_week: Hours = _column(40.0, N_("hours"), unit=N_("hours a week"))
    shift: Halves = _column((), N_("half-days worked; blank is not stated, and trips are computed by day"))
    ssyk: Id | None = _column(None, N_("occupation, SSYK 2012 code"))
    tasks: Text | None = _column(None, N_("what the work is"))
    min_education: EducationLevel | None = _column(None, N_("least education, SUN level"), blank=N_("no demand"))
    min_swedish: SwedishLevel | None = _column(None, N_("least Swedish"), blank=N_("no demand"))
    driving_licence: Codes = _column((), N_("licence codes needed, all of them"))
    skills: Tags = _column((), N_("skills needed, all of them"))
    excluded_limits: Tags = _column((), N_("functional limits the work does not allow"))
    workplace: Text | None = _column(None, N_("unit or site"))
    workplace_kind: WorkplaceKind | None = _column(
        None,
        N_("ordinary: the municipality's usual work, with its usual staff; constructed: set up for people in measures"),
        blank=N_("not known; at the municipality a job then counts for less"),
    )
    supervisor_id: Id | None = _column(None, N_("supervisor"), blank=N_("refused by a rule that needs one"))
    register_extract: YesNo | None = _column(None, N_("the chosen person must show a criminal-record extract"))
    reserved_by_hand: Whole = _column(0, N_("places kept for placements made by hand"), unit=N_("places"))
    status: SlotStatus = _column("open", N_("only open slots are filled"))
    union_consulted_on: Day | None = _column(
        None, N_("day the union was or will be consulted"), blank=N_("refused by a rule that needs it")
    )
    gross_month_sek: Sek | None = _column(None, N_("full-time gross wage"), unit=N_("SEK a month"))
    lead_weeks: Annotated[int, WHOLE, Ge(0), Le(104)] = _column(0, N_("weeks from decision to start"), unit=N_("weeks"))
    confirmed_on: Day | None = _column(
        None,
        N_("day the employer last confirmed the place"),
        blank=N_("not known; a warning if other open slots state it"),
    )
    tags: Tags = _column(
        (), N_("what the place is counted under, such as a sub-project or a list; beside the tags of its programme")
    )


class Supervisor(Row):
    """Somebody who follows placements at the workplace."""

    supervisor_id: Id = _column(..., N_("id of the supervisor, never a name"))
    capacity: Quantity | None = _column(
        None, N_("support need at a time"), unit=N_("supervisor capacity"), blank=N_("no limit")
    )


class Caseworker(Row):
    """Somebody who begins placements with their people."""

    caseworker_id: Id = _column(..., N_("id of the caseworker, never a name"))
    starts_per_week: Whole | None = _column(None, N_("most starts in a week"), unit=N_("starts"), blank=N_("no limit"))


class Outcome(Row):
    """A known outcome of a pair; replaces the model's."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id = _column(..., N_("the slot"))
    programme_id: Id | None = _column(None, N_("the form"), blank=N_("every form of the slot"))
    value: OutcomeValue = _column(..., N_("people in work or study; above 1 where a case counts several"))


class Baseline(Row):
    """What is expected of a person without a proposal; replaces the model's."""

    jobseeker_id: Id = _column(..., N_("the person"))
    value: OutcomeValue = _column(0.0, N_("people in work or study"))


class Audit(Row):
    """Protected grounds for the fairness report alone; no plan reads them."""

    jobseeker_id: Id = _column(..., N_("the person"))
    sex: Text | None = _column(None, N_("as registered"))
    origin: Text | None = _column(None, N_("broad class, never a country"))
    disability: YesNo | None = _column(None, N_("stated need of adaptation, never a diagnosis"))
    age_class: Text | None = _column(None, N_("broad class of age"))


@dataclass(frozen=True)
class Table:
    """What the program knows of one table: its rows, its key, and the tables its columns point into."""

    name: str
    row: type[Row]
    key: tuple[str, ...] = ()
    points: dict[str, str] = field(default_factory=dict)
    required: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, in the order they are written."""
        return tuple(self.row.model_fields)


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("jobseekers", Jobseeker, ("jobseeker_id",), {"caseworker_id": "caseworkers"}, required=True),
        Table("employers", Employer, ("employer_id",), required=True),
        Table(
            "slots",
            Slot,
            ("slot_id",),
            {"employer_id": "employers", "programme_ids": "programmes", "supervisor_id": "supervisors"},
            required=True,
        ),
        Table(
            "programmes",
            Programme,
            ("programme_id",),
            {"funding_id": "funding", "leads_to": "programmes"},
            required=True,
        ),
        Table(
            "held_places",
            HeldPlaces,
            ("slot_id", "programme_id"),
            points={"slot_id": "slots", "programme_id": "programmes"},
        ),
        Table("funding", Funding, ("funding_id",)),
        Table(
            "programme_funding",
            ProgrammeFunding,
            ("programme_id", "funding_id"),
            points={"programme_id": "programmes", "funding_id": "funding"},
        ),
        Table("modules", Module, ("module_id",), {"funding_id": "funding"}),
        Table("supervisors", Supervisor, ("supervisor_id",)),
        Table("caseworkers", Caseworker, ("caseworker_id",)),
        Table("zones", Zone, ("zone",)),
        Table("travel", Travel, ("from_zone", "to_zone", "mode", "when")),
        Table(
            "outcomes",
            Outcome,
            ("jobseeker_id", "slot_id", "programme_id"),
            points={"jobseeker_id": "jobseekers", "slot_id": "slots", "programme_id": "programmes"},
        ),
        Table("baselines", Baseline, ("jobseeker_id",), points={"jobseeker_id": "jobseekers"}),
        Table(
            "decisions",
            DecisionRow,
            ("jobseeker_id", "slot_id", "decision"),
            points={"jobseeker_id": "jobseekers", "slot_id": "slots"},
        ),
        Table(
            "placements",
            Placement,
            points={
                "jobseeker_id": "jobseekers",
                "slot_id": "slots",
                "programme_id": "programmes",
                "module_id": "modules",
            },
        ),
        Table("history", History, points={"jobseeker_id": "jobseekers"}),
        Table("left_pool", LeftPool, ("jobseeker_id",)),
        Table(
            "followups",
            FollowUp,
            ("jobseeker_id", "slot_id", "step", "done_on"),
            points={"jobseeker_id": "jobseekers"},
        ),
        Table(
            "preferences",
            Preference,
            ("jobseeker_id", "slot_id", "ssyk"),
            points={"jobseeker_id": "jobseekers", "slot_id": "slots"},
        ),
        Table(
            "past_placements",
            PastPlacement,
            ("jobseeker_id", "slot_id"),
            points={"jobseeker_id": "jobseekers", "slot_id": "slots", "programme_id": "programmes"},
        ),
        Table("targets", TargetRow, ("target_id",), {"employer_id": "employers", "programme_id": "programmes"}),
        Table("target_steps", TargetStep, ("target_id", "week"), {"target_id": "targets"}),
        Table("audit", Audit, ("jobseeker_id",), points={"jobseeker_id": "jobseekers"}),
    )
}
