"""What the solver finds for the first goal is the best there is."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import assume
from hypothesis import given as for_all

from planner.errors import CannotHold
from planner.formulation import GOALS
from planner.planning import Plan
from planner.solving import SearchRun
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation.column_generation import relax
from planner.solving.relaxation.lagrangian import lagrangian_bound
from planner.solving.relaxation.row_scaling import scale_rows
from tests import by_scipy
from tests.properties.plainly import Plainly
from tests.properties.weeks import examples, weeks
from tests.scenarios import Given, objections, pairs


def bound_of_relaxation(plan: Plan) -> float:
    """What the prices of the relaxation prove of the first goal."""
    mip = plan.solution.mip
    goal = mip.coefficients(GOALS["outcome"](plan.instance).entries)
    with HighsClient() as client:
        found = relax(scale_rows(mip), goal, client, SearchRun.of(600.0))
    assert found is not None
    return lagrangian_bound(mip, goal, found.prices).bound


@examples(15)
@for_all(weeks())
def test_the_value_is_that_of_brute_force_and_of_scipy_and_the_verifier_agrees(
    tmp_path_factory: pytest.TempPathFactory, week: Given
) -> None:
    week.at(tmp_path_factory.mktemp("week"))
    plainly, instance = Plainly(week), week.instance()
    best = plainly.best_value()
    found = by_scipy.best(*by_scipy.mip_of_week(instance))
    assert found == (-math.inf if best is None else pytest.approx(best, abs=1e-7))
    if best is None:
        with pytest.raises(CannotHold):
            week.plan()
    assume(best is not None)  # another week is drawn, so that as many plans as asked for are looked at
    assert best is not None
    plan = week.plan()
    assert plan.file.value == pytest.approx(best, abs=1e-7)
    assert plan.file.bound == pytest.approx(best, abs=1e-6)
    assert plan.file.status == "optimal"
    assert not plainly.broken(plainly.by_name(pairs(plan)))
    assert plan.file.certified_bound >= best - 1e-7
    # The prices of rows prove what the relaxation says; cuts, where there are any, prove more.
    certificate = json.loads(plan.files["certificate.json"])
    by_rows = certificate.get("bound_by_rows", certificate["bound"])
    assert by_rows == pytest.approx(bound_of_relaxation(plan), abs=1e-6)
    assert plan.file.certified_bound <= by_rows + 1e-8  # of nine decimals
    assert objections(plan, week.home / "plan") == []
