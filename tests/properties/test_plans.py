"""Plans of small random weeks under all goals: what holds for every one of them."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import settings

from planner.errors import CannotHold
from planner.planning import Plan
from tests.properties.plainly import Plainly
from tests.properties.reasons import Said, still_fitting
from tests.properties.weeks import all_goals
from tests.scenarios import Given, objections, pairs


def planned(week: Given, factory: pytest.TempPathFactory) -> Plan | None:
    """The plan of a week; None where pins or minimums cannot hold."""
    try:
        return week.at(factory.mktemp("week")).plan()
    except CannotHold:
        return None


@settings(max_examples=20)
@for_all(all_goals)
def test_a_plan_is_accepted_leaves_out_nobody_who_fits_and_gives_true_reasons(
    tmp_path_factory: pytest.TempPathFactory, week: Given
) -> None:
    plan = planned(week, tmp_path_factory)
    if plan is None:
        return
    plainly = Plainly(week)
    assert objections(plan, week.home / "plan") == []
    assert still_fitting(plainly, plainly.by_name(pairs(plan))) == []
    assert Said(plan, plainly).lies() == []
