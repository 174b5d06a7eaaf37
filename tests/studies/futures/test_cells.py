"""A figure is drawn within its range, its mean is the figure, and one at the end of its range does not vary."""

from __future__ import annotations

import numpy as np

from planner.studies.futures.cells import moves, rates, within
from planner.studies.futures.keyed import Draws
from tests.studies.futures.worlds import cells, figures

RANK = (np.arange(20_000) + 0.5) / 20_000


def test_the_mean_over_all_ranks_is_the_figure_and_no_value_lies_outside_the_range() -> None:
    low, value, high = np.array([0.0, -0.39, 0.1]), np.array([0.02, -0.10, 0.5]), np.array([0.05, 0.0, 0.58])
    found = within(value, low, high, 6.0, np.broadcast_to(RANK, (3, len(RANK))))
    np.testing.assert_allclose(found.mean(axis=1), value, atol=1e-4)
    assert (found.min(axis=1) >= low).all()
    assert (found.max(axis=1) <= high).all()
    assert (np.diff(found, axis=1) >= 0).all()


def test_a_figure_at_an_end_of_its_range_or_without_one_is_taken_as_it_stands() -> None:
    low, value, high = np.array([0.1, 0.1, 0.3]), np.array([0.1, 0.2, 0.3]), np.array([0.2, 0.2, 0.3])
    found = within(value, low, high, 6.0, np.broadcast_to(RANK, (3, len(RANK))))
    assert (found == value[:, np.newaxis]).all()


def test_a_cell_is_drawn_by_its_key_wherever_it_stands_in_the_table() -> None:
    one, other = ("level|a", 0.2, 0.3, 0.4), ("effect|b", 0.0, 0.1, 0.2)
    draws = Draws(1, 0, 50)
    first, second = (moves(cells(*rows), figures(), draws) for rows in ((one, other), (other, one)))
    assert (first[[1, 0]] == second[:2]).all()
    assert (first[2] == 0).all()
    assert first[0].std() > 0


def test_two_programmes_have_take_ups_of_their_own_and_each_keeps_its_own_beside_others() -> None:
    known = figures(take_up=(0.4, 0.6, 0.9))
    both = rates(known.take_up, known, Draws(1, 0, 50), "take_up", ["A", "B"])
    alone = rates(known.take_up, known, Draws(1, 0, 50), "take_up", ["B"])
    assert (both[1] == alone[0]).all()
    assert (both[0] != both[1]).any()
