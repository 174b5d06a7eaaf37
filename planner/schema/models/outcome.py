"""The outcome model: baselines by segment and what each legal form adds, or points that people have set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model, Sure
from planner.texts import _

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
EducationClass = Literal["short", "long"]
MonthsClass = Literal["under_12", "12_to_23", "24_or_more"]
SwedishClass = Literal["low", "working"]
Points = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
# Expected weeks of regular work are counted over this many weeks; the plan week is the first.
WITHIN_WEEKS = 104
# From the strongest to the weakest; a figure that rests on two kinds is named after the weaker one.
EVIDENCE = ("observed", "effect", "judgement")
Evidence = Literal["observed", "effect", "judgement"]
EDUCATION_CLASSES: tuple[EducationClass, ...] = ("short", "long")
MONTHS_CLASSES: tuple[MonthsClass, ...] = ("under_12", "12_to_23", "24_or_more")
CountsAs = Literal["regular_work", "subsidised_work", "study", "nothing"]
EffectWorkplace = Literal["municipal", "municipal_ordinary", "municipal_constructed"]
Contained = Literal["deadweight", "displacement", "lock_in"]


def _blank_is_none(cell: object) -> object:
    return None if cell == "" else cell


def _parts(cell: object) -> object:
    return tuple(cell.split("|")) if isinstance(cell, str) and cell else () if cell == "" else cell


class Segment(Closed):
    """One class of jobseekers in an outcome model, with its baseline and how far that may be off."""

    segment: str
    education: EducationClass
    months: MonthsClass
    swedish: SwedishClass
    baseline: Probability
    baseline_low: Probability
    baseline_high: Probability
    kind: Evidence
    source: str
    year: int


class FormFacts(Closed):
    """What a placement of one legal form counts as, by the outcome's own definition, while it still runs.

    *regular_work* is unsubsidised and counts, and its gain is gross: somebody else would have had the vacancy.
    *subsidised_work* and *study* count, *nothing* does not. `in_municipality` is what it counts as at a department or a
    municipal company; None where that makes no difference.
    """

    rule: str
    counts_as: CountsAs
    in_municipality: Annotated[CountsAs | None, BeforeValidator(_blank_is_none)]
    source: str
    year: int
    sure: Sure

    def at(self, *, municipal: bool) -> CountsAs:
        """What it counts as at an employer of the municipality, or at any other."""
        return self.in_municipality or self.counts_as if municipal else self.counts_as


class Effect(Closed):
    """What a placement adds to the baseline on the follow-up date, in points of probability, with its range.

    `workplace` says where the effect holds: at *municipal* employers of any or no stated kind, at those of one kind,
    or (None) wherever no other row holds. A blank education or months stands for every class. On the date the placement
    is still *running* or has *ended*. `contains` says which of three things the effect already accounts for:
    *deadweight* (dödvikt: would have got work anyway), *displacement* (undanträngning: somebody outside the pool
    loses), *lock_in* (inlåsning: less time to find something else).
    """

    rule: str
    workplace: Annotated[EffectWorkplace | None, BeforeValidator(_blank_is_none)]
    education: Annotated[EducationClass | None, BeforeValidator(_blank_is_none)]
    months: Annotated[MonthsClass | None, BeforeValidator(_blank_is_none)]
    on_date: Literal["running", "ended"]
    effect: Points
    effect_low: Points
    effect_high: Points
    contains: Annotated[tuple[Contained, ...], BeforeValidator(_parts)]
    kind: Evidence
    source: str
    year: int

    @model_validator(mode="after")
    def _sound(self) -> Effect:
        if not self.effect_low <= self.effect <= self.effect_high:
            raise ValueError(_("has an effect outside its range"))
        if len(set(self.contains)) < len(self.contains):
            raise ValueError(_("names something twice in contains"))
        # The effect is added to the baseline, in which people who would have got work anyway are already counted.
        if "deadweight" not in self.contains:
            raise ValueError(_("must contain deadweight: it is added to what would have come about anyway"))
        return self

    @property
    def classes(self) -> list[tuple[EducationClass, MonthsClass]]:
        """The classes of people it speaks of."""
        educations = EDUCATION_CLASSES if self.education is None else (self.education,)
        months = MONTHS_CLASSES if self.months is None else (self.months,)
        return [(education, month) for education in educations for month in months]


class FitFigure(Figure):
    """What a place that fits adds: a figure like any other, but never of kind *law*."""

    kind: Evidence


class OutcomeShape(Closed):
    """Where the segments of an outcome model divide, what a blank counts as, and what a place that fits adds."""

    form: Literal["dated_segments"]
    education_long_from: Annotated[int, Field(ge=0, le=6)]
    education_blank: EducationClass
    months_blank: MonthsClass
    swedish_working_from: Literal["A1", "A2", "B1", "B2", "C1", "C2"]
    swedish_blank: SwedishClass
    fit: FitFigure = Field(description="points that a place of fit 1 adds to the effect")

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
class OutcomeModel(Model):
    """Baselines by segment, and what a placement adds on one fixed date after the plan week.

    Every rule of `effects` has its row in `forms`. The rows of a rule for one workplace and one case on the date cover
    every class of people once, and its rows without a workplace cover both cases.
    """

    shape: OutcomeShape
    segments: tuple[Segment, ...]
    forms: tuple[FormFacts, ...]
    effects: tuple[Effect, ...]


class PointsShape(Closed):
    """Points instead of probabilities: set by people for a legal form and a need, whoever the person is."""

    form: Literal["points"]


class PointsRow(Closed):
    """Points of one legal form for one priority class; a row without a class is for everybody else."""

    rule: str
    priority_class: Annotated[Annotated[int, Field(ge=1, le=99)] | None, BeforeValidator(_blank_is_none)]
    points: Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
    reason: str


@dataclass(frozen=True)
class PointsModel(Model):
    """Points by rule and priority class. No profile of persons: no segment, no fit, no baseline, no acceptance."""

    shape: PointsShape
    points: tuple[PointsRow, ...]
