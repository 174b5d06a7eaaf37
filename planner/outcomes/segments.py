"""What the segments of an outcome model say: the level a person starts from, and what a legal form adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.schema.models import EVIDENCE, Evidence, OutcomeModel


@dataclass(frozen=True)
class Believed:
    """What a model says of each candidate: level, effect, its low end, and what level and effect rest on.

    The kinds are positions in EVIDENCE, the greater the weaker.
    """

    level: NDArray[np.float64]
    effect: NDArray[np.float64]
    low: NDArray[np.float64]
    effect_kind: NDArray[np.int64]
    level_kind: NDArray[np.int64]


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


def levels(model: OutcomeModel, people: pd.DataFrame) -> NDArray[np.float64]:
    """The baseline of each person's segment, not yet rounded."""
    by_segment = {row.segment: row.baseline for row in model.segments}
    return np.array([by_segment[name] for name in segments(model, people)], dtype=float)


def believed(model: OutcomeModel, people: pd.DataFrame, pairs: pd.DataFrame) -> Believed:
    """Level and effect of each candidate; a rule the table does not know has effect 0, by judgement."""
    by_name = {row.segment: row for row in model.segments}
    effects = {(row.segment, row.rule): row for row in model.effects}
    of_person = np.array(segments(model, people), dtype=object)[pairs["person"].to_numpy(dtype=np.int64)]
    keys = pd.MultiIndex.from_arrays([of_person, pairs["rule"].to_numpy()])
    codes, distinct = pd.factorize(keys)
    rows = [effects.get(key) for key in distinct]
    segment = [by_name[name] for name, _ in distinct]
    return Believed(
        level=np.array([row.baseline for row in segment], dtype=float)[codes],
        effect=np.array([0.0 if row is None else row.effect for row in rows], dtype=float)[codes],
        low=np.array([0.0 if row is None else row.effect_low for row in rows], dtype=float)[codes],
        effect_kind=np.array([_kind("judgement" if row is None else row.kind) for row in rows], dtype=np.int64)[codes],
        level_kind=np.array([_kind(row.kind) for row in segment], dtype=np.int64)[codes],
    )


def _kind(name: Evidence) -> int:
    return EVIDENCE.index(name)


def _stated(value: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if pd.isna(value) else float(value)
