"""Several towns in one MIP: the MIPs of reference instances side by side, with the rows of some constraints shared."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.reference_instances import Reference, made
from planner.formulation import GOALS, MIP, Name, assemble, hard_rows

SHARED = ("funding_budget", "group_minimum")


def side_by_side(references: Sequence[Reference], shared: Sequence[str] = SHARED) -> tuple[MIP, NDArray[np.float64]]:
    """One MIP with a town for each reference instance, and its goal, the outcome. Rows are named by town.

    Rows of the `shared` constraints with one name become one row for all towns; their limits and demands are added.
    """
    towns, goals = [], []
    for reference in references:
        instance = made(reference)
        towns.append(assemble(instance, hard_rows(instance)))
        goals.append(towns[-1].coefficients(GOALS["outcome"](instance).entries))
    names = [
        (constraint, key if constraint in shared else (f"T{number}", *key))
        for number, town in enumerate(towns)
        for constraint, key in town.names
    ]
    at: dict[Name, int] = {}
    row = np.array([at.setdefault(name, len(at)) for name in names])
    gather = sparse.csr_matrix((np.ones(len(row)), (row, np.arange(len(row)))), shape=(len(at), len(row)))
    matrix = (gather @ sparse.block_diag([town.matrix for town in towns])).tocsr()
    order = np.concatenate([_of_kind(towns, kind) for kind in towns[0].keys])
    lower, upper, is_integer = (
        np.concatenate([getattr(town, name) for town in towns])[order] for name in ("lower", "upper", "is_integer")
    )
    counts = {kind: sum(len(town.keys.get(kind, ())) for town in towns) for kind in towns[0].keys}
    mip = MIP(
        {kind: np.arange(count) for kind, count in counts.items()},
        dict(zip(counts, np.cumsum([0, *counts.values()]).tolist(), strict=False)),
        lower, upper, is_integer, matrix[:, order].tocsr(),
        _added(row, [town.row_lower for town in towns]), _added(row, [town.row_upper for town in towns]), tuple(at),
    )  # fmt: skip
    return mip, np.concatenate(goals)[order]


def _of_kind(towns: Sequence[MIP], kind: str) -> NDArray[np.int64]:
    """The columns of one kind, town by town, where all columns of a town follow those of the town before."""
    first = np.cumsum([0, *(town.num_columns for town in towns)])
    own = [
        shift + town.offsets[kind] + np.arange(len(town.keys[kind]))
        for shift, town in zip(first.tolist(), towns, strict=False)
    ]
    return np.concatenate(own)


def _added(row: NDArray[np.int64], limits: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    total = np.zeros(int(row.max()) + 1)
    np.add.at(total, row, np.concatenate(limits))
    return total
