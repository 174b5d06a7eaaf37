"""Greedy heuristics take what one look at each column in turn would take."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from scipy import sparse

from planner.formulation import MIP
from planner.solving.search import heuristics
from planner.solving.search.heuristics import Activity


def drawn(seed: int) -> MIP:
    """A MIP of 3 to 40 limits of 0 to 12 (one in ten is none) on 5 to 400 columns."""
    rng = np.random.default_rng(seed)
    rows, columns = int(rng.integers(3, 41)), int(rng.integers(5, 401))
    dense = rng.choice([0.5, 1.0, 2.0, 3.7], (rows, columns)) * (rng.random((rows, columns)) < rng.uniform(0.02, 0.3))
    matrix = sparse.csr_matrix(dense)
    upper = np.where(rng.random(rows) < 0.1, np.inf, rng.uniform(0, 12, rows))
    parts = SimpleNamespace(matrix=matrix, row_upper=upper, num_columns=columns, candidates=np.arange(columns))
    return cast("MIP", parts)


@pytest.mark.parametrize("together", [7, 64, 4096])
def test_columns_taken_together_are_those_taken_one_by_one(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heuristics, "TOGETHER", together)
    for seed in range(60):
        monkeypatch.setattr(heuristics, "WORTH_A_ROUND", (1, 3, 16)[seed % 3])
        mip = drawn(seed)
        order = np.random.default_rng(seed).permutation(mip.num_columns)[: 5 + seed * 4]
        one_by_one = Activity(mip, np.zeros(mip.num_columns))
        for column in order:
            if one_by_one.fits(column):
                one_by_one.move(column, 1.0)
        at_once = Activity(mip, np.zeros(mip.num_columns))
        at_once.take(order)
        assert np.array_equal(at_once.x, one_by_one.x), seed
        assert np.allclose(at_once.used, one_by_one.used), seed
