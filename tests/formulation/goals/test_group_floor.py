"""group_floor: how far groups are below a share of what they could have alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.formulation import Alone, Earlier
from planner.formulation.goals.group_floor import group_floor
from tests.scenarios import Given, chosen, goal_text, text


def given_two(tmp_path: Path, **settings: object) -> Given:
    given = Given(tmp_path, group_floor={"young": 0.6}, **settings).people("P1", "P2", groups="young").person("Q1")
    given.slot("S1", places=3).groups["young"] = {"tag": "young"}
    return given.worth("P1", "S1", 0.25).worth("P2", "S1", 0.5).worth("Q1", "S1", 0.9)


def earlier(most: int) -> Earlier:
    return Earlier(np.array([], dtype=np.int64), lambda _own: 0.0, lambda _group: Alone(most, most))


def test_a_group_is_raised_to_a_share_of_the_places_it_could_have(tmp_path: Path) -> None:
    instance = given_two(tmp_path).instance()
    goal = group_floor(instance, earlier(2))
    # 0.6 x 2, rounded up.
    assert goal_text(instance, goal) == text(
        "most: - below[0]", "young: below[0] + x[P1 S1 T] + x[P2 S1 T] >= 2", "below[0] in 0..2"
    )
    assert [goal.score(chosen(instance, *names)) for names in ((), ("P1 S1 T",), ("P1 S1 T", "P2 S1 T"))] == [-2, -1, 0]
    assert goal.score(chosen(instance, "Q1 S1 T")) == -2


def test_a_floor_on_gain_is_counted_in_ten_thousandths_and_told_in_people(tmp_path: Path) -> None:
    instance = given_two(tmp_path, group_measure="uplift").instance()
    goal = group_floor(instance, earlier(7500))
    assert goal_text(instance, goal) == text(
        "most: - 0.0001 below[0]",
        "young: below[0] + 2500 x[P1 S1 T] + 5000 x[P2 S1 T] >= 4500",
        "below[0] in 0..4500",
    )
    assert goal.score(chosen(instance, "P1 S1 T")) == pytest.approx(-0.2)
    assert goal.score(chosen(instance, "P2 S1 T")) == 0


@pytest.mark.parametrize("most, floor", [(0, 0.6), (4, 0.0)])
def test_without_anything_to_have_or_to_ask_for_there_is_no_floor(tmp_path: Path, most: int, floor: float) -> None:
    given = given_two(tmp_path)
    given.settings["group_floor"] = {"young": floor}
    instance = given.instance()
    assert goal_text(instance, group_floor(instance, earlier(most))) == "most: 0"
