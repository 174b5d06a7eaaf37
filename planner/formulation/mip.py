"""The MIP: columns and named rows, assembled from what the constraints and goals state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from planner.instance import Instance
from planner.schema.arrays import Bools, Positions, Values
from planner.schema.rows import Columns, Entries, Rows

Name = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class MIP:
    """Columns with bounds, and rows `row_lower <= matrix @ x <= row_upper` named by constraint and key.

    Columns of kind `x` come first: one for each candidate, keyed by its position. Auxiliary variables, which
    constraints and goals declare, follow by kind in alphabetical order.
    """

    keys: dict[str, Positions] = field(repr=False)
    offsets: dict[str, int]
    lower: Values = field(repr=False)
    upper: Values = field(repr=False)
    is_integer: Bools = field(repr=False)
    matrix: sparse.csr_matrix = field(repr=False)
    row_lower: Values = field(repr=False)
    row_upper: Values = field(repr=False)
    names: tuple[Name, ...] = field(repr=False)

    @property
    def num_columns(self) -> int:
        """Number of columns of every kind."""
        return len(self.lower)

    @property
    def candidates(self) -> Positions:
        """Candidate positions of the columns of kind `x`, in order."""
        return self.keys["x"]

    @cached_property
    def is_auxiliary(self) -> Bools:
        """Which columns are auxiliary variables, declared by a constraint or a goal, and no candidates."""
        return np.arange(self.num_columns) >= len(self.candidates)

    def positions(self, kind: str, keys: Positions) -> Positions:
        """Columns of one kind by key; every key must be declared."""
        own = self.keys[kind]
        if len(own) and own[-1] - own[0] == len(own) - 1:  # no key is missing between them
            return keys + (self.offsets[kind] - int(own[0]))
        return self.offsets[kind] + np.searchsorted(own, keys)

    def coefficients(self, entries: Sequence[Entries]) -> Values:
        """The entries of a single row (or a goal) as a dense vector: one coefficient per column."""
        dense = np.zeros(self.num_columns)
        for part in entries:
            np.add.at(dense, self.positions(part.kind, part.key), part.coefficient)
        return dense

    @cached_property
    def constraints(self) -> NDArray[np.object_]:
        """The constraint of each row."""
        return np.array([constraint for constraint, _ in self.names], dtype=object)

    def by_name(self, values: Values) -> dict[Name, float]:
        """Values by row that are not 0, by the row's name."""
        return {self.names[row]: float(values[row]) for row in np.flatnonzero(values).tolist()}

    def by_row(self, values: Mapping[Name, float]) -> Values:
        """The row values of another MIP, looked up by name for the rows of this one; 0 where it has no such row."""
        return np.array([values.get(name, 0.0) for name in self.names])


def assemble(instance: Instance, parts: Sequence[Rows]) -> MIP:
    """Put rows together into the MIP of an instance; the order of `parts` changes nothing."""
    return mip_of(instance.columns.index.to_numpy(dtype=np.int64), parts)


def mip_of(candidates: Positions, parts: Sequence[Rows]) -> MIP:
    """Build a MIP from rows, with one binary column for each of the candidates (distinct whole numbers).

    Rows of the constraint one_main must be GUB rows, as the Lagrangian bound takes the best column of each: every
    coefficient and the upper limit are 1, and a candidate is in at most one of them. Other rows may be any.
    """
    parts = sorted(parts, key=lambda rows: rows.constraint)
    declared = sorted((c for rows in parts for c in rows.columns), key=lambda c: c.kind)
    x = Columns("x", candidates, np.zeros(len(candidates)), np.ones(len(candidates)), is_integer=True)
    keys, offsets, lower, upper, integer, count = {}, {}, [], [], [], 0
    for columns in (x, *declared):
        order = np.argsort(columns.key, kind="stable")
        keys[columns.kind], offsets[columns.kind] = columns.key[order], count
        lower.append(columns.lower[order])
        upper.append(columns.upper[order])
        integer.append(np.full(len(order), columns.is_integer))
        count += len(order)
    shell = MIP(
        keys, offsets, np.concatenate(lower), np.concatenate(upper), np.concatenate(integer),
        sparse.csr_matrix((0, count)), np.array([]), np.array([]), (),
    )  # fmt: skip
    matrix, names, low, high = _stacked(shell, parts)
    return MIP(keys, offsets, shell.lower, shell.upper, shell.is_integer, matrix, low, high, names)


def _stacked(shell: MIP, parts: Sequence[Rows]) -> tuple[sparse.csr_matrix, tuple[Name, ...], Values, Values]:
    names: list[Name] = []
    row, column, coefficient, low, high = [], [], [], [], []
    for rows in parts:
        for part in rows.entries:
            row.append(part.row + len(names))
            column.append(shell.positions(part.kind, part.key))
            coefficient.append(part.coefficient)
        names += [(rows.constraint, key) for key in rows.keys]
        low.append(rows.lower)
        high.append(rows.upper)
    shape = (len(names), shell.num_columns)
    if not row:
        return sparse.csr_matrix(shape), tuple(names), _joined(low), _joined(high)
    entries = (np.concatenate(coefficient), (np.concatenate(row), np.concatenate(column)))
    return sparse.csr_matrix(entries, shape=shape), tuple(names), _joined(low), _joined(high)


def _joined(parts: list[Values]) -> Values:
    return np.concatenate(parts) if parts else np.array([], dtype=float)
