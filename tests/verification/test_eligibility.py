"""Who may go where: every gate is asked, in its order, and listed mode asks few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from planner.verification.eligibility import refusal
from tests.verification import test_legal_access, test_person_gates, test_slot_gates, test_travel
from tests.verification.gate_cases import (
    BEA,
    INTRO,
    JOB,
    NEW_START,
    PRAKTIK,
    SFI,
    TRAINING,
    Case,
    first_refusal,
    name_of,
    written,
)

if TYPE_CHECKING:
    from tests.verification.conftest import Week


CASES = [
    *(Case(f"{rule} takes the base", rule, None) for rule in (INTRO, NEW_START, PRAKTIK, TRAINING, BEA, JOB)),
    Case("the first gate that refuses is named", BEA, "slot_status", slot={"status": "closed"},
         employer={"sector": "private"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_base_is_taken_and_the_first_gate_that_refuses_is_named(week: Week, case: Case) -> None:
    assert first_refusal(week, case) == case.gate


def test_names_of_cases_are_their_own() -> None:
    files = (test_slot_gates, test_legal_access, test_person_gates, test_travel)
    cases = [case for file in files for case in file.CASES] + CASES
    names = [(case.rule, case.name) for case in cases]
    assert len(set(names)) == len(names) > 40


@pytest.mark.parametrize(
    "slot, wish, listed_form, gate",
    [
        ({"supervisor_id": None, "weeks": 150}, None, "X", None),
        ({"status": "closed"}, None, "X", "slot_status"),
        ({}, {"slot_id": "S1", "rank": 0}, None, "veto"),
        ({}, None, "Y", "not_listed"),
        ({}, "declined", None, "declined"),
        ({}, None, None, None),
    ],
)
def test_listed_mode_refuses_only_closed_slots_vetoes_and_declined_places(
    week: Week, slot: dict[str, Any], wish: dict[str, Any] | str | None, listed_form: str | None, gate: str | None
) -> None:
    more = {"settings": {"candidates": "listed"}} | ({"wish": wish} if isinstance(wish, dict) else {})
    more |= {"history": {"slot_id": "S1", "end": "declined"}} if wish == "declined" else {}
    written(week, Case("listed", INTRO, None, slot={"programme_ids": "X|Y", **slot}, more=more))
    week.add("programmes", programme_id="Y", rule=SFI)
    week.add("outcomes", jobseeker_id="P1", slot_id="S1", programme_id=listed_form, value=0.5)
    assert refusal(*week.candidate()) == gate
