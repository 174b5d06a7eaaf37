"""The figures of a plan: every part adds up to the whole, and floors are those of the plan."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.planning import Plan, make_plan
from planner.studies.measures import MEASURES, PARTS, measures
from tests.compared import shipped_benefit
from tests.scenarios import crowded


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    given = crowded(tmp_path_factory.mktemp("week"))
    given.solve["time_limit_seconds"] = 2
    return make_plan(given.scenario())


@pytest.fixture(scope="module")
def told(plan: Plan) -> pd.DataFrame:
    return measures(plan, shipped_benefit(), None, is_promised=True)


def _of(told: pd.DataFrame, part: str, measure: str) -> pd.Series[float]:
    return told[(told["part"] == part) & (told["measure"] == measure)].set_index("name")["value"]


def test_employers_add_up_to_the_whole(told: pd.DataFrame) -> None:
    for measure in ("uplift", "cost_sek", "places", "unfilled"):
        assert _of(told, "employer", measure).sum() == pytest.approx(_of(told, "total", measure)["all"])


def test_what_is_left_of_a_line_and_what_it_pays_is_what_it_had(plan: Plan, told: pd.DataFrame) -> None:
    lines = plan.instance.budget_lines.set_index("funding_id")
    had = (lines["budget_sek"] - lines["committed_sek"]).astype(float).to_dict()
    paid, left = (_of(told, "funding", measure).to_dict() for measure in ("cost_sek", "left_sek"))
    for name, paid_by_line in paid.items():
        assert paid_by_line + left[name] == pytest.approx(had[name])


def test_floors_and_usual_practice_are_those_of_the_plan(plan: Plan, told: pd.DataFrame) -> None:
    floors = {group.group: group.target for group in plan.file.groups if group.target is not None}
    assert floors
    assert _of(told, "group", "floor").dropna().to_dict() == floors
    strongest = next(one for one in plan.file.usual if one.name == plan.file.strongest_usual)
    assert strongest.uplift is not None
    assert _of(told, "total", "over_usual")["all"] == pytest.approx(plan.file.totals.uplift - strongest.uplift)
    assert _of(told, "usual", "placed")[strongest.name] == strongest.placed


def test_no_part_and_no_measure_is_told_twice_or_unnamed(told: pd.DataFrame) -> None:
    assert not told.duplicated(["part", "name", "measure"]).any()
    assert set(told["part"]) <= set(PARTS)
    assert set(told["measure"]) <= set(MEASURES)
