"""The plan as plan.json holds it: one class from which its JSON Schema is published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from planner.schema.lottery import Draw
from planner.schema.plan_duty import DutyPart
from planner.schema.plan_groups import GroupPart, WindowPart
from planner.schema.plan_money import DearPart, GoalPricePart, MoneyPart
from planner.schema.plan_neighbours import NeighboursPart
from planner.schema.plan_part import Amount, Gap, Part
from planner.schema.plan_targets import TagPart, TargetPart
from planner.schema.plan_trips import TripsPart
from planner.schema.settings import LanguageName
from planner.schema.usual import UsualName

# The files of a plan folder, beside those in inputs/.
ASSIGNMENTS, SLOTS, PLAN_FILE = "assignments.csv", "slots.csv", "plan.json"
RESERVES, FOLLOWUPS = "reserves.csv", "followups.csv"
RUN_FILE, CANDIDATES, CERTIFICATE = "run.json", "candidates.csv.gz", "certificate.json"
# Written where somebody is proposed at a slot with a shortlist: the lists, and what bounds their worth.
SHORTLISTS, LISTS_BOUND = "shortlists.csv", "shortlists.json"
LIST_FILES = (SHORTLISTS, LISTS_BOUND)
# Written where somebody owes hours of activity.
DUTY = "duty.csv"
# Written where table targets has rows.
TARGETS = "targets.csv"
# Written where there were proposals last week: drafts, lapsed offers or a previous plan.
CHANGES_FILE, BY_EMPLOYER_FILE = "changes_since.csv", "changes_by_employer.csv"
# What `planner compare` writes of each what-if, and of several beside their folders.
COMPARISON_FILE, COMPARISONS_FILE = "comparison.json", "comparisons.json"
# The folder of its pictures.
PICTURES_HOME = "pictures"
# What `planner diff` writes of people.
DIFF_FILE = "changes.csv"
CHANGES_FILES = (BY_EMPLOYER_FILE, CHANGES_FILE)
# Only in a plan that was made without some of the rows.
SET_ASIDE = "set_aside.csv"
# Whatever of these a plan has stands among its files.
FURTHER_FILES = (*CHANGES_FILES, *LIST_FILES, DUTY, SET_ASIDE, TARGETS)
PLAN_FILES = (ASSIGNMENTS, CANDIDATES, CERTIFICATE, FOLLOWUPS, PLAN_FILE, RESERVES, RUN_FILE, SLOTS)


# Keys of plan.json that are left out where a scenario does not use what they are about.
USED_BY_FEW = ("neighbours", "tags", "targets", "duty", "trips")


class GoalPart(Part):
    """One goal: what it reached alone in its turn, the bound, the share of the outcome it may cost, its final value.

    A goal that was `skipped`, for the time was up or somebody pressed Ctrl-C, cost nothing and has no figures. The
    first never is.
    """

    name: str
    best: Amount | None
    bound: Amount | None
    gap: Gap | None
    may_cost: Gap
    final: Amount | None
    status: Literal["optimal", "feasible", "skipped"]


class HandBackPart(Part):
    """The outcome before and after what the later goals had spent of it and did not need was handed back.

    `bound`: what no plan exceeds that holds every goal at what it reached; null where nothing was sought, since nothing
    had been spent (*unspent*) or no time was left (*skipped*).
    """

    before: Amount
    after: Amount
    bound: Amount | None
    status: Literal["optimal", "feasible", "unspent", "skipped"]


class UpliftByBasis(Part):
    """The plan's uplift by what it rests on; what the fit adds counts under the kind of the fit's own figure."""

    own: Amount = Field(description="the user's own outcomes")
    observed: Amount = Field(description="counted levels with nothing to compare with")
    effect: Amount = Field(description="studies with a comparison")
    judgement: Amount = Field(description="somebody's best guess")
    points: Amount = Field(description="points set by people: no claim about the world")


class Measured(Part):
    """One way to count what becomes of everybody: without any proposal, with the plan, and the difference."""

    baseline: Amount
    uplift: Amount
    expected: Amount = Field(description="baseline + uplift")


class LeftOutPart(Part):
    """A row of past_placements that the comparison leaves out."""

    row: int = Field(ge=2, description="row of inputs/past_placements.csv; the header is row 1")
    why: str = Field(description="the gate that refuses it, the hard constraint that it breaks, purpose, or not_listed")


class UsualPart(Part):
    """One plan of usual practice; without figures where pins or minimums cannot be met in its order."""

    name: UsualName
    placed: int | None = Field(description="people with a place of purpose main")
    uplift: Amount | None
    left_out: tuple[LeftOutPart, ...] = ()


class PromisedPart(Part):
    """Placements of one state that begin in the plan week or later, counted as proposals are; a person counts once."""

    people: int = Field(description="people with such a place of purpose main")
    uplift: Amount = Field(description="what their places count for, in the plan's unit")
    expected_gain: Amount = Field(description="acceptance x uplift, with acceptance 1 for what is accepted")


class Promised(Part):
    """What the meeting has settled before, apart from what is proposed now."""

    accepted: PromisedPart
    offered: PromisedPart
    untold: int = Field(
        description="rows of both whose worth cannot be told: their form is not known, or in listed mode the pair"
    )


class Together(Part):
    """Proposals, accepted and offered placements as one sum; a person counts once, with what counts most."""

    placed: int = Field(description="people with a main place, proposed, accepted or offered")
    uplift: Amount
    expected_gain: Amount


class Totals(Part):
    """Sums over the plan; people without protected identity alone. But for `together`, all are of proposals alone."""

    jobseekers: int
    placed: int = Field(description="people with a proposed place of purpose main")
    expected_outcomes: Amount = Field(description="baseline + uplift")
    baseline: Amount = Field(
        description="without any proposal: people in work or study on the fixed date, or weeks where unit is weeks"
    )
    uplift: Amount = Field(description="the same as value")
    expected_gain: Amount = Field(
        description="acceptance x uplift over the main proposals: what is to be expected, wishes counted as they are"
    )
    follow_up: Measured | None = Field(description="people in work or study on the fixed date; none where points count")
    regular_weeks: Measured | None = Field(
        description="weeks of regular work within 104 weeks, all people together; none in listed mode or for points"
    )
    uplift_by_basis: UpliftByBasis
    judgement_share: Annotated[float, Field(ge=0, le=1)] | None = Field(
        description="share of the uplift that rests on judgement; blank where nothing is gained or points count"
    )
    vacancies_placed: int = Field(
        description="people of placed who have an ordinary vacancy, which somebody would fill"
    )
    vacancies_uplift: Amount = Field(description="the part of uplift from those: gross, for somebody else goes without")
    cost_sek: Amount
    unused_subsidy_sek: Amount = Field(description="what better paid forms open to those placed would pay on top")
    travel_minutes: Amount
    protected: int = Field(description="people with protected identity, who are in no table")
    by_hand_places: int = Field(description="reserved_by_hand of the open slots that are no courses beside work")
    by_hand_share: int = Field(description="the places that people with protected identity should have by their number")
    promised: Promised
    together: Together


class BeyondPart(Part):
    """A limit that facts exceed before anything is proposed: nothing new fits there, and the plan holds yet."""

    constraint: str
    owner: str = Field(description="id of the slot, employer, supervisor, caseworker, person or budget line")
    week: str | None = Field(description="first week of the greatest load; null for money")
    limit: Amount
    load: Amount


class OverridePart(Part):
    """A proposal that only a pin lets pass: the gates that would refuse it, and who decided, as given."""

    jobseeker_id: str
    slot_id: str
    programme_id: str
    gates: tuple[str, ...]
    by: str | None = Field(description="role or code")
    on: str | None = Field(description="day of the decision")
    motive: str | None


class ChangesPart(Part):
    """What changed since last week's proposals, in rows of changes_since.csv."""

    new: int
    moved: int
    withdrawn: int
    kept: int = Field(description="the same person in the same slot, proposed again or running by now")
    no_longer_possible: int = Field(
        description="of withdrawn: a gate, a limit, a missing gain, or gone from the tables"
    )
    gain_of_moves: Amount = Field(description="what moves gain whose earlier place is still possible")


