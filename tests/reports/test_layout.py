"""Columns on a screen."""

from planner.reports.layout import columns, shortened


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert columns([("a", "1"), ("bbb", "22")], right=(1,)) == ["  a     1", "  bbb  22"]
    assert columns([]) == []


def test_a_long_text_ends_with_an_ellipsis() -> None:
    assert shortened("Restaurang", 10) == "Restaurang"
    assert shortened("Restauranger", 10) == "Restauran…"
