"""Numbers and columns on a screen."""

import pytest

from planner.reports.layout import columns, decimal, percent, shortened


@pytest.mark.parametrize(
    "value, digits, text",
    [(0.0, 2, "0,00"), (-0.3, 0, "0"), (0.004, 2, "0,00"), (-0.004, 2, "0,00"), (1234.5, 1, "+1 234,5"), (-2, 0, "-2")],
)
def test_a_difference_that_rounds_to_zero_has_no_sign(value: float, digits: int, text: str) -> None:
    assert decimal(value, digits, swedish=True, plus=True) == text


def test_the_language_decides_the_decimal_sign() -> None:
    assert decimal(1234567.891, 2, swedish=True) == "1 234 567,89"
    assert decimal(1234567.891, 2, swedish=False) == "1 234 567.89"
    assert percent(0.00047, swedish=True) == "0,05 %"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([("a", "1"), ("bbb", "22")], right=(1,)) == ["  a     1", "  bbb  22"]
    assert columns([]) == []


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert shortened("Restaurang", 10) == "Restaurang"
    assert shortened("Restauranger", 10) == "Restauran…"
