"""Steps of a scale are put together until no sum is about fewer than five people, and nobody is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planner.pictures.merging import merged_in_order

COUNTS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=12)


@given(COUNTS)
def test_no_sum_is_small_and_the_sums_are_those_of_everybody_or_nothing_is_told(counts: list[tuple[int, int]]) -> None:
    merged = merged_in_order([*enumerate(counts)])
    assert not [number for _steps, sums in merged for number in sums if 0 < number < 5]
    steps = [step for own, _sums in merged for step in own]
    assert steps == sorted(set(steps))
    if merged:
        assert [sum(sums[side] for _steps, sums in merged) for side in (0, 1)] == [
            sum(pair[side] for pair in counts) for side in (0, 1)
        ]


def test_steps_that_are_large_enough_stay_apart_and_a_small_last_one_joins_the_one_before() -> None:
    assert merged_in_order([("a", [7]), ("b", [9]), ("c", [2])]) == [(["a"], [7]), (["b", "c"], [11])]
    assert merged_in_order([("a", [2]), ("b", [1])]) == []
