"""Draws that depend on a seed and a purpose alone."""

from __future__ import annotations

import numpy as np
import pytest

from planner.synthesis.streams import chance, pick, pick_whole, stream


def test_each_purpose_has_draws_of_its_own_that_never_change() -> None:
    first, again, other, seed = (
        stream(*key).random(5).tolist() for key in ((7, "a", "b"), (7, "a", "b"), (7, "ab"), (8, "a", "b"))
    )
    assert first == again
    assert len({tuple(first), tuple(other), tuple(seed)}) == 3
    # The same on every machine, and in every version of the program: a seed names a week.
    assert stream(7, "jobseekers", "age").integers(0, 1000, 3).tolist() == [944, 918, 884]


def test_shares_need_not_add_up_to_one() -> None:
    words = pick(stream(1, "words"), 4000, {"a": 3, "b": 1, "never": 0})
    assert (words == "a").mean() == pytest.approx(0.75, abs=0.03)
    assert "never" not in words
    numbers = pick_whole(stream(1, "numbers"), 4000, {5: 1, 7: 1})
    assert set(numbers.tolist()) == {5, 7}
    assert numbers.mean() == pytest.approx(6, abs=0.1)
    assert chance(stream(1, "chance"), 3, np.array([0.0, 1.0, 0.0])).tolist() == [False, True, False]