class SetAsidePart(Part):
    """What of the scenario was not planned with since it holds faults; set_aside.csv lists it."""

    rows: Annotated[int, Field(ge=0, description="rows of the scenario's files")] = 0
    people: Annotated[int, Field(ge=0, description="people for whom nothing is planned")] = 0
    slots: Annotated[int, Field(ge=0, description="slots that nobody is placed in")] = 0
    occupied: Annotated[int, Field(ge=0, description="their placements, which stay as places in use")] = 0


class SeedsPart(Part):
    """The seeds of one run of a week: of its search and of its lot, and the hash of its inputs as frozen."""

    search: int
    lot: int
    inputs: str | None = Field(description="null for a plan of a version that stated none")


class LotteryPart(Part):
    """How the lot was drawn."""

    seed: int = Field(description="seed of the lot: of the draw where it has a result, else lottery_seed")
    draw: Draw | None = Field(description="null: no public draw was named, and whoever planned chose lottery_seed")
    inputs: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="hash of the inputs as they are frozen before a draw (docs/method.md)"
    )
    tried: tuple[SeedsPart, ...] = Field(
        default=(), description="earlier runs of this week, in this folder, that had another seed, the oldest first"
    )


class LookAheadPart(Part):
    """From what the prices of weeks to come were found, and what they did. The prices are in inputs/scenario.toml."""

    history: str
    history_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    model: str
    futures: int
    weeks: int
    seed: int
    charged: Amount = Field(description="what the proposals take from the weeks to come: value is without it")
    gain: Amount = Field(description="uplift of the plan that goal outcome chose; later goals spend shares of it")
    waiting_for_better: int = Field(description="people who wait since every place takes more than it brings now")


