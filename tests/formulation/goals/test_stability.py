"""stability: last week's proposals again."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.goals.stability import stability
from tests.scenarios import Given, goal_text


def test_drafts_and_lapsed_offers_count_in_whatever_form(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2", "P3")
    given.slot("S1", programme_ids="T|A", places=9).slot("S2", places=9)
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5).worth(person, "S2", 0.5)
    given.running("P1", "S1", "draft").running("P2", "S2", "offered", answer_by="2026-11-22")
    given.running("P3", "S1", "offered", answer_by="2026-11-23").running("P3", "S2", "accepted")
    instance = given.instance()
    assert goal_text(instance, stability(instance)) == "most: x[P1 S1 A] + x[P1 S1 T] + x[P2 S2 T]"


def test_a_main_place_that_gains_nothing_earns_nothing(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0).running("P1", "S1", "draft")
    instance = given.instance()
    assert goal_text(instance, stability(instance)) == "most: 0"
