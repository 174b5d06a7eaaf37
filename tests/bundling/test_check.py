"""Posts that do not hold are objected to, each with what is wrong."""

from __future__ import annotations

import pytest

from planner.bundling.check import objections
from planner.schema.bundles import Bundle
from tests.bundling.units import AFTERNOONS, EVENINGS, MORNINGS, SMALL, WEEKDAYS, task, unit


@pytest.mark.parametrize(
    "post, said",
    [
        ({(0, "mo-am"): 16, (0, "mo-pm"): 7}, "outside 75 to 100 percent"),
        ({(0, "mo-am"): 16, (0, "mo-pm"): 18}, "4.5 hours in mo-pm"),
        ({(0, "mo-am"): 16, (0, "mo-pm"): 16, (0, "tu-am"): 0}, "nothing to do in a part of tu-am"),
        ({(0, "mo-am"): 16, (0, "mo-ev"): 16}, "morning and evening on mo"),
        ({(0, "su-ev"): 16, (0, "mo-am"): 16}, "evening of su and the morning after"),
        ({(0, f"{day}-pm"): 5 for day in (*WEEKDAYS, "sa")}, "works on 6 days"),
        ({(0, "mo-am"): 16, (1, "mo-pm"): 10}, "is done for 2.5 of 2 hours"),
        ({(0, "mo-am"): 16, (1, "tu-am"): 8}, "a half-day it may not lie in"),
        ({(0, "mo-am"): 16, (2, "mo-pm"): 8}, "is split"),
        ({(3, "mo-am"): 12, (0, "mo-pm"): 16}, "more than its part in one half-day"),
    ],
)
def test_posts_that_do_not_hold_are_objected_to(post: dict[tuple[int, str], int], said: str) -> None:
    half_days = (*MORNINGS, *AFTERNOONS, *EVENINGS, "sa-pm", "su-ev")
    work = unit(
        task(20, half_days),
        task(2, ("mo-pm",)),
        task(4, ("mo-pm",), is_whole=True),
        task(4, ("mo-am", "mo-pm"), is_each=True),
    )
    found = objections(Bundle(work, (post,), 999), SMALL)
    assert any(said in objection for objection in found), found


def test_more_hours_freed_than_the_bound_says_are_objected_to() -> None:
    work = unit(task(8, ("mo-am", "mo-pm")))
    (said,) = objections(Bundle(work, ({(0, "mo-am"): 16, (0, "mo-pm"): 16},), 31), SMALL)
    assert "32 quarters freed are more than the bound of 31" in said


def test_a_sound_post_is_not_objected_to() -> None:
    work = unit(task(8, ("mo-am", "mo-pm")))
    assert objections(Bundle(work, ({(0, "mo-am"): 16, (0, "mo-pm"): 16},), 32), SMALL) == []
