"""The incumbent only ever gets better, whoever offers, and takes nothing that breaks a row."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from planner.formulation import MIP, mip_of
from planner.schema.rows import INFINITY, Entries, Rows
from planner.solving.search.incumbent import Incumbent

GOAL = np.array([1.0, 2.0, 4.0])


def at_most(limit: float) -> MIP:
    """Three columns, of which so many may be taken."""
    entries = Entries("x", np.zeros(3, dtype=np.int64), np.arange(3), np.ones(3))
    return mip_of(np.arange(3), [Rows("limit", (("limit",),), np.array([-INFINITY]), np.array([limit]), (entries,))])


def test_a_worse_or_broken_solution_is_not_taken() -> None:
    incumbent = Incumbent(at_most(1), GOAL, 7.0)
    assert incumbent.offer(np.array([0.0, 1.0, 0.0]))
    assert not incumbent.offer(np.array([1.0, 0.0, 0.0]))
    assert not incumbent.offer(np.array([0.0, 1.0, 1.0]))
    assert not incumbent.offer(None)
    assert incumbent.value == 2.0
    assert incumbent.gap == pytest.approx(2.5)


def test_a_bound_only_falls_and_never_below_the_value() -> None:
    incumbent = Incumbent(at_most(1), GOAL, 7.0)
    incumbent.offer(np.array([0.0, 0.0, 1.0]))
    incumbent.prove(5.0)
    incumbent.prove(6.0)
    assert incumbent.bound == 5.0
    incumbent.prove(3.0)
    assert incumbent.bound == incumbent.value == 4.0


def test_a_bound_between_two_steps_is_rounded_down_and_one_that_noise_lifts_over_a_step_stays() -> None:
    incumbent = Incumbent(at_most(3), GOAL, 6.75, step=0.5)
    assert incumbent.bound == 6.5
    incumbent.prove(6.0 - 1e-9)
    assert incumbent.bound == 6.0 - 1e-9


def test_what_is_told_never_gets_worse() -> None:
    told: list[tuple[float, float]] = []
    incumbent = Incumbent(at_most(3), GOAL, 9.0, on_progress=lambda value, bound: told.append((value, bound)))
    incumbent.offer(np.array([0.0, 1.0, 0.0]))
    incumbent.tell(1.0, 8.0)
    incumbent.tell(3.0, 9.0)
    incumbent.offer(np.array([1.0, 0.0, 0.0]))
    assert told == [(2.0, 9.0), (2.0, 8.0), (3.0, 8.0)]


def test_offers_of_many_threads_leave_the_best() -> None:
    count = 300
    goal = np.arange(1.0, count + 1)
    incumbent = Incumbent(mip_of(np.arange(count), []), goal, goal.sum())
    threads = [threading.Thread(target=incumbent.offer, args=(row,)) for row in np.eye(count)[::-1]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert incumbent.value == count
