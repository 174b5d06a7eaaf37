"""Pins tested against the gates: a pin that a gate refuses is a fault of the files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from planner.candidates import GATE_NAMES, LISTED_GATES, Eligibility, blocking_gates, find
from planner.errors import Fault, given
from planner.explanation import first_uncovered, gate_text
from planner.schema.arrays import positions_of
from planner.schema.scenario import Scenario
from planner.texts import _

# By table, the gates that may refuse only because a faulty row of it was left out. In the other tables that gates read,
# a row can only add refusals, so leaving one out never makes a gate refuse.
DOUBTED = {"travel": ("last_bus", "travel")}


def pin_faults(scenario: Scenario, unsound: Collection[str] = ()) -> list[Fault]:
    """A fault for every pinned pair that gates refuse under every form of the slot; it names the gates.

    `unsound` are tables of which faulty rows were left out. Gates that might refuse only for want of such a row do not
    count.
    """
    part = _with_pins_alone(scenario)
    pins = part.tables["decisions"]
    if pins.empty:
        return []
    eligibility = find(part)
    people = positions_of(pins["jobseeker_id"], part.tables["jobseekers"]["jobseeker_id"]).tolist()
    faults = []
    for position, at, person, slot in zip(pins.index, people, pins["jobseeker_id"], pins["slot_id"], strict=True):
        why = _why_refused(part, eligibility, at, slot, unsound)
        if why is not None:
            file, row, column = scenario.origins.place("decisions", int(position), "slot_id")
            faults.append(
                Fault("pin-against-gate", file, row, column, None,
                      _("the pin of {person} to {slot} is against a gate: {why}",
                        person=given(person), slot=given(slot), why=why),
                      _("Mend what the gate looks at, or remove the pin."))
            )  # fmt: skip
    return faults


def _with_pins_alone(scenario: Scenario) -> Scenario:
    """The scenario with only the pinned people and slots. Gates look at one pair, so they refuse the same pairs.

    The rows of decisions keep their index.
    """
    decisions = scenario.tables["decisions"]
    pins = decisions[decisions["decision"] == "pin"]
    people, slots = set(pins["jobseeker_id"]), set(pins["slot_id"])
    tables = {**scenario.tables, "decisions": pins}
    for name in ("jobseekers", "slots", "outcomes"):
        frame = tables[name]
        kept = np.ones(len(frame), dtype=bool)
        for column, wanted in (("jobseeker_id", people), ("slot_id", slots)):
            if column in frame:
                kept &= frame[column].isin(wanted).to_numpy()
        tables[name] = frame[kept].reset_index(drop=True)
    return replace(scenario, tables=tables)


def _why_refused(
    scenario: Scenario, eligibility: Eligibility, person: int, slot_id: str, unsound: Collection[str]
) -> str | None:
    """The gates that refuse a form of the slot, in words, for the form with the fewest; None if some form passes."""
    slots = scenario.tables["slots"]
    asked = [name for name in GATE_NAMES if not any(name in DOUBTED.get(table, ()) for table in unsound)]
    if scenario.settings.candidates == "listed":
        if not _is_listed(scenario, person, slot_id):
            return None if "outcomes" in unsound else _("the pair is not among the outcomes")
        asked = list(LISTED_GATES)
    counting = sum(1 << GATE_NAMES.index(name) for name in asked)
    offers = np.flatnonzero(slots["slot_id"].to_numpy()[eligibility.offers["slot"].to_numpy()] == slot_id)
    bits = blocking_gates(eligibility, slots, np.array([person]))[0][offers] & counting
    if (bits == 0).any():
        return None
    nearest = min(range(len(bits)), key=lambda form: int(bits[form]).bit_count())
    uncovered = first_uncovered(eligibility, [int(offers[nearest])])
    names = [name for number, name in enumerate(GATE_NAMES) if int(bits[nearest]) >> number & 1]
    return ", ".join(gate_text(name, uncovered=uncovered) for name in names)


def _is_listed(scenario: Scenario, person: int, slot_id: str) -> bool:
    outcomes = scenario.tables["outcomes"]
    own = outcomes[outcomes["jobseeker_id"] == scenario.tables["jobseekers"]["jobseeker_id"].iloc[person]]
    return bool((own["slot_id"] == slot_id).any())
