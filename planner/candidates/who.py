"""Who is within a rule, and by which way: the gate that looks at a person and a legal form alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.candidates.gates import Codes
from planner.schema.models import Rule, Who
from planner.schema.tables import SWEDISH_LEVELS

_UNKNOWN = np.uint8(2)


def who_by_offer(people: pd.DataFrame, offers: pd.DataFrame, laws: Sequence[Rule]) -> tuple[Codes, NDArray[np.int64]]:
    """Codes by person (rows) and distinct rule (columns), and the column of each offer: 0 passes, 1 refuses, 2 unknown.

    A form whose subsidy differs by person has one offer for each multiple of the fees; a person is let through to the
    one that the law gives them, the greatest of the ways in which they are within the rule.
    """
    standing: dict[tuple[int, int], tuple[Codes, NDArray[np.float64]]] = {}
    column_at: dict[tuple[int, int, float], int] = {}
    columns: list[Codes] = []
    of_offer = np.zeros(len(laws), dtype=np.int64)
    cells = (offers[name].tolist() for name in ("rule", "weeks", "multiple"))
    for offer, (law, name, weeks, multiple) in enumerate(zip(laws, *cells, strict=True)):
        # The length matters only where some way into the rule has a longest of its own.
        asked = weeks if any(way.longest_weeks is not None for way in law.who) else 0
        key = (id(law), asked, -1.0 if np.isnan(multiple) else multiple)
        if key not in column_at:
            if key[:2] not in standing:
                standing[key[:2]] = within(law, people, name, asked)
            codes, own = standing[key[:2]]
            column_at[key] = len(columns)
            columns.append(codes if np.isnan(multiple) else np.where((codes == 0) & (own != multiple), 1, codes))
        of_offer[offer] = column_at[key]
    table = np.column_stack(columns).astype(np.uint8) if columns else np.zeros((len(people), 0), dtype=np.uint8)
    return table, of_offer


def within(rule: Rule, people: pd.DataFrame, key: str, weeks: int) -> tuple[Codes, NDArray[np.float64]]:
    """Whether each person is within a rule (0 is, 1 is not, 2 would be but for blanks), and their multiple of the fees.

    `key` is the rule's name, `weeks` the length asked for.

    The multiple is NaN where the rule has none, or where no way holds for the person.
    """
    best = np.full(len(people), 1 if rule.who else 0, dtype=np.uint8)
    multiple = np.full(len(people), np.nan)
    for way in rule.who:
        code = _by_way(way, people, key, weeks)
        either = (best == _UNKNOWN) | (code == _UNKNOWN)
        best = np.where((best == 0) | (code == 0), 0, np.where(either, _UNKNOWN, 1)).astype(np.uint8)
        if way.fee_multiple is not None:
            multiple = np.where(code == 0, np.fmax(multiple, way.fee_multiple.value), multiple)
    return best, multiple


def ways_open(rule: Rule, people: pd.DataFrame, key: str, weeks: int) -> list[list[Who]]:
    """The ways that hold for each person."""
    codes = [(way, _by_way(way, people, key, weeks)) for way in rule.who]
    return [[way for way, code in codes if code[person] == 0] for person in range(len(people))]


def _by_way(way: Who, people: pd.DataFrame, key: str, weeks: int) -> Codes:
    """Whether one way holds for each person, coded as `within`."""
    code = np.zeros(len(people), dtype=np.uint8)
    if way.longest_weeks is not None and weeks > way.longest_weeks.value:
        return code + np.uint8(1)
    for refuses, blank in _conditions(way, people, key):
        code = np.where(refuses & ~blank, 1, np.where(blank & (code != 1), _UNKNOWN, code)).astype(np.uint8)
    return code


def _conditions(way: Who, people: pd.DataFrame, key: str) -> Iterable[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """For each condition of one way into a rule: who fails it, and for whom a blank decides."""
    never = np.zeros(len(people), dtype=bool)
    if way.approved:
        yield np.array([key not in rules for rules in people["approved_rules"]], dtype=bool), never
    bounds = (
        ("age", way.age_min, None),
        ("age", None, way.age_max),
        ("registered_days", way.registered_days_min, None),
        ("months_unemployed", way.months_unemployed_min, None),
        ("education_level", way.education_min, None),
    )
    for column, low, high in bounds:
        if low is None and high is None:
            continue
        values = people[column].to_numpy(dtype=float, na_value=np.nan)
        yield (values < low if low is not None else values > high), np.isnan(values)
    if way.statuses:
        status = people["registered_status"]
        yield (status.notna() & ~status.isin(way.statuses)).to_numpy(dtype=bool), status.isna().to_numpy()
    if way.swedish_below is not None:
        below = SWEDISH_LEVELS[: SWEDISH_LEVELS.index(way.swedish_below)]
        level = people["swedish_level"]
        yield (level.notna() & ~level.isin(below)).to_numpy(dtype=bool), level.isna().to_numpy()
