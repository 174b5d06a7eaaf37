"""preference: 1 / rank of the best wish that names the place."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.preference import preference
from tests.scenarios import Given, goal_text


def test_the_best_wish_for_the_slot_or_the_beginning_of_its_occupation_counts(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", ssyk="5330", places=9).slot("S2", ssyk="9411").slot("S3")
    for slot in ("S1", "S2", "S3"):
        given.worth("P1", slot, 0.5).worth("P2", slot, 0.5)
    given.add("preferences", jobseeker_id="P1", slot_id="S1", rank=4).add(
        "preferences", jobseeker_id="P1", ssyk="53", rank=2
    )
    given.add("preferences", jobseeker_id="P1", slot_id="S3", rank=1).add(
        "preferences", jobseeker_id="P2", ssyk="9412", rank=1
    )
    given.add("preferences", jobseeker_id="P2", ssyk="9411", rank=5)
    instance = given.instance()
    assert goal_text(instance, preference(instance)) == "most: 0.5 x[P1 S1 T] + x[P1 S3 T] + 0.2 x[P2 S2 T]"


def test_a_main_place_that_gains_nothing_earns_nothing(tmp_path: Path) -> None:
    given = (
        Given(tmp_path)
        .person("P1")
        .slot("S1")
        .worth("P1", "S1", 0)
        .add("preferences", jobseeker_id="P1", slot_id="S1", rank=1)
    )
    instance = given.instance()
    assert goal_text(instance, preference(instance)) == "most: 0"
