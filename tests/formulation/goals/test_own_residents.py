"""own_residents: no municipality's residents get less together for its being in a pool with its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.formulation import AT_HOME, Alone, Earlier, at_home_name
from planner.formulation.goals.own_residents import own_residents
from tests.scenarios import Given, chosen, goal_text, objections, reason_of, text

TRELLEBORG, SVEDALA = "1287", "1263"


def given_pool(home: Path, rule: str, **settings: object) -> Given:
    """Trelleborg has one place, and two residents who gain 0.2 there; a neighbour from Svedala would gain 0.9."""
    given = Given(home, own_residents=rule, **settings)
    given.change("employers", "E1", municipality=TRELLEBORG)
    given.person("T1", municipality=TRELLEBORG).person("T2", municipality=TRELLEBORG)
    given.person("V1", municipality=SVEDALA).slot("S1")
    return given.worth("T1", "S1", 0.2).worth("T2", "S1", 0.2).worth("V1", "S1", 0.9)


@pytest.mark.parametrize("rule, value", [("pooled", 0.9), ("first", 0.2), ("apart", 0.2)])
def test_a_neighbour_takes_the_only_place_where_places_are_pooled_alone(
    tmp_path: Path, rule: str, value: float
) -> None:
    plan = given_pool(tmp_path, rule).plan()
    assert plan.file.value == pytest.approx(value)
    assert objections(plan, tmp_path / "plan") == []


def test_residents_whose_floor_is_met_elsewhere_leave_their_place_to_a_neighbour(tmp_path: Path) -> None:
    given = given_pool(tmp_path, "first").add("employers", employer_id="E2", name="Två", municipality=SVEDALA)
    given.slot("S2", employer_id="E2").worth("T1", "S2", 0.3)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    # T1 has the place that Svedala's only resident cannot have, so V1 may have that of Trelleborg: 0.3 + 0.9.
    assert plan.file.value == pytest.approx(1.2)
    assert plan.file.neighbours is not None
    by_code = {part.municipality: part for part in plan.file.neighbours.municipalities}
    one, other = by_code[TRELLEBORG], by_code[SVEDALA]
    assert (one.people, one.places, one.own_at_home, one.own_elsewhere, one.neighbours) == (2, 1, 0, 1, 1)
    assert (one.gets, one.at_home, other.gets, other.at_home) == (1, 1, 1, 0)


@pytest.mark.parametrize("measure, value", [("uplift", 0.9), ("placements", 0.2)])
def test_a_floor_in_places_may_bring_less_than_places_kept_apart(tmp_path: Path, measure: str, value: float) -> None:
    """At home T1 alone gains 0.9 at S1; with two places T2 has S1 and T1 has S2, which together bring 0.2."""
    for rule, outcome in (("apart", 0.9), ("first", value)):
        given = Given(tmp_path / rule, own_residents=rule, group_measure=measure)
        given.change("employers", "E1", municipality=TRELLEBORG).people("T1", "T2", municipality=TRELLEBORG)
        given.person("V1", municipality=SVEDALA).slot("S1").slot("S2")
        given.worth("T1", "S1", 0.9).worth("T2", "S1", 0.1).worth("T1", "S2", 0.1)
        assert given.plan().file.value == pytest.approx(outcome)


def test_the_reason_of_a_neighbour_says_that_own_residents_come_first(tmp_path: Path) -> None:
    assert reason_of(given_pool(tmp_path, "first").plan(), "V1") == "own_residents"


def test_places_kept_apart_are_refused_by_a_gate_of_their_own(tmp_path: Path) -> None:
    plan = given_pool(tmp_path, "apart").plan()
    assert plan.instance.eligibility.refusals() == {"municipality": 1}


def test_a_floor_counts_every_place_of_the_residents(tmp_path: Path) -> None:
    instance = given_pool(tmp_path, "first").instance()
    at_home = {at_home_name(TRELLEBORG): Alone(1, 1), at_home_name(SVEDALA): Alone(0, 0), AT_HOME: Alone(1, 1)}
    goal = own_residents(instance, Earlier(chosen(instance), lambda _own: 0.0, at_home.__getitem__))
    assert goal_text(instance, goal) == text(
        "most: - below[0]", "1287: below[0] + x[T1 S1 T] + x[T2 S1 T] >= 1", "below[0] in 0..1"
    )


def test_shared_money_is_shared_at_home_so_that_all_floors_can_be_kept(tmp_path: Path) -> None:
    given = given_pool(tmp_path, "first", candidates="listed")
    given.add("employers", employer_id="E2", name="Två", municipality=SVEDALA).slot("S2", employer_id="E2")
    given.add("funding", funding_id="F", budget_sek=5000).change("programmes", "T", funding_id="F")
    given.change("programmes", "T", cost_person_week_sek=1000).worth("V1", "S2", 0.1)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert plan.file.neighbours is not None
    # Money for one placement of four weeks: one of the two municipalities has it at home, and keeps it.
    assert plan.file.neighbours.at_home == plan.file.neighbours.bound == 1
    assert plan.file.totals.placed == 1


def test_later_goals_keep_what_residents_have_whatever_they_may_cost(tmp_path: Path) -> None:
    given = given_pool(tmp_path, "first", goals=["outcome", "queue"], may_cost={"queue": 1.0})
    given.change("jobseekers", "V1", waiting_weeks=90)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    assert plan.file.value == pytest.approx(0.2)
    assert [goal.name for goal in plan.file.goals] == ["outcome", "own_residents", "queue"]


def test_measured_by_gain_a_floor_asks_for_the_gain_and_not_for_the_places(tmp_path: Path) -> None:
    given = given_pool(tmp_path, "first", group_measure="uplift").slot("S2", places=1)
    given.worth("T2", "S2", 0.05).worth("V1", "S2", 0.3)
    plan = given.plan()
    assert objections(plan, tmp_path / "plan") == []
    # At home 0.2 + 0.05; less would do for the number of places, not for the gain: V1 has nothing.
    assert plan.file.value == pytest.approx(0.25)


def test_a_neighbour_cannot_be_pinned_over_the_gate(tmp_path: Path) -> None:
    given = given_pool(tmp_path, "apart").decide("pin", "V1", "S1", by="role", motive="wanted")
    with pytest.raises(InputFaults):
        given.plan()
