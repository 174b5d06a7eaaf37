"""Cuts by what they were made from, which a week hands on to one like it: from that they are made again.

A cut follows by formula from multipliers of rows. Any multipliers make a valid cut, so those of an earlier week make
cuts of the rows that a week has now, whatever limits, costs and candidates have changed in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Self

import numpy as np
from scipy import sparse

from planner.formulation import Name
from planner.schema.arrays import Bools, Positions, Values
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT
from planner.solving.relaxation.mir import RowSystem, mir_cuts, reduced_multipliers
from planner.solving.relaxation.row_scaling import ScaledMIP

# Coefficients of cuts that are computed at once.
CELLS = 4_000_000
NO_PRICE = 1e-9
# The most multipliers that a week hands on, some 100 bytes each.
MOST_KEPT = 20_000


@dataclass(frozen=True)
class Cut:
    """A cut as it was made: the multipliers of rows of the MIP, and of earlier cuts (by number), and columns at upper.

    `matrix` (one row, over all columns of the scaled MIP) @ x <= `limit` follows from them by MIR.
    """

    rows: Positions
    multipliers: Values
    cuts: Positions
    cut_multipliers: Values
    at_upper: Positions = field(repr=False)
    matrix: sparse.csr_matrix = field(repr=False)
    limit: float

    @classmethod
    def of(  # noqa: PLR0913, PLR0917 - what it was made from, and what came of it
        cls, multipliers: sparse.csr_matrix, num_rows: int, numbers: Positions, at_upper: Positions,
        matrix: sparse.csr_matrix, limit: float,
    ) -> Self:  # fmt: skip
        """A cut whose multipliers (one row) are of the rows of the MIP, then of the cuts of some numbers."""
        is_row = multipliers.indices < num_rows
        return cls(
            multipliers.indices[is_row].astype(np.int64), multipliers.data[is_row],
            numbers[multipliers.indices[~is_row] - num_rows], multipliers.data[~is_row], at_upper, matrix, limit,
        )  # fmt: skip


class KeptCut(NamedTuple):
    """The multipliers of a cut: of rows by name, in the rows' own units, and of earlier kept cuts by number."""

    rows: dict[Name, float]
    cuts: dict[int, float]


@dataclass(frozen=True)
class KeptCuts:
    """The cuts that a bound rested on, with those they were made from; all together have at most MOST_KEPT multipliers.

    `gain` is by how much they lowered the bound, as a share of it.
    """

    cuts: tuple[KeptCut, ...] = field(repr=False)
    gain: float

    @classmethod
    def of(cls, cuts: Sequence[Cut], prices: Values, names: Sequence[Name], scale: Values, gain: float) -> Self:
        """Of some cuts those of the greatest prices, by the names of rows, each divided by its `scale` in the cuts."""
        before = [cut.cuts.tolist() for cut in cuts]
        needed, size = set[int](), 0
        for number in np.argsort(-prices, kind="stable")[: int((prices > NO_PRICE).sum())].tolist():
            new = _with_those_before(before, number) - needed
            size += sum(len(cuts[one].rows) + len(cuts[one].cuts) for one in new)
            if size > MOST_KEPT:
                break
            needed |= new
        place = {number: at for at, number in enumerate(sorted(needed))}
        kept = []
        for cut in (cuts[number] for number in place):
            own = zip(
                (names[row] for row in cut.rows.tolist()), (cut.multipliers / scale[cut.rows]).tolist(), strict=True
            )
            made_from = zip((place[one] for one in cut.cuts.tolist()), cut.cut_multipliers.tolist(), strict=True)
            kept.append(KeptCut(dict(own), dict(made_from)))
        return cls(tuple(kept), gain)

    def made_again(self, scaled: ScaledMIP, x: Values, columns: Positions, least: float, first: int = 0) -> list[Cut]:
        """The cuts that x breaks by more than `least`, and those that they are made from, which come before them.

        They are cuts of the MIP's rows as they are now, numbered from `first`. A cut of a row that the MIP does not
        have is dropped, and those made from it; but rows of people who have left are passed over, since their columns
        have left with them. All of x but `columns` is 0.
        """
        system, recipes = RowSystem.of(scaled.mip, x), self._on(scaled)
        before, needed = [list(cut.cuts) for cut in self.cuts], set[int]()
        for number, one in _made(system.on(columns), recipes).items():
            if float((one.matrix @ x[columns])[0]) > one.limit + least:
                needed |= _with_those_before(before, number)
        made = _made(system, {number: recipes[number] for number in sorted(needed)})
        numbers, at_upper = first + np.arange(len(made)), np.flatnonzero(system.at_upper)
        return [
            Cut.of(one.multipliers, len(scaled.mip.names), numbers, at_upper, one.matrix, one.limit)
            for one in made.values()
        ]

    def _on(self, scaled: ScaledMIP) -> dict[int, _Recipe]:
        """By number the multipliers of those that can be made of a MIP's rows."""
        place = {name: row for row, name in enumerate(scaled.mip.names)}
        found: dict[int, _Recipe] = {}
        for number, cut in enumerate(self.cuts):
            there = [name for name in cut.rows if name in place]
            has_lost = any(name[0] != GUB_CONSTRAINT for name in cut.rows if name not in place)
            if not has_lost and all(before in found for before in cut.cuts):
                rows = np.array([place[name] for name in there], dtype=np.int64)
                times = np.array([cut.rows[name] for name in there]) * scaled.scale[rows]
                found[number] = _Recipe(rows, times, cut.cuts)
        return found


