"""What scenario.toml and policies may hold: what is no setting is refused, and what is left out has its default."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from planner.formulation import CONSTRAINTS
from planner.schema.settings import GOALS, ConstraintName, GoalName, Group, Patch, Settings, SolveSettings

POLICY: dict[str, Any] = {
    "goals": ["outcome", "waiting"], "may_cost": {"waiting": 0.02}, "fair_share": 0.8, "fair_share_min_people": 8,
    "groups": [], "waiting_limit_weeks": 26, "waiting_best_share": 0.5, "waiting_places_share": 0.3,
    "max_travel_minutes": 60, "max_travel_minutes_short": 40, "max_travel_minutes_children": 40,
    "max_travel_minutes_agreed": 90, "short_hours": 20, "travel_check_minutes": 10, "allow_uncovered_weeks": False,
    "score_step": 0.01, "follow_up_weeks": 52,
}  # fmt: skip


def test_the_names_that_a_file_may_hold_are_those_of_goals_and_constraints() -> None:
    assert get_args(GoalName) == GOALS
    assert set(get_args(ConstraintName)) == {constraint.__name__ for constraint in CONSTRAINTS}


def test_a_goal_that_may_cost_nothing_is_one_that_is_not_named() -> None:
    settings = Settings(**POLICY)
    assert (settings.may_spend("waiting"), settings.may_spend("travel")) == (0.02, 0.0)
    assert settings.may_cost_total == 1.0


@pytest.mark.parametrize(
    "goals, said",
    [
        ([], "must begin with outcome"),
        (["waiting", "outcome"], "must begin with outcome"),
        (["outcome", "waiting", "waiting"], "names a goal twice"),
    ],
)
def test_outcome_is_the_first_goal_and_none_stands_twice(goals: list[str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Settings(**{**POLICY, "goals": goals})


@pytest.mark.parametrize(
    "cells, said",
    [
        ({}, "needs either tag, or column and where"),
        ({"tag": "x", "column": "age", "where": 3}, "needs either tag, or column and where"),
        ({"column": "age"}, "has a column and needs where"),
        ({"tag": "x", "ground": "sex", "approver": "nämnden"}, "needs legal_basis, expires"),
    ],
)
def test_a_group_is_stated_in_one_way_and_a_protected_ground_with_its_basis(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Group(**cells)


@pytest.mark.parametrize(
    "cells, said",
    [
        ({"table": "slots"}, "exactly one of"),
        ({"set": {"places": 1}}, "needs a table"),
        ({"table": "slots", "set": {"places": 1}, "shift": {"places": 1}}, "exactly one of"),
        ({"table": "slots", "settings": {"fair_share": 1}}, "not both"),
        ({"table": "slots", "add": "x.csv", "where": {"places": 1}}, "takes no where"),
        ({"table": "slots", "remove": False}, "changes nothing"),
    ],
)
def test_a_patch_makes_one_change(cells: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Patch(**cells)


@pytest.mark.parametrize(
    "cells", [{"workers": 0}, {"gap": float("nan")}, {"time_limit_seconds": 0}, {"max_seconds": 0}, {"wrokers": 1}]
)
def test_what_no_search_can_be_told_is_refused(cells: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SolveSettings(**cells)
    plain = {"time_limit_seconds": 20.0, "gap": 0.001, "seed": 1, "workers": 2, "max_seconds": None}
    assert SolveSettings().model_dump(exclude={"parameters"}) == plain
