"""Fitted levels by the segments that an outcome model tells apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from planner.learning.examine import FEW
from planner.learning.regression import Levels, Z
from planner.schema.arrays import Values
from planner.schema.models import OutcomeShape
from planner.schema.models.outcome import EDUCATION_CLASSES, MONTHS_CLASSES

SWEDISH_CLASSES = ("working", "low")


@dataclass(frozen=True)
class SegmentLevel:
    """The level of one segment, with its 95 percent ends and the number of people that it was fitted on."""

    education: str
    months: str
    swedish: str
    level: float
    low: float
    high: float
    number: int

    @property
    def name(self) -> str:
        """The segment's name."""
        return f"{self.education}_{self.swedish}_{self.months}"


def classes(shape: OutcomeShape, people: pd.DataFrame) -> pd.DataFrame:
    """Education, months and Swedish of each person as the classes that divide segments."""
    return pd.DataFrame(
        {
            "education": [shape.education_class(_stated(cell)) for cell in people["education_level"]],
            "months": [shape.months_class(_stated(cell)) for cell in people["months_unemployed"]],
            "swedish": [shape.swedish_class(None if pd.isna(cell) else str(cell)) for cell in people["swedish_level"]],
        },
        index=people.index,
    )


def segment_levels(shape: OutcomeShape, levels: Levels, people: pd.DataFrame) -> list[SegmentLevel]:
    """The level of every segment: the mean chance of its people, drawn to everybody's mean where they are under 30.

    Of n people under 30, the mean of the segment counts n/30 and that of everybody the rest. The ends are those of a
    share of n people: no segment is surer than its people make it.
    """
    chances, own = levels.chances(people), classes(shape, people)
    everybody = float(chances.mean())
    found = []
    for education, swedish, months in product(EDUCATION_CLASSES, SWEDISH_CLASSES, MONTHS_CLASSES):
        here = ((own["education"] == education) & (own["months"] == months) & (own["swedish"] == swedish)).to_numpy()
        number = int(here.sum())
        share = min(number / FEW, 1.0)
        level = share * (float(chances[here].mean()) if number else 0.0) + (1 - share) * everybody
        about = Z * float(np.sqrt(level * (1 - level) / max(number, 1)))
        low, high = max(level - about, 0.0), min(level + about, 1.0)
        found.append(SegmentLevel(education, months, swedish, level, low, high, number))
    return found


def of_segments(shape: OutcomeShape, levels: Levels, fitted_on: pd.DataFrame, people: pd.DataFrame) -> Values:
    """What a plan would read of each person: the level of the segment, fitted on other people."""
    by_class = {(one.education, one.months, one.swedish): one.level for one in segment_levels(shape, levels, fitted_on)}
    own = classes(shape, people)
    keys = zip(own["education"], own["months"], own["swedish"], strict=True)
    return np.array([by_class[key] for key in keys], dtype=np.float64)


def _stated(cell: Any) -> float | None:  # noqa: ANN401 - a cell
    return None if pd.isna(cell) else float(cell)
