"""cost: the cheaper of plans that are otherwise equal."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.cost import cost
from tests.scenarios import Given, chosen, pairs


def given(home: Path, goals: list[str]) -> Given:
    """Two people and a slot under a form at 900 SEK a week and one at 100, equal in worth."""
    week = Given(home, goals=goals, may_cost={}).people("P1", "P2").slot("S1", programme_ids="D|T", places=2)
    week.add("programmes", programme_id="D", rule="arbetstraning", cost_person_week_sek=900)
    week.change("programmes", "T", cost_person_week_sek=100)
    return week.worth("P1", "S1", 0.2).worth("P2", "S1", 0.2)


def test_kronor_over_the_whole_length_of_every_proposal_count(tmp_path: Path) -> None:
    instance = given(tmp_path, ["outcome", "cost"]).instance()
    assert cost(instance).score(chosen(instance, "P1 S1 D", "P2 S1 T")) == -(900 + 100) * 4


def test_of_forms_that_are_worth_the_same_the_cheaper_is_proposed(tmp_path: Path) -> None:
    assert pairs(given(tmp_path, ["outcome", "cost"]).plan()) == ["P1 S1 T", "P2 S1 T"]
