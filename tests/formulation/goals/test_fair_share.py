"""fair_share: the shortfall of each group below its target."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.formulation import Earlier
from planner.formulation.goals.fair_share import fair_share, shares
from tests.scenarios import Given, chosen, goal_text, text

YOUNG = {"young": {"tag": "young"}}


def given_five_of_ten(tmp_path: Path, **settings: object) -> Given:
    """Ten people with a candidate with a gain in S1, five of them young."""
    given = Given(tmp_path, groups=["young"], **settings).people("P1", "P2", "P3", "P4", "P5", groups="young")
    given.people("Q1", "Q2", "Q3", "Q4", "Q5").slot("S1", places=9).groups.update(YOUNG)
    for name in ("P1", "P2", "P3", "P4", "P5", "Q1", "Q2", "Q3", "Q4", "Q5"):
        given.worth(name, "S1", 0.5)
    return given


def test_a_group_short_of_four_fifths_of_its_share_is_raised_to_it(tmp_path: Path) -> None:
    instance = given_five_of_ten(tmp_path).instance()
    before = chosen(instance, "P1 S1 T", "Q1 S1 T", "Q2 S1 T", "Q3 S1 T", "Q4 S1 T")
    goal = fair_share(instance, Earlier(before, lambda _own: 5.0))
    # Five are placed; the young are half of those with a candidate: floor(0.8 x 5 x 5 / 10) = 2.
    assert goal_text(instance, goal) == text(
        "most: - short[0]",
        "young: short[0] + x[P1 S1 T] + x[P2 S1 T] + x[P3 S1 T] + x[P4 S1 T] + x[P5 S1 T] >= 2",
        "short[0] in 0..2",
    )
    assert goal.score(before) == -1
    assert goal.score(chosen(instance, "P1 S1 T", "P5 S1 T")) == 0
    assert goal.score(np.array([], dtype=np.int64)) == -2


@pytest.mark.parametrize("most, target", [(1.0, 1), (1.9, 1), (0.0, 0), (7.0, 2)])
def test_no_group_is_asked_to_fill_more_places_than_it_could_alone(tmp_path: Path, most: float, target: int) -> None:
    instance = given_five_of_ten(tmp_path).instance()
    before = chosen(instance, "Q1 S1 T", "Q2 S1 T", "Q3 S1 T", "Q4 S1 T", "Q5 S1 T")
    goal = fair_share(instance, Earlier(before, lambda _own: most))
    assert goal_text(instance, goal).endswith(f"short[0] in 0..{target}")


def test_groups_too_small_to_speak_of_and_groups_not_listed_are_left_alone(tmp_path: Path) -> None:
    given = given_five_of_ten(tmp_path, fair_share_min_people=6)
    instance = given.instance()
    goal = fair_share(instance, Earlier(chosen(instance, "Q1 S1 T"), lambda _own: 5.0))
    assert goal_text(instance, goal) == "most: 0"


def test_only_people_with_a_gain_in_a_main_place_are_counted(tmp_path: Path) -> None:
    given = given_five_of_ten(tmp_path, goals=["outcome", "other_purposes"])
    given.tables["outcomes"][9]["value"] = 0
    given.slot("S2", programme_ids="A", places=9).person("P6", groups="young").worth("P6", "S2", 0.5)
    instance = given.instance()
    before = chosen(instance, "Q1 S1 T", "Q2 S1 T", "Q3 S1 T", "Q4 S1 T", "Q5 S1 T", "P6 S2 A")
    goal = fair_share(instance, Earlier(before, lambda _own: 5.0))
    # Nine people have a gain, five of them young (P6 has an activity alone); Q5's place gains nothing, so four are
    # placed: floor(0.8 x 4 x 5 / 9) = floor(1.78) = 1.
    assert goal_text(instance, goal) == text(
        "most: - short[0]",
        "young: short[0] + x[P1 S1 T] + x[P2 S1 T] + x[P3 S1 T] + x[P4 S1 T] + x[P5 S1 T] >= 1",
        "short[0] in 0..1",
    )


def test_over_a_window_those_placed_before_count_and_paid_jobs_have_a_target_of_their_own(tmp_path: Path) -> None:
    given = given_five_of_ten(tmp_path, fair_share_weeks=26)
    given.add("programmes", programme_id="B", rule="bea_jobb").slot("S2", programme_ids="B", places=9)
    for name in ("P1", "P2", "Q1", "Q2"):
        given.worth(name, "S2", 0.4)
    history = (("P1", "T"), ("Q1", "B"), ("Q2", "B"), ("Q3", "B"))
    for person, programme in history:
        given.add("history", jobseeker_id=person, programme_id=programme, from_week="2026-W40", end="ended")
    # Two more people whom no place suits are in the pool as well.
    instance = given.people("P6", "Q6").change("jobseekers", "P6", groups="young").instance()
    before = chosen(instance, "Q4 S1 T", "Q5 S1 T")
    goal = fair_share(instance, Earlier(before, lambda own: float(len(own))))
    # The young are 6 of 12. Placed: 4 before and 2 now, floor(0.8 x 6 x 6 / 12) = 2, of whom P1 had a place before.
    # Paid: 3 before and nobody now, floor(0.8 x 3 x 6 / 12) = 1; P1 had no paid job.
    assert goal_text(instance, goal) == text(
        "most: - short[0] - short[1]",
        "young, paid: short[1] + x[P1 S2 B] + x[P2 S2 B] >= 1",
        "young: short[0] + x[P2 S1 T] + x[P2 S2 B] + x[P3 S1 T] + x[P4 S1 T] + x[P5 S1 T] >= 1",
        "short[0] in 0..1",
        "short[1] in 0..1",
    )
    assert goal.score(before) == -2
    assert goal.score(chosen(instance, "P1 S2 B")) == -1
    assert goal.score(chosen(instance, "P2 S2 B")) == 0


def test_a_group_that_had_its_share_before_asks_for_nothing_more(tmp_path: Path) -> None:
    given = given_five_of_ten(tmp_path, fair_share_weeks=4)
    for person in ("P1", "P2", "P3"):
        given.add("history", jobseeker_id=person, programme_id="T", from_week="2026-W46", end="ended")
    instance = given.instance()
    before = chosen(instance, "Q1 S1 T", "Q2 S1 T")
    (share,) = (one for one in shares(instance, Earlier(before, lambda _own: 0.0)) if one.places == "all")
    assert (share.target, share.placed, share.needed, share.short(before)) == (2, 3, 0, 0)


def test_a_target_is_no_more_than_were_placed_and_can_be_placed(tmp_path: Path) -> None:
    given = given_five_of_ten(tmp_path, fair_share_weeks=26)
    for person in ("P1", "Q1", "Q2", "Q3", "Q4", "Q5"):
        given.add("history", jobseeker_id=person, programme_id="T", from_week="2026-W40", end="ended")
    instance = given.instance()
    (share,) = (one for one in shares(instance, Earlier(chosen(instance), lambda _own: 0.5)) if one.places == "all")
    # floor(0.8 x 6 x 5 / 10) = 2, and none of the others can be placed.
    assert (share.people, share.target, share.needed) == (5, 1, 0)
