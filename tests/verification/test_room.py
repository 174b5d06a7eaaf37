"""The room left while proposals are taken one by one, and what the next one would break."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.verification.room import Room

if TYPE_CHECKING:
    from planner.verification.facts import Candidate, Facts
    from tests.verification.conftest import ListedWeek


def two_and_a_place(listed: ListedWeek, **cells: object) -> ListedWeek:
    """P1 and P2, and slot S1 with one place unless a cell says otherwise."""
    listed.person("P1")
    listed.person("P2")
    listed.slot("S1", **cells)
    listed.worth("P1", "S1", 0.5)
    return listed


def at(facts: Facts, person_id: str, slot_id: str) -> Candidate:
    """A person at a slot under its only form."""
    return facts.candidate(facts.people[person_id], slot_id, "B")


def test_a_place_is_taken_once(listed: ListedWeek) -> None:
    facts = two_and_a_place(listed).facts()
    room, first, second = Room(facts), at(facts, "P1", "S1"), at(facts, "P2", "S1")
    assert room.broken(second) is None
    assert room.take(first)
    assert room.broken(second) == "slot_places"
    assert not room.take(second)
    assert room.taken == [first]
    assert room.in_slot == {"S1": 1}


def test_a_constraint_that_is_switched_off_refuses_nobody(listed: ListedWeek) -> None:
    listed.constraints_off = ["slot_places"]
    facts = two_and_a_place(listed).facts()
    room = Room(facts)
    assert [room.take(at(facts, person_id, "S1")) for person_id in ("P1", "P2")] == [True, True]


def test_a_decision_is_named_before_other_constraints(listed: ListedWeek) -> None:
    listed.add("decisions", jobseeker_id="P2", slot_id="S1", decision="forbid")
    facts = two_and_a_place(listed).facts()
    room = Room(facts)
    assert room.take(at(facts, "P1", "S1"))
    assert room.broken(at(facts, "P2", "S1")) == "decisions"


@pytest.mark.parametrize("closed, takes", [(frozenset(), True), (frozenset({"S1"}), False)])
def test_a_slot_with_a_minimum_takes_its_first_unless_it_is_closed(
    listed: ListedWeek,
    closed: frozenset[str],
    takes: bool,  # noqa: FBT001 - a column of the table
) -> None:
    facts = two_and_a_place(listed, places=2, min_places=2).facts()
    assert Room(facts, closed).take(at(facts, "P1", "S1")) is takes


@pytest.mark.parametrize("start, broken", [("2026-W51", "employer_people"), ("2026-W52", None)])
def test_what_is_taken_counts_in_its_own_weeks(listed: ListedWeek, start: str, broken: str | None) -> None:
    listed.tables["employers"][0]["max_people"] = 1
    two_and_a_place(listed).slot("S2", start_week=start)
    facts = listed.facts()
    room = Room(facts)
    assert room.take(at(facts, "P1", "S1"))
    assert room.broken(at(facts, "P2", "S2")) == broken
