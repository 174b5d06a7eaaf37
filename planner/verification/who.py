"""Whether a person is within a rule, and by which multiple of the fees the law then pays."""

from __future__ import annotations

from decimal import Decimal

from planner.schema.models import Rule, Who
from planner.schema.tables import SWEDISH_LEVELS, Jobseeker
from planner.verification.money import exact


def stands(person: Jobseeker, rule: Rule, name: str, weeks: int) -> bool | None:
    """True where some alternative holds, None where one fails by blanks alone, else False; a rule may say nothing."""
    if not rule.who:
        return True
    verdicts = [holds(person, way, name, weeks) for way in rule.who]
    if True in verdicts:
        return True
    return None if None in verdicts else False


def multiple_of(person: Jobseeker, rule: Rule, name: str, weeks: int) -> Decimal | None:
    """The greatest multiple among the alternatives that hold; None where the rule has none or nothing holds."""
    found = [
        exact(way.fee_multiple.value)
        for way in rule.who
        if way.fee_multiple is not None and holds(person, way, name, weeks)
    ]
    return max(found, default=None)


def holds(person: Jobseeker, way: Who, name: str, weeks: int) -> bool | None:
    """Whether all that an alternative states holds; None where only blanks stand against it."""
    said: list[bool | None] = []
    if way.longest_weeks is not None:
        said.append(weeks <= way.longest_weeks.value)
    if way.approved:
        said.append(name in person.approved_rules)
    said.append(_at_least(person.age, way.age_min))
    said.append(_at_least(None if person.age is None else -person.age, None if way.age_max is None else -way.age_max))
    said.append(_at_least(person.registered_days, way.registered_days_min))
    said.append(_at_least(person.months_unemployed, way.months_unemployed_min))
    said.append(_at_least(person.education_level, way.education_min))
    if way.statuses:
        said.append(None if person.registered_status is None else person.registered_status in way.statuses)
    if way.swedish_below is not None:
        said.append(None if person.swedish_level is None else _rank(person.swedish_level) < _rank(way.swedish_below))
    if False in said:
        return False
    return None if None in said else True


def _at_least(value: float | None, least: float | None) -> bool | None:
    if least is None:
        return True
    return None if value is None else value >= least


def _rank(level: str) -> int:
    return SWEDISH_LEVELS.index(level)
