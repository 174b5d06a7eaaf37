"""What a candidate is worth: the user's own figures before the model's, and how sure each is held to be."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest

from planner.outcomes.worth import baselines, counts_weeks, expected_weeks, worth
from tests.outcomes.conftest import pairs_of, rules_of
from tests.scenarios import Given


def test_what_is_judged_is_never_strong(given: Given) -> None:
    given.settings["candidates"] = "eligible"
    scenario = given.slot("S1", ssyk="5330").change("jobseekers", "P1", wished_ssyk="5330").scenario()
    of_basis = set()
    for rule, weeks in product(rules_of(scenario), (12, 104)):
        found = worth(scenario, pairs_of([0], rule, scenario.week, scenario.week + weeks - 1)).iloc[0]
        of_basis.add((found["basis"], found["strength"]))
    assert {basis for basis, _ in of_basis} >= {"judgement", "effect"}
    assert ("judgement", "strong") not in of_basis


def test_the_users_outcome_of_a_form_goes_before_that_of_every_form_and_both_before_the_model(tmp_path: Path) -> None:
    week = Given(tmp_path).people("P1", "P2").slot("S1", programme_ids="T|A").slot("S2")
    week.worth("P1", "S1", 0.3).worth("P1", "S1", 0.4, "T").worth("P2", "S2", 0.2)
    week.change("programmes", "A", purpose="main")
    table = week.instance().candidates
    outcomes = {(row.person, row.programme_id): row.outcome for row in table.itertuples()}
    assert outcomes == {(0, "T"): 0.4, (0, "A"): 0.3, (1, "T"): 0.2}
    assert set(table["basis"]) == {"own"}
    assert set(table["strength"]) == {"strong"}
    assert set(table["acceptance"]) == {1.0}


def test_the_users_baseline_goes_before_the_models_and_is_taken_off_the_outcome(tmp_path: Path) -> None:
    week = Given(tmp_path).people("P1", "P2").slot("S1", places=2).worth("P1", "S1", 0.5).worth("P2", "S1", 0.5)
    week.add("baselines", jobseeker_id="P2", value=0.3)
    instance = week.instance()
    assert baselines(instance.scenario).tolist() == [0.0, 0.3]
    assert instance.candidates["uplift"].tolist() == [0.5, 0.2]
    week.settings["candidates"] = "eligible"
    modelled, own = baselines(week.at(tmp_path / "eligible").scenario()).tolist()
    assert own == 0.3
    assert 0 < modelled < 1


def test_places_of_other_purposes_have_no_value(tmp_path: Path) -> None:
    week = Given(tmp_path, goals=["outcome", "other_purposes"]).person("P1").slot("S1", programme_ids="A").slot("S2")
    table = week.worth("P1", "S1", 0.5).worth("P1", "S2", 0.4).instance().candidates.set_index("programme_id")
    assert table["value"].to_dict() == {"A": 0.0, "T": 0.4}


@pytest.mark.parametrize(
    "settings, outcome, known",
    [
        ({"candidates": "eligible"}, "evidence", True),
        ({}, "evidence", False),
        ({"candidates": "eligible"}, "rules_only", False),
    ],
)
def test_weeks_are_known_where_a_model_of_effects_speaks_and_nowhere_else(
    settings: dict[str, str],
    outcome: str,
    known: bool,  # noqa: FBT001 - a case
    tmp_path: Path,
) -> None:
    week = Given(tmp_path, **settings).people("P1", "P2").slot("S1")
    week.models["outcome"] = outcome
    if not settings:
        week.worth("P1", "S1", 0.5)
    scenario = week.scenario()
    assert counts_weeks(scenario) is known
    assert np.isnan(expected_weeks(scenario)).tolist() == [not known] * 2


def test_nobody_expects_weeks_for_a_chance_above_one(tmp_path: Path) -> None:
    week = Given(tmp_path, candidates="eligible").people("P1", "P2").slot("S1")
    for person, chance in (("P1", 1), ("P2", 0)):
        week.add("baselines", jobseeker_id=person, value=chance)
    certain, none = expected_weeks(week.scenario()).tolist()
    assert certain > none == 0
