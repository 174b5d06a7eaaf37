"""Confidence intervals: held against worked examples of the papers they come from, and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from planner.studies.intervals import (
    Estimate,
    Sample,
    mean,
    means_difference,
    means_ratio,
    share,
    shares_difference,
    shares_ratio,
)


def sample_of(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Sample:
    return Sample(len(values), float(values.mean()), float(values.var(ddof=1)))


# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3 (the score interval of Wilson).
@pytest.mark.parametrize(
    "count, number, low, high",
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_score_interval_of_the_paper(count: int, number: int, low: float, high: float) -> None:
    found = share(count, number)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


# Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
@pytest.mark.parametrize(
    "one, other, low, high",
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_two_shares_differ_by_the_interval_of_the_paper(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = shares_difference(one, other)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_the_ratio_of_two_shares_is_that_of_the_physicians_health_study() -> None:
    # Heart attacks with aspirin and with placebo; Agresti, Categorical Data Analysis (2002), section 3.1: 0.43 to 0.70.
    found = shares_ratio((104, 11_037), (189, 11_034))
    assert found.value == pytest.approx(0.55, abs=5e-3)
    assert (found.low, found.high) == pytest.approx((0.43, 0.70), abs=5e-3)


def test_a_share_of_nobody_and_a_ratio_to_nothing_are_undefined() -> None:
    assert share(0, 0) == shares_difference((0, 0), (1, 2)) == shares_ratio((3, 4), (0, 5)) == Estimate(None)
    assert shares_ratio((0, 4), (2, 5)) == Estimate(0.0)


def test_means_have_the_intervals_of_scipy() -> None:
    draw = np.random.default_rng(1)
    one, other = draw.gamma(2.0, 3.0, 12), draw.gamma(1.5, 5.0, 31)
    alone = mean(sample_of(one))
    assert (alone.low, alone.high) == pytest.approx(stats.t.interval(0.95, len(one) - 1, one.mean(), stats.sem(one)))
    known = stats.ttest_ind(one, other, equal_var=False).confidence_interval(0.95)
    found = means_difference(sample_of(one), sample_of(other))
    assert (found.low, found.high) == pytest.approx((known.low, known.high))


def test_the_ratio_of_means_covers_the_true_one_about_as_often_as_it_says() -> None:
    draw = np.random.default_rng(2)
    hits = 0
    for _ in range(400):
        found = means_ratio(sample_of(draw.gamma(4.0, 3.0, 40)), sample_of(draw.gamma(4.0, 2.0, 60)))
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 1.5 <= found.high
    assert 0.91 <= hits / 400 <= 0.98


def test_where_all_have_the_same_no_interval_pretends_to_know_the_spread() -> None:
    nothing, some = Sample(10, 0.0, 0.0), Sample(200, 0.01, 0.0001)
    assert mean(nothing) == Estimate(0.0)
    assert means_difference(nothing, some) == Estimate(-0.01)
    assert means_ratio(nothing, some) == Estimate(0.0)
    assert means_ratio(some, nothing) == Estimate(None)
