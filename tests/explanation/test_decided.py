"""What decided that somebody has no place, or that a place stays empty: one week for each cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.explanation import reasons, sentence
from planner.planning import Plan, make_plan
from planner.texts import speaking
from tests.scenarios import Given, pairs, reason_of

LONG = {"waiting_weeks": 90}


def said(plan: Plan, person: str) -> str:
    """The sentence in a person's only row."""
    return str(plan.assignments.set_index("jobseeker_id").loc[person, "reason"])


def rivals(home: Path, *goals: str, values: tuple[float, float] = (0.5, 0.4), may: float = 0.5) -> Given:
    """P1 gains more from the only place, S1, than P2; each later goal may spend half of the outcome."""
    given = Given(home, goals=["outcome", *goals], may_cost=dict.fromkeys(goals, may), may_cost_total=may)
    given.people("P1", "P2").slot("S1")
    return given.worth("P1", "S1", values[0]).worth("P2", "S1", values[1])


def for_waiting(home: Path) -> Given:
    given = rivals(home, "waiting").change("jobseekers", "P2", **LONG)
    given.settings["waiting_places_share"] = 1.0
    return given


def for_a_fair_share(home: Path) -> Given:
    """P1 gains more from S1 than P2 and than anybody at S2, where two of a group that would get nothing are listed."""
    given = (
        rivals(home, "fair_share").person("P3").person("P4", groups="young").change("jobseekers", "P2", groups="young")
    )
    given.groups["young"] = {"tag": "young"}
    given.settings.update(groups=["young"], fair_share_min_people=1, fair_share=1.0)
    return given.slot("S2").worth("P3", "S2", 0.45).worth("P4", "S2", 0.44)


def for_stability(home: Path) -> Given:
    return rivals(home, "stability").running("P2", "S1", "draft")


def for_the_queue(home: Path) -> Given:
    return rivals(home, "queue", values=(0.5, 0.5), may=0).change("jobseekers", "P2", **LONG)


@pytest.mark.parametrize(
    "week, code, words",
    [
        (
            for_waiting,
            "waiting",
            "No place now: S1 (the only possible place) went to a longer wait, 90 weeks against 0.",
        ),
        (
            for_stability,
            "stability",
            "came before a proposal for S1 (the only possible place). A swap would gain 0.50 instead of 0.40.",
        ),
        (
            for_the_queue,
            "queue",
            "No place now: the queue decided on S1 (the only possible place), 90 weeks against 0.",
        ),
    ],
)
def test_a_place_lost_to_a_later_goal_is_told_with_that_goal_and_not_as_a_place_that_is_full(
    tmp_path: Path, week: object, code: str, words: str
) -> None:
    assert callable(week)
    plan = week(tmp_path).plan()
    assert pairs(plan) == ["P2 S1 T"]
    assert reason_of(plan, "P1") == code
    assert words in said(plan, "P1")
    assert "taken" not in said(plan, "P1")
    assert "P2" not in said(plan, "P1")


def test_a_group_that_would_get_too_little_is_named_as_its_goal_and_not_as_anybodys_gain(tmp_path: Path) -> None:
    plan = for_a_fair_share(tmp_path).plan()
    assert pairs(plan) == ["P1 S1 T", "P4 S2 T"]
    assert (reason_of(plan, "P3"), reason_of(plan, "P2")) == ("fair_share", "outbid")
    assert (
        said(plan, "P3")
        == "No place now: the goal a fair share came before a proposal for S2 (the only possible place). "
        "A swap would gain 0.45 instead of 0.44."
    )


@pytest.mark.parametrize("goal", ["preference", "travel"])
def test_goals_that_settle_where_are_nobodys_reason_to_have_no_place(tmp_path: Path, goal: str) -> None:
    given = rivals(tmp_path, goal, values=(0.5, 0.5)).change("jobseekers", "P2", home_zone="Y")
    given.add("travel", from_zone="Y", to_zone="Z", minutes=50).add("travel", from_zone="Z", to_zone="Y", minutes=50)
    given.add("preferences", jobseeker_id="P1", slot_id="S1", rank=1)
    plan = given.plan()
    assert [reason.code for reason in plan.reasons.unplaced.values()] == ["outbid"]


def test_who_gains_less_than_those_placed_is_outbid_and_is_told_the_limit(tmp_path: Path) -> None:
    plan = rivals(tmp_path, "waiting", "lot", may=0).plan()
    assert (pairs(plan), reason_of(plan, "P2")) == (["P1 S1 T"], "outbid")
    assert said(plan, "P2") == (
        "No place now: S1 (the only possible place) is taken already. A swap would gain 0.40 instead of 0.50."
    )


def test_of_two_who_gain_the_same_the_loser_is_told_of_the_lot(tmp_path: Path) -> None:
    plan = rivals(tmp_path, "lot", values=(0.5, 0.5), may=0).plan()
    (placed,) = pairs(plan)
    loser = "P2" if placed.startswith("P1") else "P1"
    assert reason_of(plan, loser) == "lot"
    assert said(plan, loser) == (
        "No place now: the lot decided on S1 (the only possible place). "
        "2 people stood equal for 1 place, and the lot decided: each had a chance of 50%."
    )


