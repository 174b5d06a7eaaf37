"""Where people end: nobody is lost, few are told with others, and those placed stay as many as the plan says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.pictures.unplaced import _End, _told

KEYS = ("busy", "no_place", "too_far", "outbid", "placed")


@given(st.lists(st.integers(0, 9), min_size=4, max_size=4), st.integers(5, 20))
def test_no_end_is_of_few_and_the_last_is_those_placed(counts: list[int], placed: int) -> None:
    told = _told([_End(key, number) for key, number in zip(KEYS, [*counts, placed], strict=True)])
    if 0 < sum(counts) < 5:
        assert told == []
    else:
        assert all(end.people >= 5 for end in told)
        assert sum(end.people for end in told) == sum(counts) + placed
        assert told[-1] == _End("placed", placed)


def test_an_end_that_a_few_of_another_have_joined_says_so() -> None:
    told = _told([_End("busy", 2), _End("outbid", 9), _End("placed", 6)])
    assert [(end.key, end.people, end.has_others) for end in told] == [("outbid", 11, True), ("placed", 6, False)]
    assert told[0].name.endswith("with a few others")
