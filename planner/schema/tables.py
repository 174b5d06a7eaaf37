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
    Latitude,
    Longitude,
    OutcomeValue,
    PartOfWeek,
    Purpose,
    Quantity,
    Sector,
    SlotStatus,
    Status,
    SwedishLevel,
    TravelMode,
    Weeks,
    WorkplaceKind,
)
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_


class Jobseeker(Row):
    """A person in the pool, by pseudonymous id, or one whose running placement occupies capacity."""

    jobseeker_id: Id = _column(..., N_("pseudonymous id; never an identity number"))
    home_zone: Id = _column(..., N_("zone where trips start"))
    available_from: Week | None = _column(None, "first week the person can start", blank="the plan week")
    caseworker_id: Id | None = _column(None, "caseworker who follows the person", blank="nobody's starts are counted")
    approved_rules: Ids = _column((), "rules that an authority has found open to the person")
    leaves_children: YesNo | None = _column(
        None, "leaves children at preschool or school before the trip", blank="no shorter limit"
    )
    age: Age | None = _column(
        None,
        "age, read by legal gates and for employer fees alone",
        unit=N_("years"),
        blank="refused by a rule with ages",
    )
    education_level: EducationLevel | None = _column(
        None, "highest education, SUN 2020 level 0 to 6", blank="refused where a slot asks for a level"
    )
    swedish_level: SwedishLevel | None = _column(
        None, "Swedish, none or CEFR A1 to C2", blank="refused where a slot asks for a level"
    )
    driving_licence: Codes = _column((), "driving licence codes held")
    skills: Tags = _column((), "skills held, in the words the slots use")
    wished_ssyk: Tags = _column((), "occupations wished, SSYK 2012 codes of 1 to 4 digits")
    hours_per_week: Hours = _column(40.0, "most hours the person can take", unit=N_("hours a week"))
    busy: Halves = _column((), "half-days that are taken, such as mo-am|we-ev")
    limits: Tags = _column((), "functional limits, such as lifting; never a diagnosis")
    max_travel_minutes: Minutes | None = _column(
        None,
        "longest trip one way that the person has agreed to, as far as the policy lets anybody agree",
        unit=N_("minutes"),
        blank="the policy's limit",
    )
    travel_mode: TravelMode = _column("transit", "how the person travels")
    months_unemployed: Quantity | None = _column(None, "time without work", unit=N_("months"))
    waiting_weeks: Whole = _column(0, "weeks in the pool without a placement", unit=N_("weeks"))
    times_outbid: Whole = _column(0, "earlier plans in which others took the person's places")
    priority_class: Annotated[int, WHOLE, Ge(1), Le(99)] | None = _column(
        None, "class in the committee's priority order, 1 first", blank="after every class"
    )
    registered_status: Status | None = _column(
        None, "programme at the public employment service", blank="refused by a rule that asks for it"
    )
    registered_days: Whole | None = _column(
        None, "days registered at the public employment service", unit=N_("days"), blank="refused by a rule that asks"
    )
    programme_days: Whole | None = _column(
        None,
        "days in the programme of registered_status, as the law counts them (days with benefit)",
        unit=N_("days"),
        blank="refused by a rule that asks",
    )
    permit_months: Quantity | None = _column(
        None,
        "months since the residence permit that makes somebody newly arrived, read by legal gates alone",
        unit=N_("months"),
        blank="none: not newly arrived by a permit",
    )
    months_since_establishment: Quantity | None = _column(
        None,
        "months since the person was last in the establishment programme",
        unit=N_("months"),
        blank="none: never in it, or in it now",
    )
    part_time_grounds: YesNo | None = _column(
        None,
        "the employment service accepts grounds of the person's own for part time",
        blank="to be confirmed for whoever cannot take full time, else refused by a rule that asks for full time",
    )
    support_need: Quantity = _column(1.0, "supervision the person takes", unit=N_("supervisor capacity"))
    groups: Tags = _column((), "tags that declared groups may use")
    entered_week: Week | None = _column(None, "week the person entered the pool; no plan reads it")
    entry_groups: Tags = _column(
        (),
        "groups and quarters the person was in when entering the pool, fixed from then on; none is no group",
        blank="as the columns say today",
    )
    protected_identity: YesNo = _column(
        default=False, what="protected identity: the person is taken out of every table"
    )