class PlanFile(Part):
    """All of plan.json: no clock, no path, no user."""

    format: Literal[1] = 1
    scenario: str
    week: Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]
    language: LanguageName = Field(description="the language of the reasons and other texts in its files")
    method: Literal["goals"] | UsualName = Field(description="what made the plan: its goals, or usual practice")
    status: Literal["optimal", "feasible"]
    unit: Literal["people", "weeks", "points", "table"] = Field(
        description="what value and uplift count: people in work or study, weeks of regular work (as the setting "
        "measure says), points, or whatever the user's table holds"
    )
    reproducible: bool
    unrepeatable: Literal["clock", "max_seconds", "interrupted", "worker_lost"] | None = Field(
        description="why the same files may give another plan (the search was on the clock, was stopped by max_seconds "
        "or by somebody, or lost its HiGHS worker); null where they give the same bytes"
    )
    interrupted: bool
    value: Amount
    bound: Amount
    gap: Gap
    certified_bound: Amount
    certified_gap: Gap
    goals: tuple[GoalPart, ...]
    hand_back: HandBackPart
    totals: Totals
    set_aside: SetAsidePart
    usual: tuple[UsualPart, ...] = Field(description="what the plan is held against")
    strongest_usual: UsualName | None = Field(description="the one of usual with the greatest uplift")
    groups: tuple[GroupPart, ...]
    window: WindowPart | None = Field(description="none where fair_share looks at the plan week alone")
    beyond: tuple[BeyondPart, ...] = Field(description="limits that running placements or committed money exceed")
    overrides: tuple[OverridePart, ...] = Field(description="every proposal that a pin carries over a gate")
    money: tuple[MoneyPart, ...] = Field(description="every budget line")
    dear: tuple[DearPart, ...] = Field(
        description="proposals that buy less than usual with what they cost more, the greatest cost first; "
        "none in a plan of usual practice"
    )
    goal_prices: tuple[GoalPricePart, ...] | None = Field(
        default=None, description="what each goal and restriction costs; null where that was not asked (--prices full)"
    )
    look_ahead: LookAheadPart | None = Field(
        default=None, description="how the plan looks ahead (--look-ahead); null where it looks at this week alone"
    )
    neighbours: NeighboursPart | None = Field(
        default=None, description="only where people or places are of several municipalities"
    )
    duty: DutyPart | None = Field(default=None, description="only where somebody owes hours of activity")
    tags: tuple[TagPart, ...] | None = Field(
        default=None, description="what is counted under each tag; not there where no table has one"
    )
    targets: tuple[TargetPart, ...] | None = Field(
        default=None, description="how far each target is reached; not there where table targets has no rows"
    )
    trips: TripsPart | None = Field(
        default=None, description="only where rows of table travel say which timetable they are of"
    )
    changes: ChangesPart | None = Field(description="since last week's proposals; null where there were none")
    settings: dict[str, Any]
    models: dict[str, str]
    files: tuple[str, ...] = Field(description="every file that a command has written in the folder, by its path there")
    inputs: dict[str, str] = Field(description="SHA-256 of every file in inputs/, by its path there")
    seed: int
    search: dict[str, Any] = Field(description="limits and parameters of the search, as [solve] in scenario.toml")
    lottery_seed: int
    lottery: LotteryPart
    constraints_off: tuple[str, ...]
    versions: dict[str, str]

    @model_serializer(mode="wrap")
    def _where_used(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """All keys, and those of USED_BY_FEW where they hold anything."""
        return {name: value for name, value in write(self).items() if value is not None or name not in USED_BY_FEW}

    @property
    def best(self) -> float:
        """What the first goal reached in its turn, before later goals spent of it."""
        best = self.goals[0].best
        assert best is not None  # noqa: S101 - the first goal is never skipped
        return best
