"""Named rows of the MIP: what a constraint or a goal gives, before anything is solved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from planner.schema.arrays import Positions, Values
from planner.schema.weeks import week_label

INFINITY = float("inf")


@dataclass(frozen=True)
class Entries:
    """Coefficients on columns of one kind: row position, column key, coefficient, each an array of one length.

    Kind `x` is a candidate, keyed by its position; other kinds are columns that a constraint or goal declares.
    """

    kind: str
    row: Positions
    key: Positions
    coefficient: Values


@dataclass(frozen=True)
class Columns:
    """Columns that a constraint or goal declares: keys, bounds, and whether they are whole."""

    kind: str
    key: Positions
    lower: Values
    upper: Values
    is_integer: bool


@dataclass(frozen=True)
class Rows:
    """Rows `lower <= sum of coefficient x column <= upper`, each named by constraint and key."""

    constraint: str
    keys: tuple[tuple[str, ...], ...] = ()
    lower: Values = field(default_factory=lambda: np.array([], dtype=float))
    upper: Values = field(default_factory=lambda: np.array([], dtype=float))
    entries: tuple[Entries, ...] = ()
    columns: tuple[Columns, ...] = ()

    @classmethod
    def one_at_least(cls, constraint: str, entries: tuple[Entries, ...], least: float) -> Self:
        """A single row, named by its constraint: the sum of `entries` is `least` or more."""
        return cls(constraint, ((constraint,),), np.array([least]), np.array([INFINITY]), entries)

    @classmethod
    def at_most(
        cls,
        constraint: str,
        *,
        row: pd.DataFrame,
        column: ArrayLike,
        coefficient: ArrayLike,
        upper: Mapping[Any, float],
    ) -> Rows:
        """Rows `sum <= upper`: one for each distinct key in `row`, whose entries are the candidates `column`.

        `row` has one line per entry and one column per part of the key; a column `week` is written as an ISO week.
        `upper` gives the limit by key, a tuple where the key has several parts.
        """
        return cls._of(constraint, row, column, coefficient, upper=upper)

    @classmethod
    def at_least(
        cls,
        constraint: str,
        *,
        row: pd.DataFrame,
        column: ArrayLike,
        coefficient: ArrayLike,
        lower: Mapping[Any, float],
    ) -> Rows:
        """Rows `sum >= lower`, otherwise as `at_most`."""
        return cls._of(constraint, row, column, coefficient, lower=lower)

    @classmethod
    def _of(  # noqa: PLR0913 - the two ways above in one
        cls,
        constraint: str,
        row: pd.DataFrame,
        column: ArrayLike,
        coefficient: ArrayLike,
        *,
        lower: Mapping[Any, float] | None = None,
        upper: Mapping[Any, float] | None = None,
    ) -> Rows:
        if row.empty:
            return cls(constraint)
        names = list(row.columns)
        position, distinct = _ranked(row)
        lines = list(zip(*(distinct[name].tolist() for name in names), strict=True))
        raw = lines if len(names) > 1 else [values[0] for values in lines]
        keys = tuple(_labels(names, values) for values in lines)
        count = len(keys)
        entries = Entries(
            "x",
            position,
            np.asarray(column, dtype=np.int64),
            np.broadcast_to(np.asarray(coefficient, dtype=float), position.shape).copy(),
        )
        low = np.full(count, -INFINITY) if lower is None else np.array([lower[key] for key in raw], dtype=float)
        high = np.full(count, INFINITY) if upper is None else np.array([upper[key] for key in raw], dtype=float)
        return cls(constraint, keys, low, high, (entries,) if count else ())

    def __len__(self) -> int:
        return len(self.keys)

    def joined(self, *others: Rows) -> Rows:
        """These rows followed by others of the same constraint."""
        keys, lower, upper = list(self.keys), [self.lower], [self.upper]
        entries, columns = list(self.entries), list(self.columns)
        for other in others:
            shift = len(keys)
            entries += [Entries(e.kind, e.row + shift, e.key, e.coefficient) for e in other.entries]
            keys += other.keys
            lower.append(other.lower)
            upper.append(other.upper)
            columns += other.columns
        return Rows(
            self.constraint, tuple(keys), np.concatenate(lower), np.concatenate(upper), tuple(entries), tuple(columns)
        )


def _ranked(row: pd.DataFrame) -> tuple[Positions, pd.DataFrame]:
    """The rank of each line's key among the distinct keys, and the distinct keys in ascending order."""
    number = np.zeros(len(row), dtype=np.int64)
    for name in row.columns:
        codes, levels = pd.factorize(row[name])
        number, _ = pd.factorize(number * len(levels) + codes)
    # Filled from the end, so that each key keeps the first line in which it occurs.
    first = np.empty(number.max(initial=-1) + 1, dtype=np.int64)
    first[number[::-1]] = np.arange(len(row))[::-1]
    distinct = row.iloc[first].reset_index(drop=True).sort_values(list(row.columns))
    rank = np.empty_like(first)
    rank[distinct.index] = np.arange(len(first))
    return rank[number], distinct


def _labels(names: list[Any], values: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(
        week_label(int(value)) if name == "week" else str(value) for name, value in zip(names, values, strict=True)
    )