class Employer(Row):
    """The owner of slots."""

    employer_id: Id = _column(..., N_("id of the employer"))
    name: Text = _column(..., N_("name of the unit or company"))
    sector: Sector | None = _column(None, "kind of employer")
    max_people: Whole | None = _column(None, "most people placed there at a time", unit=N_("people"), blank="no limit")
    places_wanted: Whole | None = _column(
        None, "places the employer was asked for; reported, never optimised", unit=N_("places")
    )
    collective_agreement: YesNo | None = _column(
        None, "has a collective agreement or equal terms", blank="refused by a rule that needs one"
    )
    tax_debts: YesNo | None = _column(None, "has tax or fee debts", blank="refused by a rule that asks")
    trading_ban: YesNo | None = _column(
        None, "is under a trading ban (näringsförbud), or led by somebody who is", blank="passes, to be confirmed"
    )
    bankrupt: YesNo | None = _column(
        None, "is bankrupt, in liquidation, or applied for to be", blank="passes, to be confirmed"
    )
    redundancies_on: Day | None = _column(None, "latest redundancies at the unit", blank="none known")
    contact_id: Id | None = _column(None, "id of the contact, never a name")


class Slot(Row):
    """An intake that an employer offers: workplace, start week, length, places."""

    slot_id: Id = _column(..., N_("id of the slot"))
    employer_id: Id = _column(..., N_("the employer who offers it"))
    programme_ids: Ids = _column(..., N_("legal forms the slot may be filled under"))
    zone: Id = _column(..., N_("zone of the workplace"))
    places: Whole = _column(..., N_("places in all, those of running placements included"), unit=N_("places"))
    min_places: Whole = _column(
        0,
        "fewest placements with which the slot starts; accepted and offered ones that begin with it count",
        unit=N_("places"),
    )
    start_week: Week | None = _column(None, "week new placements start", blank="the plan week")
    weeks: Weeks | None = _column(None, "length", unit=N_("weeks"), blank="the rule's usual length")
    hours_per_week: Hours = _column(40.0, "hours", unit=N_("hours a week"))
    shift: Halves = _column((), "half-days worked; blank is not stated, and trips are computed by day")
    ssyk: Id | None = _column(None, "occupation, SSYK 2012 code")
    tasks: Text | None = _column(None, "what the work is")
    min_education: EducationLevel | None = _column(None, "least education, SUN level", blank="no demand")
    min_swedish: SwedishLevel | None = _column(None, "least Swedish", blank="no demand")
    driving_licence: Codes = _column((), "licence codes needed, all of them")
    skills: Tags = _column((), "skills needed, all of them")
    excluded_limits: Tags = _column((), "functional limits the work does not allow")
    workplace: Text | None = _column(None, "unit or site")
    workplace_kind: WorkplaceKind | None = _column(
        None,
        "ordinary: the municipality's usual work, with its usual staff; constructed: set up for people in measures",
        blank="not known; at the municipality a job then counts for less",
    )
    supervisor_id: Id | None = _column(None, "supervisor", blank="refused by a rule that needs one")
    register_extract: YesNo | None = _column(None, "the chosen person must show a criminal-record extract")
    reserved_by_hand: Whole = _column(0, "places kept for placements made by hand", unit=N_("places"))
    status: SlotStatus = _column("open", "only open slots are filled")
    union_consulted_on: Day | None = _column(
        None, "day the union was or will be consulted", blank="refused by a rule that needs it"
    )
    gross_month_sek: Sek | None = _column(None, "full-time gross wage", unit=N_("SEK a month"))
    lead_weeks: Annotated[int, WHOLE, Ge(0), Le(104)] = _column(0, "weeks from decision to start", unit=N_("weeks"))
    confirmed_on: Day | None = _column(
        None, "day the employer last confirmed the place", blank="not known; a warning if other open slots state it"
    )


class Programme(Row):
    """The kind of measure and its legal form, with rules and funding."""

    programme_id: Id = _column(..., N_("id of the programme"))
    rule: Id = _column(..., N_("key in the rule pack"))
    purpose: Purpose | None = _column(None, "what it is for", blank="the rule's purpose")
    funding_id: Id | None = _column(None, "budget line that pays", blank="no budget")
    cost_person_week_sek: Sek | None = _column(
        None, "cost per person and week, whatever the hours", unit=N_("SEK a week"), blank="the rule's cost formula"
    )


