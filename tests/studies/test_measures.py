"""The figures of a plan: every part adds up to the whole, and floors are those of the plan."""

from __future__ import annotations

import math

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


def _of(told: pd.DataFrame, part: str, measure: str) -> dict[str, float]:
    """A measure of a part, by name."""
    own = told[(told["part"] == part) & (told["measure"] == measure)]
    return {str(name): float(value) for name, value in zip(own["name"], own["value"], strict=True)}


def test_employers_add_up_to_the_whole(told: pd.DataFrame) -> None:
    for measure in ("uplift", "cost_sek", "places", "unfilled"):
        assert sum(_of(told, "employer", measure).values()) == pytest.approx(_of(told, "total", measure)["all"])


def test_what_is_left_of_a_line_and_what_it_pays_is_what_it_had(plan: Plan, told: pd.DataFrame) -> None:
    lines = plan.instance.budget_lines
    had = dict(zip(lines["funding_id"], lines["budget_sek"] - lines["committed_sek"], strict=True))
    paid, left = _of(told, "funding", "cost_sek"), _of(told, "funding", "left_sek")
    assert set(paid) == set(had)
    assert {name: paid[name] + left[name] for name in paid} == pytest.approx(had)


def test_floors_and_usual_practice_are_those_of_the_plan(plan: Plan, told: pd.DataFrame) -> None:
    floors = {group.group: group.target for group in plan.file.groups if group.target is not None}
    assert floors
    assert {name: floor for name, floor in _of(told, "group", "floor").items() if not math.isnan(floor)} == floors
    strongest = next(one for one in plan.file.usual if one.name == plan.file.strongest_usual)
    assert strongest.uplift is not None
    assert _of(told, "total", "over_usual")["all"] == pytest.approx(plan.file.totals.uplift - strongest.uplift)
    assert _of(told, "usual", "placed")[strongest.name] == strongest.placed


def test_no_part_and_no_measure_is_told_twice_or_unnamed(told: pd.DataFrame) -> None:
    assert not told.duplicated(["part", "name", "measure"]).any()
    assert set(told["part"]) <= set(PARTS)
    assert set(told["measure"]) <= set(MEASURES)
