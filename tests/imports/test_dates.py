"""Days as offices write them."""

from datetime import date

import pytest

from planner.imports.dates import counted, day_in, order_of

FIRST_OF_MARCH = date(2025, 3, 1)


@pytest.mark.parametrize(
    "text",
    ["2025-03-01", "2025-03-01 00:00:00", "inskriven 2025-03-01", "20250301", "2025/03/01", "1.3.2025", "01.03.2025",
     "1 mars 2025", "mars 2025", "2025-03", "45717"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert day_in(text, None) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    "text", ["3/4/2025", "2025-02-30", "2025-03-01 och 2025-04-01", "2025-03-01 (12 dagar)", "12", "", "mars"]
)
def test_what_is_no_day_or_several_is_none(text: str) -> None:
    assert day_in(text, None) is None


def test_the_order_shows_in_another_day_of_the_column() -> None:
    assert order_of(["3/4/2025", "25/4/2025"]) == "day first"
    assert order_of(["3/4/2025", "4/25/2025"]) == "month first"
    assert order_of(["25/4/2025", "4/25/2025"]) is None
    assert day_in("3/4/2025", "day first") == date(2025, 4, 3)
    assert day_in("3/4/2025", "month first") == date(2025, 3, 4)


def test_time_is_counted_to_the_monday_and_never_backwards() -> None:
    monday = date(2026, 11, 23)
    assert counted(FIRST_OF_MARCH, monday, "days") == "632"
    assert counted(FIRST_OF_MARCH, monday, "weeks") == "90"
    assert counted(FIRST_OF_MARCH, monday, "months") == "20.8"
    assert counted(date(2026, 11, 24), monday, "days") is None
