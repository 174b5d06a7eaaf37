"""Posts for programs: half-day by half-day, with what they free and what is left."""

from __future__ import annotations

from planner.reports.posts import posts_screen, posts_summary
from planner.schema.bundles import Bundle
from planner.texts import speaking
from tests.bundling.units import AFTERNOONS, FULL, MORNINGS, task, unit

POST = {(0, half_day): 16 for half_day in (*MORNINGS, *AFTERNOONS)}
BUNDLE = Bundle(unit(task(40), task(10, done_by=None)), (POST,), freed_bound=180)


def test_hours_of_a_post_add_up_to_those_freed_and_the_rest_is_left_over() -> None:
    (said,) = posts_summary([BUNDLE], FULL)
    (post,) = said["posts"]
    assert sum(part["hours"] for part in post["week"]) == said["core_hours_freed"] == 40
    assert (said["hours"], said["core_hours_bound"]) == (50, 45)
    assert [(left["hours"], left["done_today_by"], left["reason"]) for left in said["left_over"]] == [
        (10, None, "rest_too_little")
    ]


def test_the_screen_holds_the_same_figures_in_both_languages() -> None:
    for language in ("sv", "en"):
        with speaking(language):
            said = posts_screen([BUNDLE], FULL, "posts.csv").replace("100%", "100 %")
        assert all(figure in said for figure in ("40 h", "100 %", "45 h", "10 h", "E1.town.post1", "posts.csv"))
