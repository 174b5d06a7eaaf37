"""Goals on what groups could have alone, as the verifier counts them by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from planner.verification.alone import share


@pytest.mark.parametrize(
    "given, most, thousandths", [(0, 7, 0), (2, 3, 666), (3, 3, 1000), (4, 3, 1000), (4999, 5000, 999)]
)
def test_a_share_is_rounded_down_and_at_most_all(given: int, most: int, thousandths: int) -> None:
    assert share(given, most) == thousandths
    assert Fraction(thousandths, 1000) <= Fraction(given, most)
