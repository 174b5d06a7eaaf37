"""The outcome model: baselines by segment and what each legal form adds, or points that people have set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from planner.schema.models.card import Figure, Model
from planner.schema.settings import Closed
from planner.schema.tables import SWEDISH_LEVELS

Probability = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
EducationClass = Literal["short", "long"]
MonthsClass = Literal["under_12", "12_to_23", "24_or_more"]
SwedishClass = Literal["low", "working"]
Points = Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]
# From the firmest to the weakest; of two that a figure rests on, the weaker one is what it is called.
EVIDENCE = ("observed", "effect", "judgement")
Evidence = Literal["observed", "effect", "judgement"]


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


class Effect(Closed):
    """What a programme adds for one segment, in points of probability, and the range it is believed to lie in."""

    segment: str
    rule: str
    effect: Points
    effect_low: Points
    effect_high: Points
    kind: Evidence
    source: str
    year: int


class FitFigure(Figure):
    """What a place that fits adds: a figure like any other, but no law can say it."""

    kind: Evidence


class OutcomeShape(Closed):
    """Where the segments of an outcome model divide, what a blank counts as, and what a place that fits adds."""

    form: Literal["segments"]
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
    """Baselines by segment and effects by segment and rule, on one fixed date after the plan week."""

    shape: OutcomeShape
    segments: tuple[Segment, ...]
    effects: tuple[Effect, ...]


class PointsShape(Closed):
    """Points instead of probabilities: set by people for a legal form and a need, whoever the person is."""

    form: Literal["points"]


def _blank_is_none(cell: object) -> object:
    return None if cell == "" else cell


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
