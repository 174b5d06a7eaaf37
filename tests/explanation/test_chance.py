"""The chance that the lot gave each of those who stood equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.explanation import Chance, Lots, chance_sentence
from planner.explanation.activity import activity_of
from planner.planning import Plan
from planner.texts import speaking
from tests.scenarios import Given, pairs


def equals(home: Path, people: int, places: int, *goals: str) -> Given:
    """So many people who gain the same from the places of S1."""
    names = [f"P{number}" for number in range(1, people + 1)]
    given = Given(home, goals=["outcome", *goals], may_cost=dict.fromkeys(goals, 0.0), may_cost_total=0.0)
    given.people(*names).slot("S1", places=places)
    for name in names:
        given.worth(name, "S1", 0.5)
    return given


def chances(plan: Plan) -> dict[str, Chance | None]:
    """The chance of everybody at S1."""
    solution = plan.solution
    names = [goal.name for goal in solution.goals]
    activity = activity_of(plan.instance, solution)
    lots = Lots(plan.instance, activity, solution.chosen, names, solution.earlier)
    people = plan.instance.people["jobseeker_id"].tolist()
    return {name: lots.of(person, 0) for person, name in enumerate(people)}


def test_everybody_who_stood_equal_placed_or_not_had_the_same_chance(tmp_path: Path) -> None:
    plan = equals(tmp_path, 5, 2, "queue", "lot").plan()
    assert len(pairs(plan)) == 2
    assert chances(plan) == {f"P{number}": Chance(0, 5, 2) for number in range(1, 6)}


def test_who_has_waited_longer_is_placed_by_the_queue_and_the_lot_decides_on_the_rest(tmp_path: Path) -> None:
    given = equals(tmp_path, 4, 2, "queue", "lot").change("jobseekers", "P2", waiting_weeks=9)
    plan = given.change("jobseekers", "P1", waiting_weeks=0).plan()
    assert "P2 S1 T" in pairs(plan)
    assert chances(plan) == {"P1": Chance(0, 3, 1), "P2": None, "P3": Chance(0, 3, 1), "P4": Chance(0, 3, 1)}


def test_pinned_and_forbidden_people_and_those_who_gain_less_stand_in_no_lot(tmp_path: Path) -> None:
    given = equals(tmp_path, 5, 2, "lot").decide("pin", "P1", "S1").decide("forbid", "P2", "S1")
    given.tables["outcomes"][2]["value"] = 0.4
    found = chances(given.plan())
    assert found == {"P1": None, "P2": None, "P3": None, "P4": Chance(0, 2, 1), "P5": Chance(0, 2, 1)}


def test_a_limit_that_one_of_them_would_break_leaves_no_lot_between_them(tmp_path: Path) -> None:
    given = equals(tmp_path, 2, 1, "lot").add("supervisors", supervisor_id="H1", capacity=1)
    given.change("slots", "S1", supervisor_id="H1").change("jobseekers", "P2", support_need=1.5)
    assert chances(given.plan()) == {"P1": None, "P2": None}


def test_without_the_goal_lot_nothing_was_drawn(tmp_path: Path) -> None:
    assert set(chances(equals(tmp_path, 2, 1, "queue").plan()).values()) == {None}


@pytest.mark.parametrize(
    "language, words",
    [
        ("en", "5 people stood equal for 2 places, and the lot decided: each had a chance of 40%."),
        ("sv", "5 personer stod lika om 2 platser, och lotten avgjorde: var och en hade 40 % chans."),
    ],
)
def test_the_chance_is_said_in_plain_words(language: str, words: str) -> None:
    with speaking(language):
        assert chance_sentence(Chance(0, 5, 2)) == words
