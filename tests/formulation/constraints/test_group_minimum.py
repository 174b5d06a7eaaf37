"""group_minimum: a hard count of members in a place, new or running."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.group_minimum import group_minimum
from tests.scenarios import Given, rows_text


def test_without_a_count_there_is_no_row(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", groups="young").slot("S1").worth("P1", "S1", 0.5)
    given.groups["young"] = {"tag": "young"}
    instance = given.instance()
    assert rows_text(instance, group_minimum(instance)) == ""


def test_members_count_in_main_activity_and_sheltered_places(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"], group_minimum={"young": 2})
    given.groups["young"] = {"tag": "young"}
    given.people("P1", "P2", groups="young").person("P3").slot("S1", programme_ids="T|A|C|H", places=3)
    instance = given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5, "T").worth("P3", "S1", 0.5).instance()
    assert rows_text(instance, group_minimum(instance)) == (
        "young: x[P1 S1 A] + x[P1 S1 H] + x[P1 S1 T] + x[P2 S1 T] >= 2"
    )


def test_members_with_a_running_placement_count_once_and_no_more(tmp_path: Path) -> None:
    given = Given(tmp_path, group_minimum={"young": 3})
    given.groups["young"] = {"tag": "young"}
    given.people("P1", "P2", "P3", groups="young").slot("S1", places=9).slot("S0", places=9)
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5)
    given.running("P1", "S0").running("P1", "S0", "accepted", from_week="2026-W53")
    instance = given.running("P2", "S0", "draft").instance()
    assert rows_text(instance, group_minimum(instance)) == "young: x[P2 S1 T] + x[P3 S1 T] >= 2"


def test_a_count_that_nobody_can_fill_is_a_row_that_cannot_hold(tmp_path: Path) -> None:
    given = Given(tmp_path, group_minimum={"young": 1})
    given.groups["young"] = {"tag": "young"}
    instance = given.person("P1").slot("S1").worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, group_minimum(instance)) == "young: 0 >= 1"


def test_members_who_began_within_the_weeks_of_the_minimum_meet_it_also_once_they_have_left(tmp_path: Path) -> None:
    given = Given(tmp_path, group_minimum={"young": 4}, group_minimum_weeks=8)
    given.groups["young"] = {"tag": "young"}
    given.people("P1", "P2", "P3", groups="young").slot("S1", places=9)
    for person, week in (("P1", "2026-W40"), ("P2", "2026-W39")):
        given.worth(person, "S1", 0.5)
        given.add("history", jobseeker_id=person, programme_id="T", from_week=week, end="ended")
    given.running("P3", "S1").add(
        "left_pool", jobseeker_id="L1", left_week="2026-W45", entry_groups="young", placed_week="2026-W40"
    )
    instance = given.instance()
    # P3 runs, P1 and L1 began eight weeks ago, P2 a week before that.
    assert rows_text(instance, group_minimum(instance)) == "young: x[P2 S1 T] >= 1"