def test_a_limit_that_no_other_proposal_meets_is_a_limit_and_not_others_gain(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").add("supervisors", supervisor_id="H1", capacity=1)
    given.slot("S1", supervisor_id="H1").slot("S2").worth("P1", "S1", 0.5).worth("P2", "S2", 0.5)
    plan = given.change("jobseekers", "P1", support_need=1.5).plan()
    assert reason_of(plan, "P1") == "limit"
    assert said(plan, "P1") == (
        "No place now: S1 (the only possible place) would suit, but supervisor H1 has no capacity left. "
        "No other proposal would change that."
    )


def test_who_seeks_a_main_place_is_told_of_that_and_not_of_a_companion_to_it(tmp_path: Path) -> None:
    given = rivals(tmp_path, "other_purposes", "lot", may=0).slot("S2", programme_ids="C", hours_per_week=5)
    for person, urgency in (("P1", 1), ("P2", 2)):
        given.worth(person, "S2", 0.5).change("jobseekers", person, priority_class=urgency, hours_per_week=60)
    plan = given.plan()
    assert "P1 S2 C" in pairs(plan)
    assert reason_of(plan, "P2") == "outbid"


def test_a_place_that_a_pin_holds_is_told_as_decided_by_hand(tmp_path: Path) -> None:
    plan = rivals(tmp_path).decide("pin", "P2", "S1").plan()
    assert reason_of(plan, "P1") == "by_hand"
    assert said(plan, "P1") == (
        "No place now: S1 (the only possible place) is taken already. Only a proposal decided by hand could make room."
    )


def test_a_pin_that_does_not_stand_in_the_way_is_nobodys_reason(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").add("supervisors", supervisor_id="H1", capacity=1)
    given.slot("S1", supervisor_id="H1").slot("S2").worth("P1", "S1", 0.5).worth("P2", "S2", 0.5)
    plan = given.change("jobseekers", "P1", support_need=1.5).decide("pin", "P2", "S2").plan()
    assert reason_of(plan, "P1") == "limit"


def test_a_minimum_of_a_group_that_took_the_place_is_named(tmp_path: Path) -> None:
    given = rivals(tmp_path).change("jobseekers", "P2", groups="young")
    given.settings["group_minimum"], given.groups["young"] = {"young": 1}, {"tag": "young"}
    plan = given.plan()
    assert reason_of(plan, "P1") == "group_minimum"
    assert "the minimum of a group came before a proposal for S1" in said(plan, "P1")


def test_a_goal_that_gave_away_the_second_best_place_decided_though_the_best_went_by_gain(tmp_path: Path) -> None:
    given = for_waiting(tmp_path).slot("S0").worth("P1", "S0", 0.6).person("P0").worth("P0", "S0", 0.9)
    plan = given.plan()
    assert reason_of(plan, "P1") == "waiting"
    assert said(plan, "P1") == "No place now: S1 (one of 2 possible places) went to a longer wait, 90 weeks against 0."


def test_who_was_in_the_plan_until_a_goal_is_told_of_that_goal(tmp_path: Path) -> None:
    plan = for_waiting(tmp_path).plan()
    (_, first), (goal, second) = plan.solution.stages[:2]
    assert (len(first), goal, first.tolist() == second.tolist()) == (1, "waiting", False)
    assert plan.reasons.unplaced[0].code == goal


def test_a_goal_that_needed_another_place_has_not_decided_on_whom_the_search_left_out_besides(tmp_path: Path) -> None:
    given = rivals(tmp_path, "stability", values=(0.5, 0.5)).slot("S2").person("P3").worth("P3", "S2", 0.3)
    plan = given.running("P3", "S2", "draft").plan()
    (left,) = plan.reasons.unplaced
    table, people = plan.instance.candidates, plan.instance.people["jobseeker_id"]
    assert people[left] in {"P1", "P2"}
    # The plan after the outcome had the one, the plan after the goal the other: as good for every goal.
    before = np.sort(np.append(plan.solution.chosen[1:], table.index[table["person"] == left]))
    stages = (("outcome", before), ("stability", plan.solution.chosen), ("hand_back", plan.solution.chosen))
    told = reasons(plan.instance, replace(plan.solution, stages=stages)).unplaced[left]
    assert told.code == "outbid"


def test_usual_practice_gives_its_queue_as_the_reason(tmp_path: Path) -> None:
    given = rivals(tmp_path).change("jobseekers", "P2", **LONG)
    plan = make_plan(given.scenario(), method="longest_wait")
    assert (pairs(plan), reason_of(plan, "P1")) == (["P2 S1 T"], "queue")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_reason_names_another_person(tmp_path: Path, language: str) -> None:
    for number, week in enumerate((for_waiting, for_stability, for_the_queue, for_a_fair_share)):
        plan = week(tmp_path / str(number)).plan()
        names = plan.instance.people["jobseeker_id"].tolist()
        assert plan.reasons.unplaced
        for person, reason in plan.reasons.unplaced.items():
            with speaking(language):
                words = sentence(reason, plan.instance)
            assert [name for name in names if name != names[person] and name in words] == []
