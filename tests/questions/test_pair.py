"""Why a person is not at a place: gates are those of the tables, and every cost is that of the week planned anew."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from planner.questions import explain_person, why_not
from planner.questions.pair import least_cost
from planner.questions.person import Unplaced
from planner.reports.explained import pair_lines, person_lines
from planner.solving import WeekChange
from tests.gaps import gap_week, truck
from tests.questions.weeks import SAME, again, asked, planned, week
from tests.scenarios import Given


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_pair_costs_is_what_the_week_loses_when_it_is_pinned(seed: int) -> None:
    plan = planned(seed)
    instance = plan.instance
    free = instance.columns[~instance.columns.index.isin(plan.solution.chosen)]
    pairs = sorted(set(zip(free["person"].tolist(), free["slot"].tolist(), strict=True)))
    draw = random.Random(seed)  # noqa: S311 - a sample
    tried = 0
    with asked(plan) as asking:
        for person, slot in draw.sample(pairs, 8):
            answer = why_not(asking, person, slot)
            if answer.state != "possible":
                continue
            tried += 1
            ids = answer.jobseeker_id, answer.slot_id
            value = again(week(seed).decide("pin", *ids))
            assert answer.cost is not None
            if value is None:
                assert answer.cost.is_impossible, ids
                continue
            cost = plan.file.value - value
            assert answer.cost.low - SAME <= cost <= answer.cost.high + SAME, ids
            assert answer.cost.high == pytest.approx(cost, abs=SAME)
            assert (answer.jobseeker_id, answer.slot_id) in {(move.jobseeker_id, move.to_slot) for move in answer.moves}
            assert answer.goal is None
    assert tried >= 4


@pytest.mark.parametrize("seed", [1, 2])
def test_near_the_plan_a_cost_is_never_below_the_exact_one_nor_its_bound_above(seed: int) -> None:
    plan = planned(seed)
    columns = plan.instance.columns
    with asked(plan) as asking:
        others = columns.index[~columns.index.isin(plan.solution.chosen)][:12].to_numpy()
        limits = [name for name in plan.solution.mip.names if name[0] == "slot_places" and name[1][1] == "limit"]
        changes = [
            *(WeekChange(np.array([candidate])) for candidate in others),
            *(WeekChange(without=np.array([candidate])) for candidate in plan.solution.chosen),
            *(WeekChange(more=((name, 1.0),)) for name in limits),
        ]
        exact = [asking.cost_of(change) for change in changes]
        asking.is_small = False
        alike = 0
        for change, cost in zip(changes, exact, strict=True):
            near = asking.cost_of(change)
            assert near.low <= cost.low + SAME
            assert near.high >= cost.high - SAME
            alike += near.high <= cost.high + SAME
        assert alike > len(changes) * 0.9  # what a change bears on is in its neighbourhood, as a rule


def test_a_goal_that_cannot_be_held_is_the_one_that_decided(given: Given) -> None:
    """P1 has waited longest and gets the only place, though P2 would gain more."""
    given.settings |= {"goals": ["outcome", "waiting"], "waiting_limit_weeks": 26, "may_cost_total": 0.9,
                       "may_cost": {"waiting": 0.9}, "waiting_places_share": 1.0}  # fmt: skip
    given.person("P1", waiting_weeks=60).person("P2", waiting_weeks=0).slot("S1")
    given.worth("P1", "S1", 0.3).worth("P2", "S1", 0.5)
    plan = given.plan()
    assert list(plan.assignments.loc[plan.assignments["slot_id"].notna(), "jobseeker_id"]) == ["P1"]
    with asked(plan) as asking:
        answer = why_not(asking, 1, 0)
        assert answer.goal == "waiting"
        assert answer.cost is not None
        assert answer.cost.high == pytest.approx(-0.2, abs=SAME)
        assert {(move.jobseeker_id, move.from_slot, move.to_slot) for move in answer.moves} == {
            ("P2", None, "S1"), ("P1", "S1", None),
        }  # fmt: skip
        goal, _cost = least_cost(asking, asking.columns_of(0, 0))
        assert goal is None


def test_a_refused_pair_names_its_gates_their_cells_and_the_source_of_the_law(given: Given) -> None:
    del given.settings["candidates"]
    given.add("programmes", programme_id="B", rule="bea_jobb")
    given.person("P1", max_travel_minutes=5, swedish_level="A1").slot("S1", programme_ids="B", min_swedish="B2")
    given.person("P2").slot("S2")
    with asked(given.plan()) as asking:
        answer = why_not(asking, 0, 0)
        (refused,) = answer.refused
        assert answer.state == "refused"
        assert {"travel", "swedish", "sector"} <= set(refused.gates)
        assert "jobseekers.csv 2, swedish_level: A1" in refused.where
        assert "slots.csv 2, min_swedish: B2" in refused.where
        assert refused.source


@pytest.mark.parametrize("decision, person", [("forbid", 1), ("contested", 1)])
def test_a_pair_that_is_stopped_by_hand_says_so(decision: str, person: int, given: Given) -> None:
    given.people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    given.decide(decision, "P2", None if decision == "contested" else "S1")
    with asked(given.plan()) as asking:
        assert why_not(asking, person, 0).state == "by_hand"
        assert why_not(asking, 0, 0).state == "proposed"


@pytest.mark.parametrize("end, state", [("vetoed", "vetoed"), ("refused", "not_chosen")])
def test_a_pair_that_the_employer_said_no_to_is_told_apart_from_one_stopped_by_hand(
    end: str, state: str, given: Given
) -> None:
    given.people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    given.decide("forbid", "P2", "S1").add("history", jobseeker_id="P2", slot_id="S1", end=end)
    with asked(given.plan()) as asking:
        assert why_not(asking, 1, 0).state == state
        (told,) = explain_person(asking, 1)
        assert isinstance(told, Unplaced)
        said = "\n".join(person_lines(told))
    assert [place.stop for place in told.outbid] == [state]
    assert "whatever else is proposed" not in said
    assert "The employer" in said


def test_a_module_that_would_close_the_gap_is_told_with_what_keeps_the_person_from_it(tmp_path: Path) -> None:
    given = truck(truck(gap_week(tmp_path), "M1", weeks=3), "M2", from_swedish="B1", cost_sek=5)
    with asked(truck(given, "M3", gives_skills="lift").plan()) as asking:
        answer = why_not(asking, 0, 0)
    assert [(one.module_id, one.why) for one in answer.modules] == [("M1", "late"), ("M2", "swedish")]
    said = "\n".join(pair_lines(answer))
    assert "M1 would close the gap, and ends too late: in 2026-W51" in said
    assert "M2 would close the gap, and asks for more Swedish" in said
    assert "M3" not in said
