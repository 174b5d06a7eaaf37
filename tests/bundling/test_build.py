"""Posts: none where there is too little, one where there is just enough, and the best of all ways on small units."""

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from planner.bundling import build_posts, left_over
from planner.errors import VerificationFailed
from planner.schema.bundles import Bundle, Task
from tests.bundling.brute_force import best
from tests.bundling.units import AFTERNOONS, EVENINGS, FULL, MORNINGS, SMALL, WEEKDAYS, built, hours, task, unit


def test_just_enough_for_the_smallest_post_is_one_post_with_nothing_left() -> None:
    bundle = built(task(20), task(10))
    assert hours(bundle) == [30]
    assert bundle.freed == bundle.freed_bound == 120
    assert left_over(bundle, FULL) == []


def test_mornings_and_evenings_are_never_the_same_persons() -> None:
    """20 hours of each: one person cannot have both, and neither alone is a post."""
    assert built(task(20, MORNINGS), task(20, EVENINGS)).posts == ()


def test_nobody_works_more_than_five_days() -> None:
    days = (*WEEKDAYS, "sa", "su")
    bundle = built(task(28, tuple(f"{day}-am" for day in days)), task(28, tuple(f"{day}-pm" for day in days)))
    assert hours(bundle) == [40]


def test_two_at_once_need_two_posts() -> None:
    """Eight hours in every morning are two people side by side."""
    bundle = built(task(40, MORNINGS, is_each=True), task(40, AFTERNOONS, is_each=True))
    assert hours(bundle) == [40, 40]


def test_a_task_for_one_person_is_never_split() -> None:
    """45 hours: shared, they would fill a post of 40. The 15 stay whole, beside 25 of the others or out."""
    bundle = built(task(30), task(15, is_whole=True))
    assert bundle.done(1) in {0, 60}
    assert hours(bundle) == [40]


def test_work_that_nobody_does_today_fills_posts_up_and_makes_posts_of_its_own() -> None:
    bundle = built(task(25), task(60, done_by=None))
    assert hours(bundle) == [40, 40]
    assert bundle.freed == bundle.freed_bound == 100


def test_the_same_work_is_done_in_as_few_posts_as_hold_it() -> None:
    assert len(built(task(120)).posts) == 3


def test_core_staff_go_before_work_that_nobody_does_today() -> None:
    bundle = built(task(30, done_by=None), task(25))
    assert bundle.freed == 100
    assert hours(bundle) == [40]


def test_skills_are_kept_apart_where_that_costs_nothing() -> None:
    """Four tasks of 20 hours and two skills: two posts, one for each skill."""
    tasks = [task(20, skills=(skill,)) for skill in ("kitchen", "gardening", "kitchen", "gardening")]
    bundle = built(*tasks)
    asked = [{tasks[nth].skills for nth, _ in post} for post in bundle.posts]
    assert [len(skills) for skills in asked] == [1, 1]


def test_the_same_tasks_give_the_same_posts() -> None:
    tasks = (task(33), task(21, MORNINGS, is_each=True), task(18, done_by=None), task(25, AFTERNOONS))
    assert built(*tasks) == built(*tasks)


PARTS = st.lists(st.sampled_from([*MORNINGS[:2], *AFTERNOONS[:2], *EVENINGS[:1]]), min_size=1, max_size=3, unique=True)


@st.composite
def small_tasks(draw: st.DrawFn) -> Task:
    half_days = tuple(draw(PARTS))
    is_each = draw(st.booleans())
    quarters = draw(st.integers(len(half_days) * 4, len(half_days) * 16)) if is_each else draw(st.integers(1, 4))
    return Task(
        "syssla",
        quarters,
        half_days,
        is_each=is_each,
        is_whole=draw(st.booleans()),
        done_by=draw(st.sampled_from([None, "barnskötare"])),
    )


@settings(max_examples=60)
@given(st.lists(small_tasks(), min_size=1, max_size=3))
def test_no_way_of_sharing_small_units_is_better(tasks: list[Task]) -> None:
    work = unit(*tasks)
    assume(work.quarters // SMALL.least <= 2)  # brute force tries two posts
    bundle = build_posts([work], SMALL)[0]
    event(f"{len(bundle.posts)} posts")
    found = (bundle.freed, sum(sum(post.values()) for post in bundle.posts), -len(bundle.posts))
    assert found == best(work, SMALL, 2)
    assert bundle.freed_bound == bundle.freed


def test_posts_that_their_check_objects_to_are_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    work = unit(task(20))
    too_small = Bundle(work, ({(0, "mo-am"): 4},), 4)
    monkeypatch.setattr("planner.bundling.build.bundle_unit", lambda *_: too_small)
    with pytest.raises(VerificationFailed, match="outside 75 to 100 percent"):
        build_posts([work], FULL)