class Funding(Row):
    """A budget line, with the weeks it may pay for."""

    funding_id: Id = _column(..., N_("id of the line"))
    budget_sek: Sek = _column(..., N_("the whole line"), unit=N_("SEK"))
    committed_sek: Sek = _column(0.0, "already promised, running placements included", unit=N_("SEK"))
    from_week: Week | None = _column(None, "first week it pays for", blank="open")
    to_week: Week | None = _column(None, "last week it pays for", blank="open")
    source: Text | None = _column(None, "where the money and the figure come from")


class ProgrammeFunding(Row):
    """A share of a programme's cost that a line pays; replaces the programme's funding_id."""

    programme_id: Id = _column(..., N_("the programme"))
    funding_id: Id = _column(..., N_("the budget line"))
    share: Share = _column(1.0, "share of the cost", unit=N_("share"))


class Supervisor(Row):
    """Somebody who follows placements at the workplace."""

    supervisor_id: Id = _column(..., N_("id of the supervisor, never a name"))
    capacity: Quantity | None = _column(
        None, "support need at a time", unit=N_("supervisor capacity"), blank="no limit"
    )


class Caseworker(Row):
    """Somebody who begins placements with their people."""

    caseworker_id: Id = _column(..., N_("id of the caseworker, never a name"))
    starts_per_week: Whole | None = _column(None, "most starts in a week", unit=N_("starts"), blank="no limit")


class Zone(Row):
    """A place where trips start or end; never an address."""

    zone: Id = _column(..., N_("id of the zone"))
    name: Text | None = _column(None, "name of the place")
    lat: Latitude | None = _column(None, "latitude, WGS84", unit=N_("degrees"))
    lon: Longitude | None = _column(None, "longitude, WGS84", unit=N_("degrees"))
    evening_service: YesNo | None = _column(
        None, "buses, trains or boats run after an evening shift", blank="not known: the trip is to be checked"
    )
    weekend_service: YesNo | None = _column(
        None, "buses, trains or boats run on Saturdays and Sundays", blank="not known: the trip is to be checked"
    )


class Travel(Row):
    """Known travel time from a home to a workplace: the longer of there for the start and home after the end."""

    from_zone: Id = _column(..., N_("where the person lives"))
    to_zone: Id = _column(..., N_("where the workplace is"))
    mode: TravelMode = _column("transit", "how")
    when: PartOfWeek = _column("any", "part of the week; a row for a part goes before one for any")
    minutes: Minutes | None = _column(
        None,
        "door to door",
        unit=N_("minutes"),
        blank="there is no trip then: nothing to take, or the last bus has gone",
    )
    as_of: Day | None = _column(None, "day the minutes were looked up", blank="age not known")


class Outcome(Row):
    """A known outcome of a pair; replaces the model's."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id = _column(..., N_("the slot"))
    programme_id: Id | None = _column(None, "the form", blank="every form of the slot")
    value: OutcomeValue = _column(..., N_("people in work or study; above 1 where a case counts several"))


class Baseline(Row):
    """What is expected of a person without a proposal; replaces the model's."""

    jobseeker_id: Id = _column(..., N_("the person"))
    value: OutcomeValue = _column(0.0, "people in work or study")


class Audit(Row):
    """Protected grounds for the fairness report alone; no plan reads them."""

    jobseeker_id: Id = _column(..., N_("the person"))
    sex: Text | None = _column(None, "as registered")
    origin: Text | None = _column(None, "broad class, never a country")
    disability: YesNo | None = _column(None, "stated need of adaptation, never a diagnosis")
    age_class: Text | None = _column(None, "broad class of age")


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
        Table("programmes", Programme, ("programme_id",), {"funding_id": "funding"}, required=True),
        Table("funding", Funding, ("funding_id",)),
        Table(
            "programme_funding",
            ProgrammeFunding,
            ("programme_id", "funding_id"),
            points={"programme_id": "programmes", "funding_id": "funding"},
        ),
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
            points={"jobseeker_id": "jobseekers", "slot_id": "slots", "programme_id": "programmes"},
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
        Table("audit", Audit, ("jobseeker_id",), points={"jobseeker_id": "jobseekers"}),
    )
}
