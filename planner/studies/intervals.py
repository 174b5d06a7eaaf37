"""Confidence intervals for shares and means of groups, and for how two groups differ; each names its source.

All are two-sided, of LEVEL unless another level is named. `z` is the standard normal quantile and `t` Student's, within
whose ends so much of the distribution lies.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from scipy import special

LEVEL = 0.95
# A variance that is but the rounding of floats.
NO_SPREAD = 1e-18


@dataclass(frozen=True)
class Estimate:
    """A figure and its interval; both ends are None where the figure has none, and the figure where it is undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def excludes(self, value: float) -> bool | None:
        """Whether the interval lies on one side of a value; None where there is no interval."""
        if self.low is None or self.high is None:
            return None
        return self.low > value or self.high < value


UNDEFINED = Estimate(None)


@dataclass(frozen=True)
class Sample:
    """A mean over people: how many, the mean, the variance (divided by number - 1)."""

    number: int
    mean: float
    variance: float


def share(count: int, number: int, level: float = LEVEL) -> Estimate:
    """A share: the score interval of Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212. Undefined for nobody."""
    if number == 0:
        return UNDEFINED
    z = _z(level)
    value = count / number
    middle = (count + z * z / 2) / (number + z * z)
    half = z / (number + z * z) * math.sqrt(count * (number - count) / number + z * z / 4)
    return Estimate(value, min(max(middle - half, 0.0), value), max(min(middle + half, 1.0), value))


def shares_difference(one: tuple[int, int], other: tuple[int, int], level: float = LEVEL) -> Estimate:
    """A share less another, each (count, number): Newcombe, Stat. Med. 17 (1998) 873-890, method 10."""
    p, q = share(*one, level), share(*other, level)
    if p.value is None or q.value is None:
        return UNDEFINED
    assert p.low is not None and p.high is not None and q.low is not None and q.high is not None  # noqa: S101, PT018 - a share has both
    value = p.value - q.value
    low = value - math.hypot(p.value - p.low, q.high - q.value)
    high = value + math.hypot(p.high - p.value, q.value - q.low)
    return Estimate(value, low, high)


def shares_ratio(one: tuple[int, int], other: tuple[int, int], level: float = LEVEL) -> Estimate:
    """A share divided by another: the log interval of Katz et al., Biometrics 34 (1978) 469-474.

    Undefined where the other share is 0, and without an interval where the first is.
    """
    (a, n), (b, m) = one, other
    if n == 0 or m == 0 or b == 0:
        return UNDEFINED
    value = (a / n) / (b / m)
    if a == 0:
        return Estimate(value)
    return _around_log(value, _z(level) * math.sqrt(max(1 / a - 1 / n + 1 / b - 1 / m, 0.0)))


def mean(sample: Sample, level: float = LEVEL) -> Estimate:
    """A mean: Student's t interval (Student, Biometrika 6 (1908) 1-25). Undefined for nobody.

    Without an interval where all have the same: a spread that was not seen cannot be estimated.
    """
    if sample.number == 0:
        return UNDEFINED
    if not _has_spread(sample):
        return Estimate(sample.mean)
    half = _t(sample.number - 1, level) * math.sqrt(sample.variance / sample.number)
    return Estimate(sample.mean, sample.mean - half, sample.mean + half)


def means_difference(one: Sample, other: Sample, level: float = LEVEL) -> Estimate:
    """A mean less another: Welch, Biometrika 34 (1947) 28-35, with his degrees of freedom (Satterthwaite).

    Without an interval where all of either have the same.
    """
    if one.number == 0 or other.number == 0:
        return UNDEFINED
    value = one.mean - other.mean
    if not (_has_spread(one) and _has_spread(other)):
        return Estimate(value)
    a, b = one.variance / one.number, other.variance / other.number
    freedom = (a + b) ** 2 / (a * a / (one.number - 1) + b * b / (other.number - 1))
    half = _t(freedom, level) * math.sqrt(a + b)
    return Estimate(value, value - half, value + half)


def means_ratio(one: Sample, other: Sample, level: float = LEVEL) -> Estimate:
    """A mean divided by another: the log response ratio of Hedges, Gurevitch, Curtis, Ecology 80 (1999) 1150-1156.

    Undefined where the other mean is not above 0, and without an interval where the first is not, or where all of
    either have the same.
    """
    if one.number == 0 or other.number == 0 or other.mean <= 0:
        return UNDEFINED
    value = one.mean / other.mean
    if one.mean <= 0 or not (_has_spread(one) and _has_spread(other)):
        return Estimate(value)
    spread = sum(sample.variance / (sample.number * sample.mean**2) for sample in (one, other))
    return _around_log(value, _z(level) * math.sqrt(spread))


def _has_spread(sample: Sample) -> bool:
    return sample.number > 1 and sample.variance > NO_SPREAD


def _around_log(value: float, half: float) -> Estimate:
    return Estimate(value, value * math.exp(-half), value * math.exp(half))


def _z(level: float) -> float:
    return float(special.ndtri((1 + level) / 2))


def _t(freedom: float, level: float) -> float:
    return float(special.stdtrit(freedom, (1 + level) / 2))
