"""The restricted MIP that a search gets: some columns of a MIP, and auxiliary columns that count people by place.

Branching on who goes where settles little, since there is nearly always somebody else as
good. Branching on how many people each kind of place takes settles what the limits depend on; the rest is almost a
network. Measured in benchmarks/studies/2026-11-22_counting_places.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from planner.formulation import MIP
from planner.schema.arrays import Bools, Positions, Values, Whole
from planner.solving.highs.client import MIPArrays
from planner.solving.relaxation.lagrangian import GUB_CONSTRAINT, binding

# Constraints whose coefficients depend on the place and its cost, and seldom on the person.
PLACE_CONSTRAINTS = frozenset({
    "slot_places", "funding_budget", "funding_pace", "employer_people", "employer_approaches",
    "supervisor_support", "caseworker_starts", "module_seats",
})  # fmt: skip
SEED = 1


@dataclass(frozen=True)
class RestrictedMIP(MIPArrays):
    """A restricted MIP: some `columns` of another MIP, then counts; all other columns of it are fixed at `fixed`.

    `constant` is what the fixed columns add to the goal. `is_whole` marks the columns that branch and bound must make
    integral. Once these are, the others are integral at every vertex of the LP that is left.
    """

    columns: Positions
    fixed: Values
    constant: float
    counting: sparse.csr_matrix  # one row per count: which of `columns` it sums

    def whole(self, values: Values) -> Values:
        """A solution of the restricted MIP, extended to the whole MIP."""
        x = self.fixed.copy()
        x[self.columns] = np.round(values[: len(self.columns)])
        return x

    def within(self, x: Values) -> Values:
        """A solution of the whole MIP, restricted to these columns, with its counts."""
        own = np.round(x[self.columns])
        return np.concatenate([own, self.counting @ own])


def restricted(mip: MIP, goal: Values, columns: Bools, fixed: Values | None = None) -> RestrictedMIP:
    """The restricted MIP on some columns; the others are fixed at `fixed`, or at 0 where that is not given."""
    own = np.flatnonzero(columns)
    held = np.zeros(mip.num_columns) if fixed is None else np.where(columns, 0.0, fixed)
    used = mip.matrix @ held
    part = _Part(mip, own, mip.row_lower - used, mip.row_upper - used)
    counts, is_free = part.counts()
    return part.restricted(goal, counts, is_free, held)


class _Part:
    """Some columns of a MIP, the rows that can bind on them, and the kind of each."""

    def __init__(self, mip: MIP, own: Positions, row_lower: Values, row_upper: Values) -> None:
        rows = mip.matrix[:, own].tocsr()
        self.own, self.lower, self.upper = own, mip.lower[own], mip.upper[own]
        self.is_candidate = own < len(mip.candidates)
        constraint = mip.constraints
        self.person_of = np.full(len(own), -1, dtype=np.int64)
        entries = rows[np.flatnonzero(constraint == GUB_CONSTRAINT)].tocoo()
        self.person_of[entries.col] = entries.row
        is_link = _is_link(rows, row_lower, row_upper, self.person_of)
        is_place = np.isin(constraint, list(PLACE_CONSTRAINTS)) & ~is_link
        # Rows that cannot bind are compared too, so that columns of two slots never count as the same place.
        self.place_of = _classes(rows[np.flatnonzero(is_place)], self.is_candidate)
        kept = np.flatnonzero(binding(rows, (row_lower, row_upper), (self.lower, self.upper)))
        self.rows, self.row_lower, self.row_upper = rows[kept], row_lower[kept], row_upper[kept]
        self.is_person, self.is_link, self.is_place = (
            constraint[kept] == GUB_CONSTRAINT,
            is_link[kept],
            is_place[kept],
        )

    def counts(self) -> tuple[list[tuple[Bools, Whole]], Bools]:
        """Which rows are written with which counts, and which columns may then be continuous (free).

        Counts of places: one for the columns that are equal in every row of PLACE_CONSTRAINTS. Counts of people: one
        for the columns of a person, where a row depends only on whether the person has a place. Free columns stand in
        the rows of a network alone, whose vertices are integral where the counts are.
        """
        plain = ~self.is_place & ~self.is_person & ~self.is_link
        by_person = plain & self._same_for_a_person()
        seen = np.zeros(len(self.own), dtype=bool)
        seen[self.rows[np.flatnonzero(plain & ~by_person)].indices] = True
        is_free = self.is_candidate & ~seen & (self.place_of >= 0) & (self.person_of >= 0)
        person_of = np.where(self.is_candidate, self.person_of, -1)
        touched = np.unique(person_of[self.rows[np.flatnonzero(by_person)].indices])
        person_of = np.where(np.isin(person_of, touched), person_of, -1)
        return [(self.is_place, self.place_of), (by_person, person_of)], is_free

    def _same_for_a_person(self) -> Bools:
        """For each row whether each person's columns all have one coefficient, and all its candidates have a person."""
        entries = self.rows.tocoo()
        person = self.person_of[entries.col]
        is_other = np.zeros(self.rows.shape[0], dtype=bool)
        is_other[entries.row[(person < 0) & self.is_candidate[entries.col]]] = True
        inside = person >= 0
        count = np.bincount(self.person_of[self.person_of >= 0], minlength=1)
        key = entries.row[inside].astype(np.int64) * len(count) + person[inside]
        pairs, at, size = np.unique(key, return_inverse=True, return_counts=True)
        least, most = np.full(len(pairs), np.inf), np.full(len(pairs), -np.inf)
        np.minimum.at(least, at, entries.data[inside])
        np.maximum.at(most, at, entries.data[inside])
        is_other[pairs[(least != most) | (size != count[pairs % len(count)])] // len(count)] = True
        return ~is_other

    def restricted(
        self, goal: Values, counts: list[tuple[Bools, Whole]], is_free: Bools,
        held: Values,
    ) -> RestrictedMIP:  # fmt: skip
        """The restricted MIP: rows in counts where that was chosen, and one row that defines each count."""
        own, rows = self.own, self.rows
        beside, counting = [], []
        for is_seen, class_of in counts:
            members = sparse.csr_matrix(
                (np.ones(int((class_of >= 0).sum())), (class_of[class_of >= 0], np.flatnonzero(class_of >= 0))),
                shape=(class_of.max(initial=-1) + 1, len(own)),
            )
            members = members[np.flatnonzero(np.diff(members.indptr) > 0)]
            first = members.indices[members.indptr[:-1]]
            seen = sparse.diags(is_seen.astype(float)) @ rows
            beside.append(seen[:, first])
            rows = rows - seen @ sparse.diags((class_of >= 0).astype(float))
            counting.append(members)
        rows.eliminate_zeros()
        count = sparse.vstack(counting, format="csr")
        matrix = sparse.vstack(
            [sparse.hstack([rows, *beside]), sparse.hstack([count, -sparse.eye(count.shape[0])])], format="csr"
        )
        nothing, size = np.zeros(count.shape[0]), np.asarray(count.sum(axis=1)).ravel()
        return RestrictedMIP(
            matrix=matrix,
            goal=np.concatenate([goal[own], nothing]),
            row_lower=np.concatenate([self.row_lower, nothing]),
            row_upper=np.concatenate([self.row_upper, nothing]),
            lower=np.concatenate([self.lower, nothing]),
            upper=np.concatenate([self.upper, size]),
            is_whole=np.concatenate([~is_free, np.ones(len(size), dtype=bool)]),
            columns=own,
            fixed=held,
            constant=float(goal @ held),
            counting=count,
        )


def _is_link(rows: sparse.csr_matrix, row_lower: Values, row_upper: Values, person_of: Positions) -> Bools:
    """Linking rows, which let one person into a place only where it runs: sum of x <= u."""
    found = np.isinf(row_lower) & (row_upper == 0) & (np.diff(rows.indptr) > 1)
    at = np.flatnonzero(found)
    if not len(at):
        return np.asarray(found)
    part = rows[at]
    starts = part.indptr[:-1]
    person = person_of[part.indices]
    is_taker = part.data > 0
    most = np.maximum.reduceat(np.where(is_taker, person, -1), starts)
    least = np.minimum.reduceat(np.where(is_taker, person, np.iinfo(np.int64).max), starts)
    negative = np.add.reduceat(np.where(is_taker, 0.0, part.data), starts)
    found[at] = (most == least) & (least >= 0) & (negative == -1)
    return np.asarray(found)


def _classes(rows: sparse.csr_matrix, is_candidate: Bools) -> Whole:
    """The class of each candidate: all with the same column of `rows`; -1 where it is alone, or has no entry."""
    weight = np.random.default_rng(SEED).random(rows.shape[0])
    by_column = rows.tocsc()
    by_column.sort_indices()
    signature = by_column.T @ weight
    _, first, at, size = np.unique(signature, return_index=True, return_inverse=True, return_counts=True)
    # Two different columns with one random signature are all but impossible; `differs` keeps them out of the class.
    differs = by_column - by_column[:, first[at]]
    is_equal = np.asarray(abs(differs).sum(axis=0)).ravel() == 0
    is_counted = is_candidate & is_candidate[first[at]] & is_equal & (size[at] > 1) & (np.diff(by_column.indptr) > 0)
    return np.where(is_counted, at, -1)
