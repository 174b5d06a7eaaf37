"""What an outcome model says: the baseline level by segment, and what a placement adds on the follow-up date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.outcomes.on_date import ON_DATE, on_date, workplaces
from planner.schema.arrays import Bools, Positions, Values, Whole
from planner.schema.models import EVIDENCE, Effect, Evidence, OutcomeModel
from planner.schema.scenario import Scenario


class _Class(NamedTuple):
    """The properties of person and placement that an effect may depend on. Swedish is not among them."""

    education: str
    months: str
    rule: str
    workplace: str
    on_date: str


@dataclass(frozen=True)
class Believed:
    """What a model says of each candidate: level, effect, its low end, and what level and effect rest on.

    The kinds are positions in EVIDENCE; a greater position is weaker. `may_fit` says whether the fit adds to the
    effect. It does not where the placement has not begun, or is running and counts as nothing.
    """

    level: Values
    effect: Values
    low: Values
    effect_kind: Whole
    level_kind: Whole
    may_fit: Bools


def segments(model: OutcomeModel, people: pd.DataFrame) -> list[str]:
    """The segment of each person by education, months without work and Swedish; nothing else is looked at."""
    named = {(row.education, row.months, row.swedish): row.segment for row in model.segments}
    shape = model.shape
    return [
        named[
            shape.education_class(_stated(education)),
            shape.months_class(_stated(months)),
            shape.swedish_class(None if pd.isna(swedish) else swedish),
        ]
        for education, months, swedish in zip(
            people["education_level"], people["months_unemployed"], people["swedish_level"], strict=True
        )
    ]


def levels(model: OutcomeModel, people: pd.DataFrame) -> Values:
    """The baseline of each person's segment, not yet rounded."""
    by_segment = {row.segment: row.baseline for row in model.segments}
    return np.array([by_segment[name] for name in segments(model, people)], dtype=float)


def believed(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame) -> Believed:
    """Level and effect of each candidate; a rule that the model does not know has effect 0, of kind judgement."""
    people = scenario.tables["jobseekers"]
    person = pairs["person"].to_numpy(dtype=np.int64)
    by_name = {row.segment: row for row in model.segments}
    segment = [by_name[name] for name in segments(model, people)]
    level_kind = np.array([_kind(row.kind) for row in segment], dtype=np.int64)
    codes, distinct = _classes(scenario, model, pairs)
    rows = list(_rows(model, distinct))
    return Believed(
        level=np.array([row.baseline for row in segment], dtype=float)[person],
        effect=np.array([0.0 if row is None else row.effect for row in rows], dtype=float)[codes],
        low=np.array([0.0 if row is None else row.effect_low for row in rows], dtype=float)[codes],
        effect_kind=np.array([_kind("judgement" if row is None else row.kind) for row in rows], dtype=np.int64)[codes],
        level_kind=level_kind[person],
        may_fit=np.array([_may_fit(model, one) for one in distinct], dtype=bool)[codes],
    )


def effects_if(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame, case: str) -> Values:
    """The effect of each candidate for the case *running* or *ended* on the date, whatever its weeks."""
    codes, distinct = _classes(scenario, model, pairs)
    rows = _rows(model, [one._replace(on_date=case) for one in distinct])
    return np.array([0.0 if row is None else row.effect for row in rows], dtype=float)[codes]


def effect_rows(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame) -> tuple[Positions, list[Effect | None]]:
    """For each candidate a position in the list of effects; None there where the model does not know the rule."""
    codes, distinct = _classes(scenario, model, pairs)
    return codes, list(_rows(model, distinct))


def _classes(scenario: Scenario, model: OutcomeModel, pairs: pd.DataFrame) -> tuple[Positions, list[_Class]]:
    """The class of each candidate as a position among the distinct ones."""
    people, shape = scenario.tables["jobseekers"], model.shape
    person, slot = (pairs[name].to_numpy(dtype=np.int64) for name in ("person", "slot"))
    education = [shape.education_class(_stated(level)) for level in people["education_level"]]
    months = [shape.months_class(_stated(number)) for number in people["months_unemployed"]]
    parts = [
        _coded(np.array(education, dtype=object), person),
        _coded(np.array(months, dtype=object), person),
        _coded(pairs["rule"].to_numpy()),
        _coded(workplaces(scenario), slot),
        _coded(on_date(scenario, pairs)),
    ]
    # One number for each combination: a table of millions of tuples would take longer than all else here.
    shapes = tuple(max(len(names), 1) for _, names in parts)
    codes, numbers = pd.factorize(np.ravel_multi_index(tuple(own for own, _ in parts), shapes))
    keys = zip(np.unravel_index(numbers, shapes), parts, strict=True)
    distinct = zip(*(names[own] for own, (_, names) in keys), strict=True)
    return codes, [_Class(*key) for key in distinct]


def _coded(names: NDArray[np.object_], at: Positions | None = None) -> tuple[Positions, NDArray[np.object_]]:
    """Names as positions among the distinct ones, taken `at` some positions where these are given; and those names."""
    codes, distinct = pd.factorize(names)
    return codes if at is None else codes[at], np.asarray(distinct, dtype=object)


def _rows(model: OutcomeModel, wanted: list[_Class]) -> Iterator[Effect | None]:
    """The row of each class: at its own workplace, else at any of the municipality, else anywhere."""
    table = {
        _Class(education, months, row.rule, row.workplace or "", row.on_date): row
        for row in model.effects
        for education, months in row.classes
    }
    for one in wanted:
        near = [one.workplace, "municipal", ""] if one.workplace else [""]
        found = (table.get(one._replace(workplace=name)) for name in near)
        yield next((row for row in found if row is not None), None)


def _may_fit(model: OutcomeModel, one: _Class) -> bool:
    form = next((row for row in model.forms if row.rule == one.rule), None)
    uncounted = form is not None and form.at(municipal=bool(one.workplace)) == "nothing"
    return one.on_date != ON_DATE[0] and not (one.on_date == "running" and uncounted)


def _kind(name: Evidence) -> int:
    return EVIDENCE.index(name)


def _stated(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if pd.isna(value) else float(value)
