"""One person, two employers, and candidates as `worth` takes them, for places that no gate is asked about."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from planner.schema.models import OutcomeModel
from planner.schema.scenario import Scenario
from tests.scenarios import Given

LONG = {"education_level": 3, "swedish_level": "B1", "months_unemployed": 18}


def pairs_of(people: list[int], rule: str, first: int, last: int) -> pd.DataFrame:
    """Candidates of these people at the first slot under a rule, as main places."""
    same = {"slot": 0, "programme_id": "X", "rule": rule, "purpose": "main", "start_week": first, "last_week": last}
    return pd.DataFrame({"person": people, **same})


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """One person a year and a half without work, and a department beside the private employer E1."""
    week = Given(tmp_path).person("P1", **LONG)
    return week.change("employers", "E1", sector="private").add(
        "employers", employer_id="D", name="D", sector="department"
    )


def rules_of(scenario: Scenario) -> list[str]:
    """The rules that the outcome model knows."""
    model = scenario.assumptions.outcome
    assert isinstance(model, OutcomeModel)
    return [form.rule for form in model.forms]
