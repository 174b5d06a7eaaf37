"""Work that is in no post, and why."""

from dataclasses import replace

from planner.bundling import left_over
from planner.schema.bundles import Bundle
from tests.bundling.units import AFTERNOONS, FULL, MORNINGS, built, task, unit


def test_a_unit_with_too_few_hours_has_no_post_and_says_so() -> None:
    bundle = built(task(20), task(9.75))
    assert bundle.posts == ()
    assert [(left.hours, left.reason) for left in left_over(bundle, FULL)] == [
        (20, "too_little_work"),
        (9.75, "too_little_work"),
    ]


def test_work_of_mornings_alone_fills_no_post() -> None:
    bundle = built(task(30, MORNINGS, is_each=True))
    assert bundle.posts == ()
    assert {left.reason for left in left_over(bundle, FULL)} == {"one_time_of_day"}


def test_what_is_left_beside_posts_is_too_little_for_another_or_does_not_fit() -> None:
    one = Bundle(unit(task(40), task(10)), ({(0, half_day): 16 for half_day in (*MORNINGS, *AFTERNOONS)},), 160)
    assert [(left.hours, left.reason) for left in left_over(one, FULL)] == [(10, "rest_too_little")]
    more = replace(one, unit=unit(task(40), task(30)))
    assert [(left.hours, left.reason) for left in left_over(more, FULL)] == [(30, "does_not_fit")]
