"""Columns of people to a matrix of numbers, by what was seen where a model was fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.schema.arrays import Values


@dataclass(frozen=True)
class Design:
    """How columns become features; each number is in standard deviations from its mean.

    A blank number is the mean, with a feature of its own where blanks were seen. Each level of a category that was seen
    has its feature; a level that was not counts as none of them.
    """

    numbers: dict[str, tuple[float, float]]
    blanks: tuple[str, ...]
    levels: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, people: pd.DataFrame, numbers: Sequence[str], categories: Sequence[str]) -> Design:
        """The design of these people, a row each; columns that do not vary are left out."""
        scaled: dict[str, tuple[float, float]] = {}
        for name in numbers:
            values = people[name].to_numpy(dtype=float)
            spread = 0.0 if np.isnan(values).all() else float(np.nanstd(values))
            if spread > 0:
                scaled[name] = (float(np.nanmean(values)), spread)
        blanks = tuple(name for name in numbers if 0 < int(people[name].isna().sum()) < len(people))
        levels = {name: tuple(sorted(map(str, people[name].dropna().unique()))) for name in categories}
        return cls(scaled, blanks, levels)

    @property
    def names(self) -> list[str]:
        """The features, in the order of the matrix."""
        levels = [f"{name}={level}" for name, known in self.levels.items() for level in known]
        return [*self.numbers, *(f"{name} blank" for name in self.blanks), *levels]

    def matrix(self, people: pd.DataFrame) -> Values:
        """The features of these people. Shape: people x features."""
        columns = [
            np.nan_to_num((people[name].to_numpy(dtype=float) - mean) / spread)
            for name, (mean, spread) in self.numbers.items()
        ]
        columns += [np.asarray(people[name].isna(), dtype=np.float64) for name in self.blanks]
        for name, known in self.levels.items():
            columns += [np.asarray(people[name] == level, dtype=np.float64) for level in known]
        return np.column_stack(columns) if columns else np.zeros((len(people), 0))

    def unseen(self, people: pd.DataFrame) -> int:
        """How many cells of these people hold a level that was not seen where the model was fitted."""
        return sum(int((people[name].notna() & ~people[name].isin(known)).sum()) for name, known in self.levels.items())
