"""Pins tested against the gates and against each other: what cannot be is a fault of the files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pandas as pd

from planner.candidates import GATE_NAMES, LISTED_GATES, blocking_gates, find, overridden_gates
from planner.errors import Fault, given
from planner.explanation import first_uncovered, gate_text
from planner.instance import COMPETING_CLASS
from planner.schema.arrays import Positions, Whole, positions_of
from planner.schema.scenario import Scenario
from planner.schema.settings import MAY_BE_OVERRIDDEN
from planner.texts import _

# By table, the gates that may refuse only because a faulty row of it was left out. In the other tables that gates read,
# a row can only add refusals, so leaving one out never makes a gate refuse.
DOUBTED = {"travel": ("last_bus", "travel")}
# Gates that state what the law of a form asks for; a fault names its rule.
OF_LAW = frozenset(
    {"rule_dates", "sector", "supervisor", "union", "union_late", "collective_agreement", "tax_debts", "trading_ban",
     "bankrupt", "redundancies", "chain", "length", "slot_hours", "cost", "rule_who"}
)  # fmt: skip


def pin_faults(scenario: Scenario, unsound: Collection[str] = ()) -> list[Fault]:
    """A fault for every pin that cannot be, or that nobody has signed.

    Such are a pinned pair that gates refuse under every form of the slot; an override (a pair that passes only because
    the policy lets a person override a gate) without `by` or `motive`; and a second pin that leaves a person no form
    which may stand beside the first. `unsound` are tables of which faulty rows were left out. Gates that might refuse
    only for want of such a row do not count.
    """
    part = _with_pins_alone(scenario)
    if part.tables["decisions"].empty:
        return []
    return _Pins(part, unsound).faults()


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


class _Pins:
    """The pins of a scenario that holds only the pinned people and slots."""

    def __init__(self, scenario: Scenario, unsound: Collection[str]) -> None:
        self.scenario, self.unsound, self.eligibility = scenario, unsound, find(scenario)
        self.pins, self.slots = scenario.tables["decisions"], scenario.tables["slots"]
        self.is_listed = scenario.settings.candidates == "listed"
        asked = [name for name in GATE_NAMES if not any(name in DOUBTED.get(table, ()) for table in unsound)]
        self.counting = sum(1 << GATE_NAMES.index(name) for name in (LISTED_GATES if self.is_listed else asked))
        self.slot_of_offer = self.slots["slot_id"].to_numpy()[self.eligibility.offers["slot"].to_numpy()]

    def faults(self) -> list[Fault]:
        """Every fault, in the order of the rows."""
        people = positions_of(self.pins["jobseeker_id"], self.scenario.tables["jobseekers"]["jobseeker_id"]).tolist()
        faults: list[Fault] = []
        # By person and class of purposes, the row and slot of the first pin that leaves no form of another class.
        taken: dict[tuple[str, bool], tuple[int, str]] = {}
        for row, at, person, slot in zip(
            self.pins.index, people, self.pins["jobseeker_id"], self.pins["slot_id"], strict=True
        ):
            offers = np.flatnonzero(self.slot_of_offer == slot)
            bits = blocking_gates(self.eligibility, self.slots, np.array([at]))[0][offers] & self.counting
            why = self._why_refused(at, slot, offers, bits)
            if why is not None:
                faults.append(self._against_gate(int(row), person, slot, *why))
                continue
            passing = offers[bits == 0]
            faults += self._unsigned(int(row), at, person, slot, passing)
            purposes = self.eligibility.offers["purpose"].iloc[passing]
            classes = {bool(is_main) for is_main in purposes.isin(COMPETING_CLASS)}
            if len(classes) == 1 and not {"one_main", "decisions"} & set(self.scenario.constraints_off):
                first = taken.setdefault((person, *classes), (int(row), slot))
                if first[1] != slot:
                    faults.append(self._second(int(row), person, slot, *first))
        return faults

    def _why_refused(self, person: int, slot: str, offers: Positions, bits: Whole) -> tuple[str, bool] | None:
        """The gates that refuse the form with the fewest, in words, and whether a policy may let a person override all.

        None if some form passes.
        """
        if self.is_listed and not _is_listed(self.scenario, person, slot):
            return None if "outcomes" in self.unsound else (_("the pair is not among the outcomes"), False)
        if (bits == 0).any():
            return None
        nearest = min(range(len(bits)), key=lambda form: int(bits[form]).bit_count())
        offer = int(offers[nearest])
        uncovered = first_uncovered(self.eligibility, [offer])
        rule = str(self.eligibility.offers["rule"].iloc[offer])
        names = [name for number, name in enumerate(GATE_NAMES) if int(bits[nearest]) >> number & 1]
        words = [
            _("{gate} ({name} of {rule})", gate=text, name=name, rule=given(rule))
            if name in OF_LAW
            else _("{gate} ({name})", gate=text, name=name)
            for name, text in ((name, gate_text(name, uncovered=uncovered)) for name in names)
        ]
        return ", ".join(words), set(names) <= set(MAY_BE_OVERRIDDEN)

    def _against_gate(self, row: int, person: str, slot: str, why: str, may_be: bool) -> Fault:  # noqa: FBT001 - a part of `why`
        cure = _("Mend what the gate looks at, or remove the pin.")
        if may_be:
            cure += " " + _("A policy may let a person override it: may_override.")
        return Fault("pin-against-gate", *self._place(row, "slot_id"), None,
                     _("the pin of {person} to {slot} is against a gate: {why}",
                       person=given(person), slot=given(slot), why=why),
                     cure)  # fmt: skip

    def _unsigned(self, row: int, at: int, person: str, slot: str, passing: Positions) -> list[Fault]:
        """A fault where a form passes only by an override, and the pin does not say who decided, or why."""
        bits = overridden_gates(self.eligibility, self.slots, np.array([at]))[0][passing] & self.counting
        blank = [name for name in ("by", "motive") if pd.isna(self.pins[name].loc[row])]
        if not blank or not bits.any():
            return []
        gates = int(np.bitwise_or.reduce(bits))
        why = ", ".join(gate_text(name) for number, name in enumerate(GATE_NAMES) if gates >> number & 1)
        return [
            Fault("override-unsigned", *self._place(row, blank[0]), None,
                  _("is blank, and the pin of {person} to {slot} overrides a gate: {why}",
                    person=given(person), slot=given(slot), why=why),
                  _("Write by (the role or code of who decided, never a name) and motive, or remove the pin."))
        ]  # fmt: skip

    def _second(self, row: int, person: str, slot: str, first: int, other: str) -> Fault:
        file, number, _column = self._place(first, "slot_id")
        return Fault("pin-twice", *self._place(row, "slot_id"), None,
                     _("{person} is pinned to {slot}, and to {other} already ({file} row {row}); "
                       "both would be the one place that a person can have",
                       person=given(person), slot=given(slot), other=given(other), file=file, row=number),
                     _("Keep one of the two pins."))  # fmt: skip

    def _place(self, row: int, column: str) -> tuple[str, int | None, str]:
        return self.scenario.origins.place("decisions", row, column)


def _is_listed(scenario: Scenario, person: int, slot_id: str) -> bool:
    outcomes = scenario.tables["outcomes"]
    own = outcomes[outcomes["jobseeker_id"] == scenario.tables["jobseekers"]["jobseeker_id"].iloc[person]]
    return bool((own["slot_id"] == slot_id).any())
