"""The assumptions under models/: versioned files that somebody can read, question and replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from planner.schema.settings import Closed, Group, Settings
from planner.schema.tables import SWEDISH_LEVELS

Sure = Literal["read", "known", "unverified"]
FigureKind = Literal["law", "observed", "effect", "judgement"]
Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
EducationClass = Literal["short", "long"]
MonthsClass = Literal["under_12", "12_to_23", "24_or_more"]
SwedishClass = Literal["low", "working"]
Points = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]


class Card(Closed):
    """What a model is, for whom it holds, and what it must not be used for."""

    kind: Literal["rules", "outcome", "acceptance", "travel", "policy", "geography", "occupations"]
    name: str
    version: str
    title: str
    population: str
    units: str
    range: str
    not_for: str
    known_bias: str
    licence: str
    source: str
    reviewed_by: str
    retrieved: str | None = None
    files: dict[str, str] = Field(default_factory=dict, description="sha256 of each data file")


class Figure(Closed):
    """One number taken from outside, with where it comes from."""

    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: str
    source: str
    year: int
    kind: FigureKind
    sure: Sure


class Who(Closed):
    """One way in which a person is within a rule; all that is stated must hold, a blank never does."""

    text: str
    approved: bool = False
    age_min: int | None = None
    age_max: int | None = None
    statuses: tuple[Literal["JoB", "JUG", "etablering", "none"], ...] = ()
    registered_days_min: int | None = None
    months_unemployed_min: float | None = None
    swedish_below: Literal["A1", "A2", "B1", "B2", "C1", "C2"] | None = None
    source: str
    sure: Sure


class Cost(Closed):
    """How a placement's cost is made: nothing, the wage less a share of it, or the wage less multiples of the fees.

    net a month = gross x (1 + fees) x fte - subsidy, with fte = hours / 40 and
    share:  subsidy = subsidy_share x min(gross, cap) x (1 + fees) x fte
    fees:   subsidy = fee_multiple x fees x min(gross, cap) x fte
    """

    form: Literal["none", "wage", "share", "fees"]
    employer_fees: Figure | None = None
    subsidy_cap_gross: Figure | None = None
    subsidy_share: Figure | None = None
    fee_multiple: Figure | None = None

    @model_validator(mode="after")
    def _complete(self) -> Cost:
        needs = {
            "none": (),
            "wage": ("employer_fees",),
            "share": ("employer_fees", "subsidy_cap_gross", "subsidy_share"),
            "fees": ("employer_fees", "subsidy_cap_gross", "fee_multiple"),
        }[self.form]
        missing = [name for name in needs if getattr(self, name) is None]
        if missing:
            msg = f"of form {self.form} needs {', '.join(missing)}"
            raise ValueError(msg)
        return self


class Rule(Closed):
    """One legal form: who, where, how long, at what cost, decided by whom, from when to when."""

    name_sv: str
    name_en: str
    decided_by: Literal["municipality", "employment_service", "employer", "education_provider"]
    purpose: Literal["main", "companion", "activity", "sheltered"]
    employment: bool
    valid_from: date | None = None
    valid_to: date | None = None
    who: tuple[Who, ...] = ()
    sectors: tuple[Literal["department", "municipal_company", "private", "association", "education"], ...] = ()
    usual_weeks: Figure
    longest_weeks: Figure | None = None
    most_hours: Figure | None = None
    lead_weeks: Figure | None = None
    redundancy_months: Figure | None = None
    needs_supervisor: bool = False
    needs_union: bool = False
    needs_collective_agreement: bool = False
    refuses_tax_debts: bool = False
    cost: Cost
    source: str
    sure: Sure


@dataclass(frozen=True)
class ModelFiles:
    """Where a model was found: its reference `name/version`, and its files as bytes by name."""

    reference: str
    files: Mapping[str, bytes] = field(repr=False)


@dataclass(frozen=True)
class RulePack:
    """All rules of one version, and what holds for every one of them."""

    found: ModelFiles
    card: Card
    rules: Mapping[str, Rule]
    register_extract_weeks: Figure


class Segment(Closed):
    """One class of jobseekers in an outcome model, with its baseline and how far that may be off."""

    segment: str
    education: EducationClass
    months: MonthsClass
    swedish: SwedishClass
    baseline: Probability
    baseline_low: Probability
    baseline_high: Probability
    kind: FigureKind
    source: str
    year: int


class Effect(Closed):
    """What a programme adds for one segment, in points of probability, and the range it is believed to lie in."""

    segment: str
    rule: str
    effect: Points
    effect_low: Points
    effect_high: Points
    kind: FigureKind
    source: str
    year: int


class OutcomeShape(Closed):
    """Where the segments of an outcome model divide, what a blank counts as, and what a wished occupation adds."""

    education_long_from: Annotated[int, Field(ge=0, le=6)]
    education_blank: EducationClass
    months_blank: MonthsClass
    swedish_working_from: Literal["A1", "A2", "B1", "B2", "C1", "C2"]
    swedish_blank: SwedishClass
    same_occupation: Figure
    same_field: Figure

    def education_class(self, level: float | None) -> EducationClass:
        """`short` or `long` for a SUN level; None is a blank."""
        if level is None:
            return self.education_blank
        return "long" if level >= self.education_long_from else "short"

    def months_class(self, months: float | None) -> MonthsClass:
        """The class of months without work; None is a blank."""
        if months is None:
            return self.months_blank
        if months < 12:  # noqa: PLR2004 - the class is named by its bound
            return "under_12"
        return "12_to_23" if months < 24 else "24_or_more"  # noqa: PLR2004 - as above

    def swedish_class(self, level: str | None) -> SwedishClass:
        """`low` or `working` for a level of Swedish; None is a blank."""
        if level is None:
            return self.swedish_blank
        reached = SWEDISH_LEVELS.index(level) >= SWEDISH_LEVELS.index(self.swedish_working_from)
        return "working" if reached else "low"


@dataclass(frozen=True)
class OutcomeModel:
    """Baselines by segment and effects by segment and rule, on one fixed date after the plan week."""

    found: ModelFiles
    card: Card
    shape: OutcomeShape
    segments: tuple[Segment, ...]
    effects: tuple[Effect, ...]


class Acceptance(Closed):
    """How likely a person takes an offer, by what they have wished and declined before."""

    wished: Figure
    no_wish_stated: Figure
    other_than_wished: Figure
    declined_before: Figure


@dataclass(frozen=True)
class AcceptanceModel:
    """The acceptance figures in use."""

    found: ModelFiles
    card: Card
    acceptance: Acceptance


class ModeOfTravel(Closed):
    """How one mode turns a straight line into minutes: line x detour / speed + waiting; within a zone, `within`."""

    detour: Figure
    speed: Figure
    waiting: Figure
    within: Figure


@dataclass(frozen=True)
class TravelModel:
    """Minutes from coordinates where the user's table has none."""

    found: ModelFiles
    card: Card
    modes: Mapping[str, ModeOfTravel]


class PolicyValue(Closed):
    """One choice of policy with its reason."""

    value: object
    reason: str


@dataclass(frozen=True)
class Policy:
    """Goals, their order and price, limits and groups, each with its reason."""

    found: ModelFiles
    card: Card
    values: Mapping[str, PolicyValue]
    groups: Mapping[str, Group]


@dataclass(frozen=True)
class Assumptions:
    """Every model one scenario is planned under."""

    rules: RulePack
    outcome: OutcomeModel
    acceptance: AcceptanceModel
    travel: TravelModel
    policy: Policy

    @property
    def found(self) -> dict[str, ModelFiles]:
        """The models by kind, for copying and for naming them in the plan."""
        return {
            "acceptance": self.acceptance.found,
            "outcome": self.outcome.found,
            "policy": self.policy.found,
            "rules": self.rules.found,
            "travel": self.travel.found,
        }


__all__ = [
    "Acceptance", "AcceptanceModel", "Assumptions", "Card", "Cost", "Effect", "Figure", "Group", "ModeOfTravel",
    "ModelFiles", "OutcomeModel", "OutcomeShape", "Policy", "PolicyValue", "Rule", "RulePack", "Segment",
    "Settings", "TravelModel", "Who",
]  # fmt: skip
