"""outcome: the sum of acceptance x uplift."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.formulation.goals.outcome import outcome
from tests.scenarios import Given, chosen, goal_text


def test_only_main_places_with_a_gain_count(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2")
    given.slot("S1", programme_ids="T|C|A").slot("S2").add("baselines", jobseeker_id="P2", value=0.3)
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.75, "T").worth("P2", "S2", 0.3)
    instance = given.instance()
    goal = outcome(instance)
    # 0.75 - 0.30; the listed value of a companion or an activity is no uplift, and 0.3 - 0.3 is none.
    assert goal_text(instance, goal) == "most: 0.5 x[P1 S1 T] + 0.45 x[P2 S1 T]"
    assert goal.score(chosen(instance, "P1 S1 C", "P2 S1 T", "P2 S2 T")) == pytest.approx(0.45)


def test_modelled_pairs_are_weighed_by_acceptance(tmp_path: Path) -> None:
    given = (
        Given(tmp_path, candidates="eligible")
        .person("P1", registered_status="JoB")
        .add("supervisors", supervisor_id="V1")
    )
    needs = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01"}
    given.slot("S1", **needs).slot("S2", **needs).worth("P1", "S2", 0.5).add("baselines", jobseeker_id="P1", value=0.1)
    instance = given.instance()
    row = instance.candidates.iloc[0]
    # Nobody has stated a wish: acceptance 0.75. The user's own outcome is taken with acceptance 1: 0.5 - 0.1.
    own = f"{0.75 * (row['outcome'] - 0.1):.10g}"
    assert goal_text(instance, outcome(instance)) == f"most: {own} x[P1 S1 T] + 0.4 x[P1 S2 T]"
