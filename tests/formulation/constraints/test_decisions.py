"""decisions: what an official has pinned, forbidden or held out stands."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.decisions import decisions
from tests.scenarios import Given, rows_text, text


def test_without_decisions_there_are_no_rows(tmp_path: Path) -> None:
    instance = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, decisions(instance)) == ""


def test_a_decision_is_about_the_pair_in_all_its_forms_and_a_contested_person_about_all_pairs(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2", "P3")
    given.slot("S1", programme_ids="T|A", places=9).slot("S2", places=9)
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5).worth(person, "S2", 0.5)
    given.decide("pin", "P1", "S1").decide("forbid", "P2", "S1").decide("contested", "P3", "S2")
    instance = given.instance()
    assert rows_text(instance, decisions(instance)) == text(
        "contested, P3: x[P3 S1 A] + x[P3 S1 T] + x[P3 S2 T] <= 0",
        "forbid, P2, S1: x[P2 S1 A] + x[P2 S1 T] <= 0",
        "pin, P1, S1: x[P1 S1 A] + x[P1 S1 T] >= 1",
    )


def test_a_pin_makes_a_pair_a_candidate_that_nothing_would_have_proposed(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").add("baselines", jobseeker_id="P1", value=0.5)
    given.add("baselines", jobseeker_id="P2", value=0.5).worth("P1", "S1", 0.25).worth("P2", "S1", 0.25)
    instance = given.decide("pin", "P1", "S1").instance()
    assert rows_text(instance, decisions(instance)) == "pin, P1, S1: x[P1 S1 T] >= 1"
    assert len(instance.columns) == 1


def test_a_decision_that_meets_no_candidate_has_no_row(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5)
    instance = given.decide("forbid", "P2", "S1").decide("contested", "P2").instance()
    assert rows_text(instance, decisions(instance)) == ""
