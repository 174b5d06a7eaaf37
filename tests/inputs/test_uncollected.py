"""The collector of reference cycles is off for some work, and afterwards as it was before."""

from __future__ import annotations

import gc

import pytest

from planner.inputs import uncollected


@uncollected()
def fail_uncollected() -> None:
    """Work that looks at the collector and fails."""
    assert not gc.isenabled()
    _ = 1 / 0


def test_the_collector_is_off_within_and_on_again_after_a_failure() -> None:
    """Also where the work fails."""
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        fail_uncollected()
    assert gc.isenabled()


def test_work_within_other_such_work_does_not_switch_the_collector_on() -> None:
    """The outer work is not disturbed."""
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
