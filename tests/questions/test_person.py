"""What is said of a person is so: the next best, the goal that decided with its price, and every remedy tried."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.planning import Plan, make_plan
from planner.questions import Remedy, RemedyStep, explain_person
from planner.questions.person import AlreadyPlaced, Placed, Unplaced
from planner.reports.explained import person_lines
from tests.questions.weeks import SAME, again, asked, copied, planned, week
from tests.scenarios import Given, crowded

LIMITS = {"caseworker_starts": ("caseworkers", "starts_per_week"), "supervisor_support": ("supervisors", "capacity"),
          "employer_people": ("employers", "max_people"), "funding_budget": ("funding", "budget_sek"),
          "slot_places": ("slots", "places")}  # fmt: skip


def answers_of(plan: Plan) -> list[Any]:
    with asked(plan) as asking:
        return [answer for person in range(len(plan.instance.people)) for answer in explain_person(asking, person)]


@pytest.fixture(scope="module", params=[1, 2, 4])
def explained(request: pytest.FixtureRequest) -> tuple[int, list[Any]]:
    """The seed of a crowded week, and an answer for everybody in it."""
    return request.param, answers_of(planned(request.param))


def test_everybody_has_an_answer_that_names_nobody_else(explained: tuple[int, list[Any]]) -> None:
    seed, answers = explained
    plan = planned(seed)
    ids = set(plan.instance.people["jobseeker_id"])
    assert {one.jobseeker_id for one in answers} == ids
    for one in answers:
        said = "\n".join(person_lines(one))
        assert not [other for other in ids - {one.jobseeker_id} if other in said]


def test_the_next_best_is_that_of_the_week_without_the_pair(explained: tuple[int, list[Any]]) -> None:
    seed, answers = explained
    placed = [one for one in answers if isinstance(one, Placed)]
    assert placed
    for one in placed[:3]:
        value = again(week(seed).decide("forbid", one.jobseeker_id, one.slot_id))
        assert value is not None
        assert one.next_cost.high == pytest.approx(planned(seed).file.value - value, abs=SAME)
        assert one.next_slot != one.slot_id


def test_every_remedy_gives_a_place_in_the_week_planned_with_it(explained: tuple[int, list[Any]]) -> None:
    seed, answers = explained
    for one in answers:
        for remedy in one.remedies if isinstance(one, Unplaced) else ():
            changed = with_steps(week(seed), one.jobseeker_id, remedy)
            free = again(changed)
            pinned = again(copied(changed).decide("pin", one.jobseeker_id, remedy.slot_id))
            assert free is not None
            assert pinned is not None, remedy
            assert pinned == pytest.approx(free, abs=SAME), remedy


def with_steps(given: Given, person: str, remedy: Remedy) -> Given:
    """The week in which the steps have been taken, by its tables alone."""
    for step in remedy.steps:
        _take(given, person, step)
    return given


def _take(given: Given, person: str, step: RemedyStep) -> None:
    if step.limit is None:
        cell = "|".join(step.value) if isinstance(step.value, tuple) else step.value
        given.change("jobseekers", person, **{str(step.column): cell})
        return
    constraint, owner = step.limit
    table, column = LIMITS[constraint]
    row = next(row for row in given.tables[table] if next(iter(row.values())) == owner)
    row[column] += step.amount


def test_a_licence_and_ten_minutes_help_together_whoever_lacks_both(tmp_path: Path) -> None:
    """P1 may have S1 alone, which is far and asks for a licence; P2 may have S2, which is far."""
    given = Given(tmp_path, goals=["outcome"])
    del given.settings["candidates"]
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning")
    given.slot("S1", programme_ids="J", driving_licence="B", start_week="2026-W50")
    given.slot("S2", programme_ids="J", start_week="2026-W50")
    for person, other in (("P1", "S2"), ("P2", "S1")):
        given.person(person, months_unemployed=10, max_travel_minutes=12)
        given.add("preferences", jobseeker_id=person, slot_id=other, rank=0)
    found = {one.jobseeker_id: [remedy.steps for remedy in one.remedies] for one in answers_of(given.plan())}
    trip, licence = RemedyStep("max_travel_minutes", 22.0), RemedyStep("driving_licence", ("B",))
    assert found == {"P1": [(trip, licence)], "P2": [(trip,)]}


def test_a_start_and_a_place_help_together_where_neither_does_alone(given: Given) -> None:
    given.add("caseworkers", caseworker_id="K1", starts_per_week=1).add("caseworkers", caseworker_id="K2")
    given.person("P1", caseworker_id="K1").person("P2", caseworker_id="K2").person("P3", caseworker_id="K1")
    given.slot("S1").slot("S2").worth("P1", "S2", 0.9).worth("P2", "S1", 0.8).worth("P3", "S1", 0.5)
    given.settings["goals"] = ["outcome"]
    found = {one.jobseeker_id: one for one in answers_of(given.plan())}
    (remedy,) = found["P3"].remedies
    assert {step.limit[0] for step in remedy.steps if step.limit is not None} == {"caseworker_starts", "slot_places"}
    assert remedy.is_certain
    assert remedy.gain == pytest.approx(0.5, abs=SAME)


def test_the_goal_that_decided_is_named_with_what_the_plan_gives_for_it(given: Given) -> None:
    given.settings |= {"goals": ["outcome", "waiting"], "waiting_limit_weeks": 26, "may_cost_total": 0.9,
                       "may_cost": {"waiting": 0.9}, "waiting_places_share": 1.0}  # fmt: skip
    given.person("P1", waiting_weeks=60).person("P2").slot("S1").worth("P1", "S1", 0.3).worth("P2", "S1", 0.5)
    placed, unplaced = answers_of(given.plan())
    assert isinstance(placed, Placed)
    assert placed.goal == "waiting"
    assert placed.goal_price == pytest.approx(0.2, abs=SAME)
    assert isinstance(unplaced, Unplaced)
    assert unplaced.outbid[0].goal == "waiting"
    assert unplaced.outbid[0].others_wait == 60


def test_whoever_the_lot_favoured_is_told_the_chance(given: Given) -> None:
    given.settings |= {"goals": ["outcome", "lot"]}
    given.people("P1", "P2", "P3").slot("S1")
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.5)
    (placed,) = [one for one in answers_of(given.plan()) if isinstance(one, Placed)]
    assert placed.chance is not None
    assert (placed.chance.equal, placed.chance.places) == (3, 1)
    assert "each had a chance of 33%" in "\n".join(person_lines(placed))


def test_somebody_who_is_placed_already_is_told_so(given: Given) -> None:
    given.person("P1").slot("S1").running("P1", "S1").person("P2").slot("S2").worth("P2", "S2", 0.5)
    running, placed = answers_of(given.plan())
    assert isinstance(running, AlreadyPlaced)
    assert (running.slot_id, placed.slot_id) == ("S1", "S2")


def test_a_plan_of_usual_practice_says_that_its_order_decided_and_seeks_no_remedy(tmp_path: Path) -> None:
    given = crowded(tmp_path, seed=2)
    plan = make_plan(given.scenario(), method="longest_wait")
    unplaced = [one for one in answers_of(plan) if isinstance(one, Unplaced)]
    assert unplaced
    assert all(one.is_usual and not one.remedies and not one.outbid for one in unplaced)


def test_a_step_of_the_person_is_certain_only_where_the_plan_gains(given: Given) -> None:
    """P1 needs a licence for S1, which P2 has at the same gain: it could equally be P1's then."""
    del given.settings["candidates"]
    given.settings["goals"] = ["outcome"]
    given.add("programmes", programme_id="J", rule="ordinarie_anstallning")
    given.slot("S1", programme_ids="J", driving_licence="B", start_week="2026-W50")
    given.person("P1", months_unemployed=10).person("P2", months_unemployed=10, driving_licence="B")
    unplaced = next(one for one in answers_of(given.plan()) if isinstance(one, Unplaced))
    licence = next(one for one in unplaced.remedies if one.steps[0].column == "driving_licence")
    assert not licence.is_certain
