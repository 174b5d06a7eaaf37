"""waiting: people beyond the limit in a place worth enough of their best."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.formulation.goals.waiting import waiting
from tests.scenarios import Given, chosen, goal_text, text


def test_people_beyond_the_limit_count_in_places_worth_seven_tenths_of_their_best(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1", waiting_weeks=27, times_outbid=3).person("P2", waiting_weeks=26)
    given.person("P3", waiting_weeks=40).slot("S1", places=4).slot("S2", places=3).slot(
        "S3", programme_ids="C", places=9
    )
    given.slot("S4", status="closed", places=9).slot("S5", places=9, reserved_by_hand=9)
    given.worth("P1", "S1", 0.5).worth("P1", "S2", 0.35).worth("P1", "S5", 0.34)
    given.worth("P2", "S1", 0.5).worth("P3", "S2", 0.2)
    instance = given.instance()
    goal = waiting(instance)
    # 7 free main places in S1 and S2; three tenths are 2.1: two count. 0.35 is seven tenths of 0.5, 0.34 is not.
    assert goal_text(instance, goal) == text(
        "most: 27.03 waited[P1] + 40 waited[P3]",
        "P1: waited[P1] - x[P1 S1 T] - x[P1 S2 T] <= 0",
        "P3: waited[P3] - x[P3 S2 T] <= 0",
        "all: waited[P1] + waited[P3] <= 2",
        "waited[P1] in 0..1",
        "waited[P3] in 0..1",
    )
    assert goal.score(chosen(instance, "P1 S2 T", "P2 S1 T", "P3 S2 T")) == pytest.approx(67.03)
    assert goal.score(chosen(instance, "P1 S5 T", "P2 S1 T")) == 0


def test_where_fewer_may_count_the_longest_waits_do(tmp_path: Path) -> None:
    given = Given(tmp_path, waiting_places_share=0.5).person("P1", waiting_weeks=30).person("P2", waiting_weeks=31)
    given.slot("S1", places=3).worth("P1", "S1", 0.5).worth("P2", "S1", 0.5)
    instance = given.instance()
    # Half of three places, rounded down, is one.
    assert waiting(instance).score(chosen(instance, "P1 S1 T", "P2 S1 T")) == 31


def test_a_place_that_gains_nothing_is_no_good_place(tmp_path: Path) -> None:
    given = Given(tmp_path, waiting_places_share=1).person("P1", waiting_weeks=30).slot("S1").worth("P1", "S1", 0)
    instance = given.instance()
    assert goal_text(instance, waiting(instance)) == text("most: 0", "all: 0 <= 1")
