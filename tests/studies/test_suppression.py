"""Small cells are left out, and cannot be worked out of what is told and the totals."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.studies.suppression import LEAST, is_small, suppressed, suppressed_together

counts_of_groups = st.lists(st.integers(0, 12), min_size=1, max_size=5).map(
    lambda counts: {f"g{number}": count for number, count in enumerate(counts)}
)


def could_be(counts: dict[str, int], out: frozenset[str]) -> list[dict[str, int]]:
    """All that the left-out counts could be for somebody who knows the others and the total."""
    missing = sum(counts[name] for name in out)
    names = sorted(out)
    return [
        dict(zip(names, guess, strict=True))
        for guess in product(range(missing + 1), repeat=len(names))
        if sum(guess) == missing
    ]


@given(counts_of_groups)
def test_no_small_cell_can_be_worked_out_of_the_others_and_the_total(counts: dict[str, int]) -> None:
    out = suppressed(counts)
    guesses = could_be(counts, out)
    for name, count in counts.items():
        if not is_small(count):
            continue
        assert name in out
        # Alone in its column a group is the total, which everybody knows.
        assert len(counts) == 1 or len({guess[name] for guess in guesses}) > 1


@given(counts_of_groups)
def test_no_more_is_left_out_than_is_needed(counts: dict[str, int]) -> None:
    out = suppressed(counts)
    if not any(map(is_small, counts.values())):
        assert out == frozenset()
    largest = max(counts, key=lambda name: counts[name])
    rest = {name for name, count in counts.items() if is_small(count)}
    if len(rest) > 1 and sum(counts[name] for name in rest) >= LEAST:
        assert out == rest
        assert largest in rest or largest not in out


@pytest.mark.parametrize(
    "counts, out",
    [
        ({"a": 3, "b": 40, "c": 20}, {"a", "c"}),
        ({"a": 1, "b": 2, "c": 20, "d": 30}, {"a", "b", "c"}),
        ({"a": 4, "b": 4, "c": 20}, {"a", "b"}),
        ({"a": 0, "b": 20}, set()),
        ({"a": 1, "b": 0}, {"a", "b"}),
        ({"a": 5, "b": 6}, set()),
    ],
)
def test_the_smallest_others_go_with_a_small_cell(counts: dict[str, int], out: set[str]) -> None:
    assert suppressed(counts) == out


def test_a_figure_that_tells_two_counts_is_left_out_where_either_is_small_and_safe_in_both() -> None:
    offered = {"a": 2, "b": 30, "c": 25, "d": 40}
    others = {"a": 50, "b": 1, "c": 25, "d": 40}
    out = suppressed_together((offered, others))
    assert {"a", "b"} <= out
    for counts in (offered, others):
        assert suppressed(counts, out) == out