class _Recipe(NamedTuple):
    """Multipliers of rows (positions) of a scaled MIP, and of cuts by number."""

    rows: Positions
    multipliers: Values
    cuts: dict[int, float]


class _Made(NamedTuple):
    """A cut (`matrix` has one row), and its multipliers (one row): of the system's rows, then of the cuts before it."""

    multipliers: sparse.csr_matrix
    matrix: sparse.csr_matrix
    limit: float


def sparse_cuts(system: RowSystem, multipliers: sparse.csr_matrix) -> tuple[sparse.csr_matrix, Values, Bools]:
    """As `mir_cuts`, a few at a time, since they are dense while they are made."""
    size = max(CELLS // max(system.matrix.shape[1], 1), 1)
    parts = [mir_cuts(system, multipliers[first : first + size]) for first in range(0, multipliers.shape[0], size)]
    matrix = sparse.vstack([sparse.csr_matrix(part.coefficients) for part in parts], format="csr")
    return matrix, np.concatenate([part.limit for part in parts]), np.concatenate([part.is_sound for part in parts])


def _made(system: RowSystem, recipes: Mapping[int, _Recipe]) -> dict[int, _Made]:
    """The sound cuts of some recipes by number, in the order of making: first those of rows alone, then of these."""
    made: dict[int, _Made] = {}
    left, num_rows = dict(recipes), system.matrix.shape[0]
    while ready := [number for number, one in left.items() if all(before in made for before in one.cuts)]:
        place = {number: num_rows + at for at, number in enumerate(made)}
        own = [left.pop(number) for number in ready]
        index = [np.r_[one.rows, [place[before] for before in one.cuts]].astype(np.int64) for one in own]
        times = [np.r_[one.multipliers, list(one.cuts.values())] for one in own]
        starts = np.r_[0, np.cumsum([len(one) for one in index])]
        shape = len(own), num_rows + len(made)
        given = sparse.csr_matrix((np.concatenate(times), np.concatenate(index), starts), shape=shape)
        multipliers = reduced_multipliers(system, given)
        matrix, limit, is_sound = sparse_cuts(system, multipliers)
        kept = np.flatnonzero(is_sound)
        for at in kept.tolist():
            made[ready[at]] = _Made(multipliers[at], matrix[at], float(limit[at]))
        system = system.with_cuts(matrix[kept], limit[kept])
    return made


def _with_those_before(before: Sequence[Sequence[int]], number: int) -> set[int]:
    """A cut and all that it was made from, at one remove or more; `before` has those that each was made from."""
    found, new = {number}, [number]
    while new:
        new = [one for one in before[new.pop()] if one not in found] + new
        found.update(new)
    return found
