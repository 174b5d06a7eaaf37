"""What the outcome model says about a placement on the follow-up date: the person's baseline and the effect."""

from __future__ import annotations

import math
from decimal import Decimal

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.models import OutcomeModel, OutcomeShape, PointsModel, Segment
from planner.schema.tables import Jobseeker
from planner.verification.facts import Candidate, Facts
from planner.verification.money import exact
from planner.verification.offers import Offer
from planner.verification.remembered import remembered


def segment(facts: Facts, person: Jobseeker) -> Segment:
    """The segment of the outcome model that a person belongs to."""
    return _segment_of(facts, person.jobseeker_id)


@remembered(200_000)
def _segment_of(facts: Facts, person_id: str) -> Segment:
    model, person = facts.scenario.assumptions.outcome, facts.people[person_id]
    assert isinstance(model, OutcomeModel)  # noqa: S101 - points know no segments
    classes = _classes(model.shape, person)
    return next(row for row in model.segments if (row.education, row.months, row.swedish) == classes)


def _classes(shape: OutcomeShape, person: Jobseeker) -> tuple[str, str, str]:
    """The person's classes of education, months without work and Swedish; a blank has the class set by the model."""
    education: str = shape.education_blank
    months: str = shape.months_blank
    swedish: str = shape.swedish_blank
    if person.education_level is not None:
        education = "long" if person.education_level >= shape.education_long_from else "short"
    if person.months_unemployed is not None:
        upper_bounds = {"under_12": 12, "12_to_23": 24, "24_or_more": math.inf}
        months = next(name for name, bound in upper_bounds.items() if person.months_unemployed < bound)
    if person.swedish_level is not None:
        least = SWEDISH_LEVELS.index(shape.swedish_working_from)
        swedish = "working" if SWEDISH_LEVELS.index(person.swedish_level) >= least else "low"
    return education, months, swedish


@remembered(10_000)
def on_date(facts: Facts, offer: Offer) -> str:
    """*not_begun*, *running* or *ended*: the state of a placement on the follow-up date.

    Regular work of a slot that states no weeks runs on from its start.
    """
    date = facts.week + facts.settings.follow_up_weeks
    if offer.first > date:
        return "not_begun"
    unending = offer.slot.weeks is None and is_gross(facts, offer)
    return "running" if offer.last >= date or unending else "ended"


def is_gross(facts: Facts, offer: Offer) -> bool:
    """Whether the form is regular work by itself, so that its gain is gross; never if points count."""
    return _is_regular(facts, offer.programme.rule)


@remembered(10_000)
def _is_regular(facts: Facts, rule: str) -> bool:
    model = facts.scenario.assumptions.outcome
    if isinstance(model, PointsModel):
        return False
    return any(row.rule == rule and row.counts_as == "regular_work" for row in model.forms)


def counts_as(model: OutcomeModel, offer: Offer) -> str | None:
    """What the model counts the form as while it runs at this employer; None for a rule not in the model."""
    for row in model.forms:
        if row.rule == offer.programme.rule:
            own = row.in_municipality if _is_municipal(offer) else None
            return row.counts_as if own is None else own
    return None


def _is_municipal(offer: Offer) -> bool:
    return offer.employer.sector in {"department", "municipal_company"}


def workplaces(offer: Offer) -> tuple[str | None, ...]:
    """The values of column workplace to look up for the form, the most specific first."""
    if not _is_municipal(offer):
        return (None,)
    kind = offer.slot.workplace_kind
    return ("municipal", None) if kind is None else (f"municipal_{kind}", "municipal", None)


def effect_of(facts: Facts, candidate: Candidate, case: str | None = None) -> tuple[Decimal, Decimal, str]:
    """The effect, its low end and its kind; what the model has no row for adds 0, by judgement.

    It is the effect in the state of the placement on the date, or in another one if `case` names it.
    """
    own, offer = segment(facts, candidate.person), candidate.offer
    case = case or on_date(facts, offer)
    return _effect(facts, offer.programme.rule, (own.education, own.months), workplaces(offer), case)


@remembered(10_000)
def _effect(
    facts: Facts, rule: str, of_person: tuple[str, str], workplaces: tuple[str | None, ...], case: str
) -> tuple[Decimal, Decimal, str]:
    education, months = of_person
    for workplace in workplaces:
        for row in facts.effects.get(rule, ()):
            people = row.education in {None, education} and row.months in {None, months}
            if people and row.on_date == case and row.workplace == workplace:
                return exact(row.effect), exact(row.effect_low), row.kind
    return Decimal(0), Decimal(0), "judgement"
