"""Sentences: what they must state is held against the plan, and they name nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.verification import verify
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import ListedWeek


def crowd(listed: ListedWeek) -> None:
    """P3 could come to S1 or S2, where P1 gains 0.5 and P2 gains 0.4."""
    for person in ("P1", "P2", "P3"):
        listed.person(person)
    for slot in ("S1", "S2"):
        listed.slot(slot)
        listed.worth("P3", slot, 0.25)
    listed.worth("P1", "S1", 0.5)
    listed.worth("P2", "S2", 0.4)
    listed.propose(("P1", "S1"), ("P2", "S2"))


def test_the_sentence_of_somebody_outbid_states_the_place_the_places_and_both_gains(listed: ListedWeek) -> None:
    crowd(listed)
    said = str(listed.assignments[2]["reason"])
    assert said == (
        "Ingen plats nu: S2 (närmast av 2 möjliga platser) är redan fylld. Ett byte ger tillskottet 0,25 i stället för "
        "0,40. Tillskottet avgjorde på alla."
    )
    assert checks(listed.write()) == set()
    listed.plan["language"] = "en"
    assert checks(listed.write()) == {"reason"}


@pytest.mark.parametrize("fact, other", [("S2", "S1"), ("av 2", "av 3"), ("0,25", "0,26"), ("0,40", "0,50")])
def test_a_fact_of_the_sentence_that_is_not_so_is_caught(listed: ListedWeek, fact: str, other: str) -> None:
    crowd(listed)
    listed.assignments[2]["reason"] = str(listed.assignments[2]["reason"]).replace(fact, other)
    assert checks(listed.write()) == {"reason"}


@pytest.mark.parametrize("person, objects", [("P1", {"reason"}), ("P3", set())])
def test_a_sentence_that_names_somebody_else_is_caught(listed: ListedWeek, person: str, objects: set[str]) -> None:
    crowd(listed)
    listed.assignments[2]["reason"] = f"{listed.assignments[2]['reason']} {person}."
    found = verify(listed.write())
    assert {objection.check for objection in found} == objects
    assert [objection.where for objection in found if "P3" not in objection.where] == []
