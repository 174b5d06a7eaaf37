"""What each gate between a person and a slot refuses, and what a blank does there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.candidates import find
from planner.candidates.gates import GATES, evaluate, spread, travel_codes
from planner.schema.scenario import Scenario
from tests.scenarios import Given

GATE = {gate.name: gate for gate in GATES}


def codes(gate: str, scenario: Scenario) -> list[list[int]]:
    """The gate's codes, one list for each person."""
    listed: list[list[int]] = evaluate(GATE[gate], find(scenario).pool, scenario.tables["slots"]).tolist()
    return listed


@pytest.mark.parametrize(
    "gate, person, slot, code",
    [
        ("available", {"available_from": "2026-W50"}, {"start_week": "2026-W50"}, 0),
        ("available", {"available_from": "2026-W51"}, {"start_week": "2026-W50"}, 1),
        ("hours", {"hours_per_week": 20}, {"hours_per_week": 20}, 0),
        ("hours", {"hours_per_week": 19}, {"hours_per_week": 20}, 1),
        ("busy", {"busy": "mo-am"}, {"shift": "mo-pm|tu-am"}, 0),
        ("busy", {"busy": "mo-am|tu-am"}, {"shift": "tu-am"}, 1),
        ("education", {"education_level": 3}, {"min_education": 3}, 0),
        ("education", {"education_level": 2}, {"min_education": 3}, 1),
        ("education", {}, {"min_education": 3}, 2),
        ("education", {}, {}, 0),
        ("swedish", {"swedish_level": "B1"}, {"min_swedish": "A2"}, 0),
        ("swedish", {"swedish_level": "A1"}, {"min_swedish": "A2"}, 1),
        ("swedish", {}, {"min_swedish": "A2"}, 2),
        ("driving_licence", {"driving_licence": "B"}, {"driving_licence": "B"}, 0),
        ("driving_licence", {}, {"driving_licence": "B"}, 1),
        ("skills", {"skills": "forklift|welding"}, {"skills": "welding"}, 0),
        ("skills", {"skills": "welding"}, {"skills": "forklift|welding"}, 1),
        ("limits", {"limits": "dust"}, {"excluded_limits": "heavy_lifting"}, 0),
        ("limits", {"limits": "dust|heavy_lifting"}, {"excluded_limits": "heavy_lifting"}, 1),
    ],
)
def test_a_gate_refuses_by_the_cells_of_person_and_slot(
    gate: str, person: dict[str, object], slot: dict[str, object], code: int, tmp_path: Path
) -> None:
    scenario = Given(tmp_path).person("P1", **person).slot("S1", **slot).worth("P1", "S1", 0.5).scenario()
    assert codes(gate, scenario) == [[code]]


def test_a_veto_is_of_a_slot_or_of_an_occupation_by_the_beginning_of_its_code(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2", ssyk="5330").slot("S3", ssyk="9411")
    given.worth("P1", "S1", 0.5).add("preferences", jobseeker_id="P1", slot_id="S1", rank=0)
    given.add("preferences", jobseeker_id="P2", ssyk="53", rank=0)
    assert codes("veto", given.scenario()) == [[1, 0, 0], [0, 1, 0]]


def test_pairs_named_in_a_table_are_refused_and_no_other_pair_of_the_same_people_and_slots(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2").worth("P1", "S1", 0.5)
    given.running("P1", "S1").running("P2", "S2")
    assert codes("already_there", given.scenario()) == [[1, 0], [0, 1]]
    assert codes("declined", given.scenario()) == [[0, 0], [0, 0]]


def test_a_block_of_people_has_the_codes_of_these_people_in_all(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2", min_education=3).worth("P1", "S1", 0.5)
    given.change("jobseekers", "P2", education_level=1).add("preferences", jobseeker_id="P3", slot_id="S1", rank=0)
    scenario = given.scenario()
    pool, slots = find(scenario).pool, scenario.tables["slots"]
    for gate in GATES:
        whole, block = evaluate(gate, pool, slots), evaluate(gate, pool.block(np.array([1, 2])), slots)
        assert block.tolist() == whole[1:].tolist(), gate.name


def test_a_gate_is_evaluated_once_for_slots_alike_in_what_it_looks_at() -> None:
    slots = pd.DataFrame({"min_education": pd.array([3, None, 3, 2, None], dtype="Int64")})
    over = spread(GATE["education"], slots)
    assert over.first.index.tolist() == [0, 1, 3]
    assert over.first.index[over.like].tolist() == [0, 1, 0, 3, 1]


def test_the_shorter_limit_of_travel_refuses_what_the_longer_lets_pass(tmp_path: Path) -> None:
    given = (
        Given(tmp_path, max_travel_minutes=60, max_travel_minutes_short=30)
        .people("P1")
        .slot("S1")
        .worth("P1", "S1", 0.5)
    )
    given.tables["travel"][0]["minutes"] = 45
    pool = find(given.scenario()).pool
    assert [travel_codes(pool, short=short).tolist() for short in (True, False)] == [[[1]], [[0]]]
