"""Shares of what groups could have alone: whole numbers, rounded so that a share is never told higher than it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.formulation import Alone, Earlier, GroupShare, counted, floors, known_plan
from tests.scenarios import Given, chosen


def given_three(tmp_path: Path, **settings: object) -> Given:
    """P1 and P2 are young; P2 gains nothing at S2, and P3 is in no group."""
    given = Given(tmp_path, groups=["young"], **settings).people("P1", "P2", groups="young").person("P3")
    given.slot("S1", places=3).slot("S2").slot("S3", programme_ids="A")
    given.groups["young"] = {"tag": "young"}
    given.worth("P1", "S1", 0.25).worth("P1", "S2", 0.12344).worth("P2", "S1", 0.5).worth("P2", "S2", 0)
    return given.worth("P3", "S1", 0.9).worth("P2", "S3", 0.4)


def share_of(measure: str, alone: int) -> GroupShare:
    units = np.ones(3, dtype=np.int64) if measure == "placements" else np.array([2500, 1234, 5000])
    return GroupShare("young", np.array([0, 1, 2]), units, Alone(alone, alone))


@pytest.mark.parametrize("measure, units", [("placements", [1, 1, 1]), ("uplift", [2500, 1234, 5000])])
def test_main_places_with_a_gain_count_as_one_or_in_ten_thousandths(
    tmp_path: Path, measure: str, units: list[int]
) -> None:
    instance = given_three(tmp_path, group_measure=measure, goals=["outcome", "other_purposes"]).instance()
    candidates, found = counted(instance, "young")
    assert candidates.tolist() == chosen(instance, "P1 S1 T", "P1 S2 T", "P2 S1 T").tolist()
    assert found.tolist() == units


@pytest.mark.parametrize(
    "placed, alone, thousandths", [(0, 3, 0), (1, 3, 333), (2, 3, 666), (3, 3, 1000), (3, 2, 1000)]
)
def test_a_share_is_rounded_down_to_thousandths_and_never_above_all(placed: int, alone: int, thousandths: int) -> None:
    assert share_of("placements", alone).share(np.arange(placed)) == thousandths


def test_up_to_31_places_no_two_shares_are_in_one_thousandth() -> None:
    different = {(a, b) for b in range(1, 32) for a in range(b + 1) if np.gcd(a, b) == 1}
    assert len({1000 * a // b for a, b in different}) == len(different)


@pytest.mark.parametrize("share", range(0, 1001, 37))
@pytest.mark.parametrize("measure, alone", [("placements", 3), ("uplift", 7500)])
def test_what_a_share_asks_for_is_had_exactly_where_the_group_has_that_share(
    share: int, measure: str, alone: int
) -> None:
    group = share_of(measure, alone)
    coefficients, least = group.asked(share)
    for plan in (np.array(list(which), dtype=np.int64) for which in ([], [0], [1], [2], [0, 2], [0, 1, 2])):
        assert (coefficients[plan].sum() >= least) == (group.share(plan) >= share)


def test_a_single_person_is_asked_for_one_place_that_suffices(tmp_path: Path) -> None:
    given = given_three(tmp_path, group_measure="uplift").change("jobseekers", "P2", groups="")
    group = known_shares(given)
    assert group.is_single
    assert [part.tolist() if hasattr(part, "tolist") else part for part in group.asked(600)] == [[1, 0], 1]
    # Without one_main they could have both places, and each counts.
    given.constraints_off.append("one_main")
    assert not known_shares(given.at(tmp_path / "off")).is_single


def known_shares(given: Given) -> GroupShare:
    instance = given.instance()
    instance.settings.group_floor["young"] = 1.0
    ((group, _least),) = floors(
        instance, Earlier(np.array([], dtype=np.int64), lambda _own: 0.0, lambda _g: Alone(2500, 2500))
    )
    return group


@pytest.mark.parametrize(
    "share, alone, least", [(0.5, 5, 3), (0.6, 5, 3), (0.61, 5, 4), (1.0, 7, 7), (0.3, 0, 0), (0, 4, 0)]
)
def test_a_floor_is_rounded_up_to_whole_places(tmp_path: Path, share: float, alone: int, least: int) -> None:
    instance = given_three(tmp_path, group_floor={"young": share}).instance()
    earlier = Earlier(np.array([], dtype=np.int64), lambda _own: 0.0, lambda _group: Alone(alone, alone))
    assert [floor for _group, floor in floors(instance, earlier)] == [least]


def test_of_a_plan_that_is_given_the_goals_know_the_shares_that_it_leaves(tmp_path: Path) -> None:
    instance = given_three(tmp_path).instance()
    earlier = known_plan(instance, chosen(instance, "P1 S1 T"), {"young": Alone(2, 2)})
    assert earlier.levels == {"max_min": (500,), "leximin": (500,)}
    assert known_plan(instance, chosen(instance, "P1 S1 T"), {}).levels == {"max_min": (), "leximin": ()}
