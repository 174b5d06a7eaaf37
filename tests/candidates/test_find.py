"""Every pair of person and slot is either a candidate or counted under the gate that refused it first."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.candidates import REASONS, blocking_gates, find
from planner.candidates.find import GATE_NAMES
from planner.inputs import read

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
