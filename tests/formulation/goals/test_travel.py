"""travel: shorter trips."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.travel import travel
from tests.scenarios import Given, goal_text


def test_minutes_of_every_proposal_count_and_unknown_ones_as_the_policys_limit(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"], max_travel_minutes=45).people("P1")
    given.person("P2", max_travel_minutes=30).slot("S1", programme_ids="T|C").slot("S2", zone="Y")
    given.add("zones", zone="Y")
    given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5)
    instance = given.instance()
    assert goal_text(instance, travel(instance)) == "most: - 20 x[P1 S1 C] - 20 x[P1 S1 T] - 45 x[P2 S2 T]"
