"""Squares: where points fall, and that none stands for a few people."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.timetables.squares import Square, furthest_km, kilometres, merged, squares_of

HOMES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=5, max_size=60)


@given(st.floats(-80, 80), st.floats(-179, 179), st.sampled_from([100, 500, 2000]))
def test_a_point_lies_in_its_square(lat: float, lon: float, metres: int) -> None:
    (square,) = squares_of(np.array([lat]), np.array([lon]), metres)
    away = kilometres(np.array([[lat, lon]]), np.array([square.centre(metres)]))[0]
    # At most half a diagonal from the middle, which is rounded to a metre.
    assert 1000 * away <= metres / 2**0.5 * 1.01 + 1


@given(HOMES, st.randoms())
def test_no_square_stands_for_fewer_than_five_people_in_whatever_order_they_come(
    cells: list[tuple[int, int]], random: object
) -> None:
    homes = [Square(*cell) for cell in cells]
    stands = merged(homes, 500)
    people = Counter(stands[home] for home in homes)
    assert min(people.values()) >= 5
    assert all(stands[head] == head for head in people)
    random.shuffle(homes)  # type: ignore[attr-defined]
    assert merged(homes, 500) == stands


def test_the_square_nearest_to_all_its_people_stands_for_a_group() -> None:
    ends, middle = (Square(12000, 1500), Square(12000, 1504)), Square(12000, 1502)
    assert set(merged([*ends, middle, middle, middle], 500).values()) == {middle}
    # The greater half of a lonely valley, not the first that was joined.
    assert set(merged([ends[0], middle, ends[1], ends[1], ends[1]], 500).values()) == {ends[1]}


def test_few_people_join_the_nearest_and_squares_with_enough_stay() -> None:
    near, few, far = Square(12000, 1500), Square(12000, 1502), Square(12000, 1510)
    stands = merged([near] * 5 + [few] * 2 + [far] * 9, 500)
    assert stands == {near: near, few: near, far: far}
    assert round(furthest_km(stands, 500), 2) == 1.0
