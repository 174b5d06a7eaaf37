"""cost: the cheaper of plans that are otherwise equal."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.cost import cost
from tests.scenarios import Given, chosen, pairs


def given(home: Path, goals: list[str]) -> Given:
    """Two people and a slot under two forms alike in worth: 900 SEK a week on one budget line, 100 on another."""
    week = Given(home, goals=goals, may_cost={}).people("P1", "P2").slot("S1", programme_ids="D|E", places=2)
    for form, line, week_sek in (("D", "F1", 900), ("E", "F2", 100)):
        week.add("funding", funding_id=line, budget_sek=100_000)
        week.add("programmes", programme_id=form, rule="arbetstraning", funding_id=line, cost_person_week_sek=week_sek)
    return week.worth("P1", "S1", 0.2).worth("P2", "S1", 0.2)


def test_kronor_over_the_whole_length_of_every_proposal_count(tmp_path: Path) -> None:
    instance = given(tmp_path, ["outcome", "cost"]).instance()
    assert cost(instance).score(chosen(instance, "P1 S1 D", "P2 S1 E")) == -(900 + 100) * 4


def test_of_forms_that_are_worth_the_same_the_cheaper_is_proposed(tmp_path: Path) -> None:
    assert pairs(given(tmp_path, ["outcome", "cost"]).plan()) == ["P1 S1 E", "P2 S1 E"]
