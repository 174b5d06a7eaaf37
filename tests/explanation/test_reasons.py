"""What a plan says to people, sentence by sentence, on weeks small enough to see that it is so."""

from __future__ import annotations

from itertools import chain, combinations
from pathlib import Path

import pytest

from planner.candidates import GATE_NAMES
from planner.planning import Plan
from planner.verification.facts import facts_of
from planner.verification.person_gates import PERSON_GATES
from planner.verification.slot_gates import PASSES, SLOT_GATES
from tests.scenarios import Given, crowded, objections, reason_of


def said(plan: Plan, person: str) -> str:
    """The sentence in a person's only row."""
    return str(plan.assignments.set_index("jobseeker_id").loc[person, "reason"])


def fewest_gates(plan: Plan, person: str) -> set[frozenset[str]]:
    """The smallest sets of gates without which some form of some slot would take the person, by trying every set."""
    facts = facts_of(plan.instance.scenario)
    refusing = []
    for name in facts.offers:
        candidate = facts.candidate(facts.people[person], *name)
        offer = candidate.offer
        names = [gate.__name__ for gate in SLOT_GATES if gate(facts, offer) != PASSES]
        refusing.append(frozenset(names + [g.__name__ for g in PERSON_GATES if g(facts, candidate) != PASSES]))
    named = sorted(set(chain.from_iterable(refusing)))
    for size in range(len(named) + 1):
        found = {frozenset(lifted) for lifted in combinations(named, size) if any(r <= set(lifted) for r in refusing)}
        if found:
            return found
    return set()


def test_no_candidate_names_a_smallest_set_of_gates_without_which_there_would_be_one(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=40, slots=4, seed=3)
    for number, row in enumerate(given.tables["slots"]):
        row.update(
            skills=("weld", "cook", "weld|cook", "")[number], min_education=5 - number, driving_licence="B|C",
            shift="mo-am", union_consulted_on=None if number == 3 else "2026-11-01",
        )  # fmt: skip
    for number, row in enumerate(given.tables["jobseekers"]):
        row.update(
            skills=("weld", "cook", "")[number % 3], driving_licence=("B|C", "B")[number % 2],
            busy=("", "mo-am")[number % 5 == 0], available_from=(None, "2027-W30")[number % 7 == 0],
        )  # fmt: skip
    plan = given.plan()
    people = plan.instance.people["jobseeker_id"]
    reasons = {people.iloc[p]: r for p, r in plan.reasons.unplaced.items() if r.code == "no_candidate"}
    assert len({reason.gates for reason in reasons.values()}) > 3
    for person, reason in reasons.items():
        assert frozenset(reason.gates) in fewest_gates(plan, person), person
        assert [gate for gate in GATE_NAMES if gate in reason.gates] == list(reason.gates)


def test_lifting_the_named_gates_gives_a_candidate_and_lifting_all_but_one_gives_none(tmp_path: Path) -> None:
    given = Given(tmp_path, candidates="eligible").person("P1", registered_status="JoB")
    given.add("supervisors", supervisor_id="V1")
    given.slot("S1", skills="weld", driving_licence="B|C", supervisor_id="V1", union_consulted_on="2026-11-01")
    given.slot("S2", skills="weld", driving_licence="B", supervisor_id="V1", min_education=3)
    plan = given.plan()
    assert said(plan, "P1") == (
        "No possible place. Closest in the way: the demand for a driving licence and the demand for skills."
    )
    assert reason_of(given.change("jobseekers", "P1", skills="weld").plan(), "P1") == "no_candidate"
    given.change("jobseekers", "P1", driving_licence="C|B")
    assert reason_of(given.plan(), "P1") == "best"


def test_a_person_for_whom_nothing_is_listed_is_not_told_that_there_are_no_places(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2", status="closed").worth("P1", "S1", 0.5)
    given.worth("P3", "S2", 0.5)
    plan = given.plan()
    assert said(plan, "P2") == "No place is listed for the person."
    assert said(plan, "P3") == "No possible place. Closest in the way: the place is not open."


def test_outbid_names_the_nearest_place_and_every_limit_in_its_way_and_what_is_gained_there(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").change("employers", "E1", max_people=1).slot("S1").slot("S2")
    given.worth("P1", "S1", 0.75).worth("P2", "S1", 0.5).worth("P2", "S2", 0.25)
    plan = given.plan()
    assert said(plan, "P2") == (
        "No place now: S1 (the nearest of 2 possible places) would suit, but employer E1 takes no more people at a "
        "time and the places of S1 are taken. A swap would gain 0.50 instead of 0.75. Gain decided at all of them."
    )


def test_a_course_beside_a_placement_is_no_possible_place(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").slot("S2").slot("S9", programme_ids="C")
    given.worth("P1", "S1", 0.75).worth("P2", "S1", 0.5).worth("P1", "S2", 0.25).worth("P2", "S9", 0.0)
    given.change("employers", "E1", max_people=1)
    plan = given.plan()
    assert reason_of(plan, "P2") == "outbid"
    assert "S1 (the only possible place)" in said(plan, "P2")
    assert objections(plan, tmp_path / "plan") == []


@pytest.mark.parametrize("places, code", [(2, "minimum_not_reached"), (1, "limit")])
def test_a_slot_below_its_minimum_is_short_of_people_or_of_places(tmp_path: Path, places: int, code: str) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=2, min_places=2, reserved_by_hand=2 - places)
    plan = given.worth("P1", "S1", 0.5).plan()
    assert reason_of(plan, "P1") == code
    assert ("S1 has fewer places" in said(plan, "P1")) == (code == "limit")


def test_a_forbidden_place_is_neither_counted_nor_called_better(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").slot("S1").slot("S2").slot("S3")
    given.worth("P1", "S1", 0.75).worth("P1", "S2", 0.5).worth("P1", "S3", 0.25).decide("forbid", "P1", "S1")
    plan = given.plan()
    assert said(plan, "P1") == "Best of 2 possible places."


def test_who_fills_a_slot_for_its_minimum_is_told_so(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", places=2, min_places=2).slot("S2")
    given.worth("P1", "S1", 1).worth("P2", "S1", 0.25).worth("P2", "S2", 0.5)
    plan = given.plan()
    assert said(plan, "P2") == "Chosen among 2 possible places for the whole: S1 starts only with enough participants."


def test_who_is_placed_for_another_goal_is_told_which(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "preference"], may_cost={"preference": 0.5}, may_cost_total=0.5).person(
        "P1"
    )
    given.slot("S1").slot("S2").worth("P1", "S1", 0.5).worth("P1", "S2", 0.25)
    plan = given.add("preferences", jobseeker_id="P1", slot_id="S2", rank=1).plan()
    assert said(plan, "P1") == "Chosen among 2 possible places for the sake of the goal wishes."
    assert plan.assignments["second_choice"].tolist() == ["S1"]


@pytest.mark.parametrize("later", ["started", "offered"])
def test_placements_that_follow_one_another_in_a_slot_take_one_place(tmp_path: Path, later: str) -> None:
    given = Given(tmp_path).person("P1").slot("S1", places=3, weeks=8).worth("P1", "S1", 0.5)
    given.running(None, "S1", "offered", from_week="2026-W48", to_week="2026-W50")
    plan = given.running(None, "S1", later, from_week="2026-W51", to_week="2026-W53").plan()
    assert objections(plan, tmp_path / "plan") == []
