"""Every pair of person and slot is either a candidate or counted under the gate that refused it first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.candidates import REASONS, blocking_gates, find
from planner.candidates.find import GATE_NAMES
from planner.inputs import read
from tests.scenarios import Given, objections

ROOT = Path(__file__).resolve().parents[2]


def test_every_pair_is_a_candidate_or_counted_once_by_person_and_by_slot() -> None:
    scenario = read(ROOT / "scenarios" / "landskrona")
    found = find(scenario)
    people, slots = len(scenario.tables["jobseekers"]), len(scenario.tables["slots"])
    slot = found.offers["slot"].to_numpy()[found.table["offer"].to_numpy()]
    admitted = len(set(zip(found.table["person"], slot.tolist(), strict=True)))
    assert found.by_person.sum() + admitted == people * slots
    assert found.by_person.sum(axis=0).tolist() == found.by_slot.sum(axis=0).tolist()


def test_the_reason_counted_is_the_gate_that_the_form_that_came_furthest_met() -> None:
    scenario = read(ROOT / "scenarios" / "landskrona")
    found = find(scenario)
    slots = scenario.tables["slots"]
    for person in (0, 7, 123, 400):
        bits = blocking_gates(found, slots, np.array([person]))[0]
        counted = dict.fromkeys(GATE_NAMES, 0)
        for number in range(len(slots)):
            forms = bits[(found.offers["slot"] == number).to_numpy()].tolist()
            if all(forms):
                # The first gate of a form is its lowest bit; the form that came furthest has the highest of those.
                furthest = max((form & -form).bit_length() - 1 for form in forms)
                counted[GATE_NAMES[furthest]] += 1
        by_gate = dict.fromkeys(GATE_NAMES, 0)
        for reason, count in zip(REASONS, found.by_person[person].tolist(), strict=True):
            by_gate[reason.removesuffix("_unknown")] += count
        assert by_gate == counted


@pytest.mark.parametrize(
    "cells, month",
    [
        (
            {"age": 30, "registered_status": "none", "registered_days": 800, "months_unemployed": 26},
            31_540.80 - 12_568.00,
        ),
        ({"age": 30, "registered_status": "etablering"}, 31_540.80 - 15_710.00),
        # Within the rule in no way: listed pairs are not refused, and the least subsidy is reckoned with.
        ({"age": 30, "registered_status": "none", "months_unemployed": 2}, 31_540.80 - 6_284.00),
    ],
)
def test_a_listed_pair_has_one_form_at_the_persons_own_subsidy(
    tmp_path: Path, cells: dict[str, object], month: float
) -> None:
    given = Given(tmp_path)
    given.add("programmes", programme_id="new_start", rule="nystartsjobb")
    given.person("J1", **cells).slot("S1", programme_ids="new_start", weeks=52, gross_month_sek=24_000)
    plan = given.worth("J1", "S1", 0.3).plan()
    assert len(plan.instance.candidates) == 1
    assert plan.assignments["cost_sek"].iloc[0] == pytest.approx(52 * round(month / 21.67 * 5, 2))
    assert not objections(plan, tmp_path)
