"""Expected weeks of regular work, week by week, worked out by hand with the follow-up date after one week."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.verification.regular_weeks import Course, weeks_of

HALF, TENTH, NOTHING = Decimal("0.5"), Decimal("0.1"), Decimal(0)


@pytest.mark.parametrize(
    "level, weeks",
    [
        ("0", "0"),
        ("1", "103"),  # nobody in the plan week, and in every week after it
        ("0.5", "102"),  # 104 less 1 + 1/2 + 1/4 + ... = 2
    ],
)
def test_without_a_place_the_path_goes_from_nothing_to_the_level_on_the_date(level: str, weeks: str) -> None:
    assert weeks_of(Decimal(level), 1, None) == Decimal(weeks)


@pytest.mark.parametrize(
    "level, course, weeks",
    [
        # Of ten people none would find work; half have it from week 4 on, without an end: 100 weeks.
        ("0", Course(4, None, HALF, NOTHING), 50),
        # It ends after 20 weeks, and a tenth have work afterwards: 20 x 0.5 + 80 x 0.1.
        ("0", Course(4, 23, HALF, TENTH), 18),
        # No regular work by itself: nothing while it runs.
        ("0", Course(4, 23, None, TENTH), 8),
        # Half a year is taken from somebody who would have had work every week but the first: 103 - 26.
        ("1", Course(2, 27, None, NOTHING), 77),
        # Work found anyway is not counted twice: a quarter of all is half of those without it, so 102 + 2 / 2.
        ("0.5", Course(0, None, Decimal("0.25"), NOTHING), 103),
        # An effect below nothing takes from work found anyway, three times what is not found and never more than all:
        # 1 - 4 / 2^t from week 3 on.
        ("0.5", Course(0, None, Decimal("-1.5"), NOTHING), 100),
        # It starts after two years: as if there were none.
        ("0.5", Course(104, None, None, HALF), 102),
    ],
)
def test_a_course_by_hand(level: str, course: Course, weeks: int) -> None:
    assert weeks_of(Decimal(level), 1, course) == weeks
