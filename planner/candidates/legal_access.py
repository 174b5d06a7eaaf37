"""The people that a rule lets in, and by which of its alternatives: the gate on person and legal form."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from planner.candidates.offers import fees_of
from planner.schema.arrays import Bools, Codes, Positions, Values
from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.models import Rule, Who
from planner.schema.scenario import Scenario

MONTHS_PER_YEAR, WEEKS_PER_YEAR = 12, 52
_UNKNOWN = np.uint8(2)


def who_by_offer(scenario: Scenario, offers: pd.DataFrame, laws: Sequence[Rule]) -> tuple[Codes, Positions]:
    """Codes by person (rows) and distinct rule (columns), and the column of each offer: 0 passes, 1 refuses, 2 unknown.

    A form whose subsidy or fees differ by person has one offer for each multiple and each level of fees. A person
    passes only for the offer that the law gives them: the greatest multiple among the alternatives that let them in,
    with the fees of their age.
    """
    people = scenario.tables["jobseekers"]
    standing: dict[Hashable, tuple[Codes, Values]] = {}
    of_week: dict[int, Values] = {}
    column_at: dict[Hashable, int] = {}
    columns: list[Codes] = []
    of_offer = np.zeros(len(laws), dtype=np.int64)
    cells = (offers[name].tolist() for name in ("rule", "weeks", "hours_per_week", "start_week", "multiple", "fees"))
    for offer, (law, name, weeks, hours, start, multiple, fees) in enumerate(zip(laws, *cells, strict=True)):
        # Length and hours matter only where the rule has a condition on them.
        asked = weeks if any(way.looks_at_length for way in law.who) else 0
        part = hours if law.full_time_hours is not None else np.inf
        rule = (id(law), asked, part)
        # NaN cannot be a key: it is not equal to itself.
        key = (*rule, "" if np.isnan(multiple) else multiple, "" if np.isnan(fees) else (fees, start))
        if key not in column_at:
            codes, own = standing[rule] if rule in standing else within(law, people, name, asked, part)
            standing[rule] = codes, own
            if not np.isnan(multiple):
                codes = np.where((codes == 0) & (own != multiple), 1, codes)
            if not np.isnan(fees):
                of_person = of_week.setdefault(start, fees_of(scenario, start))
                codes = np.where((codes == 0) & (of_person != fees), 1, codes)
            column_at[key] = len(columns)
            columns.append(codes)
        of_offer[offer] = column_at[key]
    table = np.column_stack(columns).astype(np.uint8) if columns else np.zeros((len(people), 0), dtype=np.uint8)
    return table, of_offer


def within(rule: Rule, people: pd.DataFrame, key: str, weeks: int, hours: float) -> tuple[Codes, Values]:
    """Whether a rule lets each person in (0 yes, 1 no, 2 unknown because of blanks), and their multiple of the fees.

    `key` is the rule's name, `weeks` and `hours` (a week) are the length and the hours asked for.

    The multiple is NaN where the rule has none, or where no alternative holds for the person.
    """
    best = np.full(len(people), 1 if rule.who else 0, dtype=np.uint8)
    multiple = np.full(len(people), np.nan)
    for way, code in _by_way(rule, people, key, weeks):
        either = (best == _UNKNOWN) | (code == _UNKNOWN)
        best = np.where((best == 0) | (code == 0), 0, np.where(either, _UNKNOWN, 1)).astype(np.uint8)
        if way.fee_multiple is not None:
            multiple = np.where(code == 0, np.fmax(multiple, way.fee_multiple.value), multiple)
    return _all([best, *_of_the_rule(rule, people, hours)]), multiple


def ways_open(rule: Rule, people: pd.DataFrame, key: str, weeks: int) -> list[list[Who]]:
    """The alternatives that hold for each person."""
    codes = _by_way(rule, people, key, weeks)
    return [[way for way, code in codes if code[person] == 0] for person in range(len(people))]


def _of_the_rule(rule: Rule, people: pd.DataFrame, hours: float) -> Iterable[Codes]:
    """Conditions of the rule under every alternative: the highest age, and grounds for part time."""
    if rule.oldest is not None:
        age = people["age"].to_numpy(dtype=float, na_value=np.nan)
        yield np.where(np.isnan(age), _UNKNOWN, age > rule.oldest.value).astype(np.uint8)
    if rule.full_time_hours is not None and hours < rule.full_time_hours.value:
        grounds = people["part_time_grounds"]
        # A person who cannot take full time has grounds, which somebody must confirm.
        cannot = people["hours_per_week"].to_numpy(dtype=float) < rule.full_time_hours.value
        without = ~grounds.fillna(value=False).to_numpy(dtype=bool)
        yield np.where(grounds.isna(), np.where(cannot, 0, _UNKNOWN), without).astype(np.uint8)


def _by_way(rule: Rule, people: pd.DataFrame, key: str, weeks: int) -> list[tuple[Who, Codes]]:
    """Whether each alternative holds for each person, coded as in `within`."""
    codes = [(way, _of_way(way, people, key, weeks)) for way in rule.who]
    if not any(way.otherwise for way in rule.who):
        return codes
    others = [_of_way(way, people, key, 0) == 0 for way in rule.who if not way.otherwise]
    taken = np.any(others, axis=0) if others else np.zeros(len(people), dtype=bool)
    return [(way, np.where(taken, 1, code).astype(np.uint8) if way.otherwise else code) for way, code in codes]


def _of_way(way: Who, people: pd.DataFrame, key: str, weeks: int) -> Codes:
    """Whether one alternative holds for each person, coded as in `within`; 0 weeks leave length out of account."""
    if way.longest_weeks is not None and weeks > way.longest_weeks.value:
        return np.ones(len(people), dtype=np.uint8)
    told = [np.where(blank, _UNKNOWN, refuses).astype(np.uint8) for refuses, blank in _conditions(way, people, key)]
    if way.as_long_as_unemployed and weeks > 0:
        months = people["months_unemployed"].to_numpy(dtype=float, na_value=np.nan)
        too_long = weeks * MONTHS_PER_YEAR > months * WEEKS_PER_YEAR
        told.append(np.where(np.isnan(months), _UNKNOWN, too_long).astype(np.uint8))
    return _all([np.zeros(len(people), dtype=np.uint8), *told])


def _all(codes: Sequence[Codes]) -> Codes:
    """The joint code of conditions that must all hold: a refusal takes precedence over a blank."""
    table = np.stack(codes)
    return np.where((table == 1).any(axis=0), 1, table.max(axis=0)).astype(np.uint8)


def _conditions(way: Who, people: pd.DataFrame, key: str) -> Iterable[tuple[Bools, Bools]]:
    """For each condition of an alternative: the people who fail it, and those for whom a blank decides."""
    never = np.zeros(len(people), dtype=bool)
    if way.approved:
        yield np.array([key not in rules for rules in people["approved_rules"]], dtype=bool), never
    bounds = (
        ("age", way.age_min, None),
        ("age", None, way.age_max),
        ("registered_days", way.registered_days_min, None),
        ("programme_days", way.programme_days_min, None),
        ("months_unemployed", way.months_unemployed_min, None),
        ("education_level", way.education_min, None),
    )
    for column, low, high in bounds:
        if low is None and high is None:
            continue
        values = people[column].to_numpy(dtype=float, na_value=np.nan)
        yield (values < low if low is not None else values > high), np.isnan(values)
    if way.months_unemployed_over is not None:
        months = people["months_unemployed"].to_numpy(dtype=float, na_value=np.nan)
        yield months <= way.months_unemployed_over, np.isnan(months)
    since = (
        ("permit_months", way.permit_months_max),
        ("months_since_establishment", way.months_since_establishment_max),
    )
    for column, most in since:
        if most is not None:
            # Nearly everybody has no such months, so a blank means that there are none.
            yield ~(people[column].to_numpy(dtype=float, na_value=np.nan) <= most), never
    if way.statuses:
        status = people["registered_status"]
        yield (status.notna() & ~status.isin(way.statuses)).to_numpy(dtype=bool), status.isna().to_numpy()
    if way.swedish_below is not None:
        below = SWEDISH_LEVELS[: SWEDISH_LEVELS.index(way.swedish_below)]
        level = people["swedish_level"]
        yield (level.notna() & ~level.isin(below)).to_numpy(dtype=bool), level.isna().to_numpy()
