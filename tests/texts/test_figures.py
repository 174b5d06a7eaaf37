"""Numbers, shares, dates and lists in two languages."""

from __future__ import annotations

from datetime import date

import pytest

from planner.texts import decimal, listed, long_date, percent, speaking


@pytest.mark.parametrize(
    "language, expected",
    [
        ("sv", ["10 259,0", "+3,98", "-0,05", "0,00", "93 %", "a, b och c", "a eller b", "29 november 2026"]),
        ("en", ["10,259.0", "+3.98", "-0.05", "0.00", "93%", "a, b and c", "a or b", "29 November 2026"]),
    ],
)
def test_figures_are_written_as_the_language_has_them(language: str, expected: list[str]) -> None:
    with speaking(language):
        said = [
            decimal(10259.04, 1), decimal(3.98, 2, plus=True), decimal(-0.05, 2), decimal(-0.001, 2, plus=True),
            percent(0.93), listed(["a", "b", "c"]), listed(["a", "b"], "or"), long_date(date(2026, 11, 29)),
        ]  # fmt: skip
    assert said == expected


@pytest.mark.parametrize(
    "value, digits, text",
    [(0.0, 2, "0,00"), (-0.3, 0, "0"), (0.004, 2, "0,00"), (-0.004, 2, "0,00"), (1234.5, 1, "+1 234,5"), (-2, 0, "-2")],
)
def test_a_difference_that_rounds_to_zero_has_no_sign(value: float, digits: int, text: str) -> None:
    with speaking("sv"):
        assert decimal(value, digits, plus=True) == text


def test_thousands_are_set_apart_each_time() -> None:
    assert decimal(1234567.891, 2) == "1,234,567.89"
    with speaking("sv"):
        assert decimal(1234567.891, 2) == "1 234 567,89"


@pytest.mark.parametrize("digits, expected", [(0, "12 %"), (1, "12,3 %"), (2, "12,35 %"), (4, "12,345 %")])
def test_a_share_has_no_zeros_that_say_nothing(digits: int, expected: str) -> None:
    with speaking("sv"):
        assert percent(0.12345, digits) == expected
        assert percent(0.5, digits) == "50 %"
        assert percent(0.975, 0) == "98 %"  # though 0.975 itself rounds to 0.97
