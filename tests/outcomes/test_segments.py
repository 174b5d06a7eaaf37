"""A person's level follows education, months without work and Swedish; a place's effect is that of the nearest row."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.outcomes.segments import effects_if, levels, segments
from planner.schema.models import OutcomeModel
from planner.schema.scenario import Scenario
from tests.scenarios import Given


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    """Three people who differ in one thing each, a place at a company and two of the municipality's."""
    given = Given(tmp_path, candidates="eligible").add("employers", employer_id="D", name="D", sector="department")
    given.person("P1", education_level=2, months_unemployed=30, swedish_level="A1")
    given.person("P2", education_level=5, months_unemployed=3, swedish_level="C1")
    given.person("P3", education_level=5, months_unemployed=3, swedish_level="C1", age=60, support_need=3)
    given.slot("S1").slot("S2", employer_id="D", workplace_kind="ordinary")
    return given.slot("S3", employer_id="D", workplace_kind="constructed").scenario()


def model_of(scenario: Scenario) -> OutcomeModel:
    model = scenario.assumptions.outcome
    assert isinstance(model, OutcomeModel)
    return model


def test_education_months_and_swedish_decide_the_level_and_nothing_else_does(scenario: Scenario) -> None:
    model, people = model_of(scenario), scenario.tables["jobseekers"]
    first, second, third = segments(model, people)
    assert first != second == third
    found = levels(model, people)
    assert found[0] < found[1] == found[2]
    assert {row.segment: row.baseline for row in model.segments}[first] == found[0]


def test_an_effect_is_that_of_the_workplace_and_a_rule_nobody_knows_adds_nothing(scenario: Scenario) -> None:
    pairs = pd.DataFrame({
        "person": 0, "slot": [0, 1, 2, 0], "rule": ["bea_jobb"] * 3 + ["no_rule"], "purpose": "main",
        "start_week": scenario.week, "last_week": scenario.week + 25,
    })  # fmt: skip
    ended = effects_if(scenario, model_of(scenario), pairs, "ended")
    assert ended[1] > ended[2]
    assert ended[3] == 0
    assert np.isfinite(ended).all()
