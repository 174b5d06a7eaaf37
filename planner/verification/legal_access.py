"""Legal access: whether a person meets a rule, the multiple of the fees it then pays, and the fees due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.models import LowerFees, Rule, Who
from planner.schema.tables import Jobseeker
from planner.verification.money import exact


def stands(person: Jobseeker, rule: Rule, name: str, weeks: int, hours: float) -> bool | None:
    """Whether the person meets a rule for a placement of given weeks and hours; None if only blanks are against it.

    One of its ways must hold, if it has any, and so must all that it asks of everybody.
    """
    verdicts = [holds(person, rule, way, name, weeks) for way in rule.who]
    some = True in verdicts or not rule.who
    said = [some or (None if None in verdicts else False), _young_enough(person, rule), _full_time(person, rule, hours)]
    if False in said:
        return False
    return None if None in said else True


def multiple_of(person: Jobseeker, rule: Rule, name: str, weeks: int) -> Decimal | None:
    """The greatest multiple among the ways that hold; None if the rule has no multiple or no way holds."""
    multiples = [
        exact(way.fee_multiple.value)
        for way in rule.who
        if way.fee_multiple is not None and holds(person, rule, way, name, weeks)
    ]
    return max(multiples, default=None)


def holds(person: Jobseeker, rule: Rule, way: Who, name: str, weeks: int) -> bool | None:
    """Whether a way of a rule holds for the person; None if only blanks are against it.

    With 0 weeks no limit of length applies. A way for people whom no other way takes in is tried after the others.
    """
    is_unknown = False
    for answer in _answers(person, rule, way, name, weeks):
        if answer is False:
            return False
        is_unknown |= answer is None
    return None if is_unknown else True


def _answers(person: Jobseeker, rule: Rule, way: Who, name: str, weeks: int) -> Iterator[bool | None]:
    """Whether each condition of a way holds; None for a blank. The one that asks all other ways comes last."""
    if way.longest_weeks is not None:
        yield weeks <= way.longest_weeks.value
    if way.as_long_as_unemployed and weeks > 0:
        months = person.months_unemployed
        yield None if months is None else Decimal(weeks) / 52 <= exact(months) / 12
    if way.approved:
        yield name in person.approved_rules
    yield _at_least(person.age, way.age_min)
    yield _at_least(None if person.age is None else -person.age, None if way.age_max is None else -way.age_max)
    yield _at_least(person.registered_days, way.registered_days_min)
    yield _at_least(person.programme_days, way.programme_days_min)
    yield _at_least(person.months_unemployed, way.months_unemployed_min)
    if way.months_unemployed_over is not None:
        out = person.months_unemployed
        yield None if out is None else out > way.months_unemployed_over
    yield _not_longer_ago(person.permit_months, way.permit_months_max)
    yield _not_longer_ago(person.months_since_establishment, way.months_since_establishment_max)
    yield _at_least(person.education_level, way.education_min)
    if way.statuses:
        yield None if person.registered_status is None else person.registered_status in way.statuses
    if way.swedish_below is not None:
        yield None if person.swedish_level is None else _rank(person.swedish_level) < _rank(way.swedish_below)
    if way.otherwise:
        others = [other for other in rule.who if not other.otherwise]
        yield not any(holds(person, rule, other, name, 0) for other in others)


def fees_of(person: Jobseeker, lower: Iterable[LowerFees]) -> LowerFees | None:
    """The lower fees that hold for the person's age; None if the usual fees are due."""
    if person.age is None:
        return None
    return next((fees for fees in lower if fees.age_min <= person.age <= fees.age_max), None)


def _young_enough(person: Jobseeker, rule: Rule) -> bool | None:
    if rule.oldest is None:
        return True
    return None if person.age is None else person.age <= rule.oldest.value


def _full_time(person: Jobseeker, rule: Rule, hours: float) -> bool | None:
    """Full time, or grounds for less: they are stated, or the person's own hours are below full time."""
    if rule.full_time_hours is None or hours >= rule.full_time_hours.value:
        return True
    if person.part_time_grounds is not None:
        return person.part_time_grounds
    return True if person.hours_per_week < rule.full_time_hours.value else None


def _not_longer_ago(months: float | None, most: float | None) -> bool:
    """Whether something happened at most that many months ago; a blank means that it never happened."""
    return most is None or (months is not None and months <= most)


def _at_least(value: float | None, least: float | None) -> bool | None:
    if least is None:
        return True
    return None if value is None else value >= least


def _rank(level: str) -> int:
    return SWEDISH_LEVELS.index(level)
