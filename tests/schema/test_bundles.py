"""Posts and tasks in quarters of an hour."""

from __future__ import annotations

from planner.schema.bundles import Bundle, PostSize, Task, Unit


def test_the_least_post_is_rounded_up_and_the_greatest_down_to_whole_quarters() -> None:
    assert (PostSize().least, PostSize().most) == (120, 160)
    odd = PostSize(least_percent=33, most_percent=67, full_time_hours=38)
    assert (odd.least, odd.most) == (51, 101)


def test_only_hours_of_core_staff_that_lie_in_posts_are_freed() -> None:
    tasks = (Task("cook", 40, ("mo-am",), done_by="kock"), Task("read aloud", 20, ("mo-am",)))
    posts = ({(0, "mo-am"): 10, (1, "mo-am"): 6}, {(0, "mo-am"): 16})
    bundle = Bundle(Unit("E1", "town", None, tasks), posts, freed_bound=40)
    assert (bundle.unit.quarters, bundle.done(0), bundle.done(1), bundle.freed) == (60, 26, 6, 26)
