"""What is wished counts beside a person's own best, and never beside anybody else's."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.outcomes.relative import relative

VALUES = st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 9), st.integers(-5, 9)), min_size=1, max_size=12)


@given(VALUES)
def test_the_best_of_a_persons_places_is_worth_what_it_is_without_wishes_and_the_order_is_that_of_wishes(
    rows: list[tuple[int, int, int]],
) -> None:
    person, plain, weighed = (np.array(column) for column in zip(*rows, strict=True))
    times, counts = relative(person, plain.astype(float), weighed.astype(float))
    assume(counts.any())
    for name in set(person[counts].tolist()):
        own = person == name
        assert counts[own].all()
        assert np.isclose((times * weighed)[own].max(), plain[own].max())
        assert len(set(times[own].tolist())) == 1
        assert times[own][0] > 0


def test_where_nothing_is_a_gain_with_or_without_wishes_they_choose_among_nothing() -> None:
    person = np.array([0, 0, 1, 1])
    _, counts = relative(person, np.array([0.5, 0.2, 0.0, -1.0]), np.array([0.0, -0.1, 0.5, 0.1]))
    assert not counts.any()
