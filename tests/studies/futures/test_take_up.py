"""The take-up is always told with its range, and both ends of a difference with it."""

from __future__ import annotations

import numpy as np
import pytest

from planner.studies.futures.take_up import take_up
from planner.studies.intervals import Estimate
from tests.studies.futures.worlds import figures, world

KNOWN = figures(no_show=(0.05, 0.1, 0.2), take_up=(0.4, 0.6, 0.9))


def test_new_places_come_about_by_the_take_up_within_its_range() -> None:
    base = world(10, figures=KNOWN)
    told = take_up(base, world(15, figures=KNOWN, is_new=np.arange(15) >= 10))
    assert told is not None
    assert (told.proposed, told.share) == (5, Estimate(0.6, 0.4, 0.9))
    assert told.places == Estimate(3.0, 2.0, 4.5)
    begun, gain = told.differences["begun"], told.differences["begun_uplift"]
    assert (begun.value, begun.low, begun.high) == pytest.approx((2.7, 1.8, 4.05))
    assert (gain.value, gain.low, gain.high) == pytest.approx((0.27, 0.18, 0.405))


def test_a_difference_that_shrinks_with_the_take_up_still_has_its_lower_end_first() -> None:
    base = world(10, figures=KNOWN, is_new=np.ones(10, dtype=bool))
    told = take_up(base, world(2, figures=KNOWN))
    assert told is not None
    assert told.proposed == 0
    begun = told.differences["begun"]
    assert begun.low is not None
    assert begun.low < begun.value < begun.high  # type: ignore[operator] # all three are there


def test_without_new_places_there_is_no_take_up_to_tell() -> None:
    assert take_up(world(3), world(4)) is None
