"""A week solved again: what is forced is taken, goals that are held are held, raised limits are used, little moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.formulation import GOALS, Earlier
from planner.planning import Plan
from planner.solving import HighsClient, Resolving, WeekChange
from tests.scenarios import Given, crowded

SAME = 1e-4


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A crowded week with all goals."""
    return crowded(tmp_path_factory.mktemp("week"), 24, 10, seed=3).plan()


@contextmanager
def resolving(plan: Plan, held: tuple[str, ...]) -> Iterator[Resolving]:
    with HighsClient() as client:
        yield Resolving(plan.instance, plan.solution.chosen, held, plan.solution.duals, client, 10.0)


def test_goals_that_are_held_are_no_worse_and_the_plan_itself_is_found_again(plan: Plan) -> None:
    held = ("other_purposes", "waiting", "queue")
    earlier = Earlier(plan.solution.chosen, lambda _own: np.inf)
    with resolving(plan, held) as again:
        free = plan.instance.columns.index[~plan.instance.columns.index.isin(plan.solution.chosen)]
        found = [again.best(), *(again.best(WeekChange(np.array([candidate]))) for candidate in free[::7])]
        assert sum(one.chosen is not None for one in found) > 1
        for one in found:
            if one.chosen is None:
                continue
            for name in held:
                goal = GOALS[name](plan.instance, earlier)
                assert goal.score(one.chosen) >= goal.score(plan.solution.chosen) - 1e-6
            assert one.value <= one.bound


def test_of_plans_alike_the_one_with_the_fewest_moves_is_found(tmp_path: Path) -> None:
    """Anybody may have any place at the same gain: only P9 and whoever makes room change."""
    given = Given(tmp_path, goals=["outcome"])
    for number in range(1, 9):
        given.person(f"P{number}").slot(f"S{number}")
    given.person("P9")
    for person in range(1, 10):
        for slot in range(1, 9):
            given.worth(f"P{person}", f"S{slot}", 0.5)
    made = given.plan()
    columns = made.instance.columns
    left = set(range(9)) - set(columns.loc[made.solution.chosen, "person"])
    forced = columns.index.to_numpy()[columns["person"].isin(left)]
    with resolving(made, ()) as again:
        found = again.best(WeekChange(forced))
    assert found.value == pytest.approx(made.file.value, abs=SAME)
    assert found.chosen is not None
    assert len(np.setxor1d(found.chosen, made.solution.chosen)) == 2


def test_what_is_left_out_is_not_taken_and_a_raised_limit_is_used(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome"]).people("P1", "P2").slot("S1")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    made = given.plan()
    with resolving(made, ()) as again:
        without = again.best(WeekChange(without=made.solution.chosen))
        more = again.best(WeekChange(more=((("slot_places", ("S1", "limit")), 1.0),)))
        impossible = again.best(WeekChange(made.solution.chosen, without=made.solution.chosen))
    assert [without.value, more.value] == pytest.approx([0.4, 0.9])
    assert impossible.is_impossible


def test_near_the_plan_the_bound_of_another_week_is_not_taken_for_a_changed_one(plan: Plan) -> None:
    name = next(name for name in plan.solution.mip.names if name[0] == "slot_places" and name[1][1] == "limit")
    slots = plan.instance.slots["slot_id"].tolist()
    columns = plan.instance.columns
    forced = columns.index.to_numpy()[(columns["slot"] == slots.index(name[1][0])).to_numpy()][:3]
    change = WeekChange(np.sort(forced), more=((name, 2.0),))
    with resolving(plan, ()) as again:
        near, whole = again.near(change), again.best(change)
        assert near.bound >= whole.value - SAME
        assert near.value <= whole.value + SAME
        assert again.near(replace(change, more=())).bound <= near.bound + SAME


def test_near_the_plan_what_a_pin_or_a_full_slot_shuts_out_is_impossible(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome"]).people("P1", "P2", "P3").slot("S1").slot("S2").slot("S3", places=2)
    given.running("P3", "S2").decide("pin", "P1", "S1")
    for slot in ("S1", "S2", "S3"):
        given.worth("P2", slot, 0.5).worth("P1", slot, 0.25)
    made = given.plan()
    columns, slots = made.instance.columns, made.instance.slots["slot_id"].tolist()
    with resolving(made, ()) as again:
        for slot, is_impossible in (("S1", True), ("S2", True), ("S3", False)):
            of_p2 = (columns["person"] == 1) & (columns["slot"] == slots.index(slot))
            for solved in (again.near, again.best):
                found = solved(WeekChange(columns.index.to_numpy()[of_p2.to_numpy()]))
                assert found.is_impossible == is_impossible, slot
                assert (found.chosen is None) == is_impossible
        pinned = WeekChange(np.sort(made.solution.chosen)[:1])
        assert again.near(pinned).chosen is not None
