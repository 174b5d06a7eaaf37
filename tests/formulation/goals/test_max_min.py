"""max_min: the lowest share of a group; its steps are those of tests/formulation/test_lowest_shares.py."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.formulation import Alone, Earlier
from planner.formulation.goals.max_min import max_min
from tests.scenarios import Given, chosen, goal_text, text

ALONE = {"young": Alone(2, 2), "far": Alone(3, 3), "empty": Alone(0, 0)}
EARLIER = Earlier(np.array([], dtype=np.int64), lambda _own: 0.0, ALONE.__getitem__)


def given_two_groups(tmp_path: Path) -> Given:
    given = Given(tmp_path, groups=list(ALONE)).slot("S1", places=3)
    for name, groups in (("P1", "young"), ("P2", "far|young"), ("P3", "far"), ("P4", "far")):
        given.person(name, groups=groups).worth(name, "S1", 0.25)
    given.groups |= {name: {"tag": name} for name in ALONE}
    return given


def test_the_lowest_share_is_raised_and_groups_that_could_have_nothing_do_not_count(tmp_path: Path) -> None:
    instance = given_two_groups(tmp_path).instance()
    goal = max_min(instance, EARLIER)
    # level[0] and level[1] are the shares, level[2] is what none may be below but for level[3] and level[4].
    assert goal_text(instance, goal) == text(
        "most: 0.001 level[2] - 0.001 level[3] - 0.001 level[4]",
        "far, share: - 3 level[1] + 1000 x[P2 S1 T] + 1000 x[P3 S1 T] + 1000 x[P4 S1 T] >= 0",
        "far, short: level[1] + level[4] - level[2] >= 0",
        "young, share: - 2 level[0] + 1000 x[P1 S1 T] + 1000 x[P2 S1 T] >= 0",
        "young, short: level[0] + level[3] - level[2] >= 0",
        *(f"level[{key}] in 0..1000" for key in range(5)),
    )
    assert goal.settles == 1
    assert goal.score(chosen(instance, "P1 S1 T")) == 0
    assert goal.score(chosen(instance, "P2 S1 T")) == 0.333


def test_only_the_lowest_share_is_compared(tmp_path: Path) -> None:
    instance = given_two_groups(tmp_path).instance()
    goal = max_min(instance, EARLIER)
    less, more = chosen(instance, "P2 S1 T"), chosen(instance, "P1 S1 T", "P2 S1 T")
    assert not goal.is_short_of(less, goal.reached(more))
    assert goal.is_short_of(chosen(instance, "P1 S1 T"), goal.reached(less))


def test_without_groups_there_is_nothing_to_raise(tmp_path: Path) -> None:
    given = given_two_groups(tmp_path)
    given.settings["groups"] = ["empty"]
    instance = given.instance()
    assert goal_text(instance, max_min(instance, EARLIER)) == "most: 0"
