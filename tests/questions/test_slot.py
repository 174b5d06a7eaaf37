"""One more place is worth what the week gains when it is planned with it, and everybody's bound holds."""

from __future__ import annotations

import pytest

from planner.questions import explain_everybody, explain_slot
from tests.questions.weeks import SAME, again, asked, planned, positions, week


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_more_place_brings_what_the_week_gains_by_it(seed: int) -> None:
    plan = planned(seed)
    slots = positions(plan.instance.scenario, "slots")
    told = 0
    with asked(plan) as asking:
        for at, slot_id in enumerate(slots):
            answer = explain_slot(asking, at)
            assert answer.reason
            if answer.high is None or answer.low is None:
                continue
            told += 1
            given = week(seed)
            row = next(row for row in given.tables["slots"] if row["slot_id"] == slot_id)
            row["places"] += 1
            value = again(given)
            assert value is not None
            assert answer.low - SAME <= value - plan.file.value <= answer.high + SAME
            assert answer.high - answer.low < SAME
            if answer.high > SAME:
                assert answer.moves
    assert told > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_what_a_place_costs_at_least_is_never_more_than_it_costs(seed: int) -> None:
    plan = planned(seed)
    with asked(plan) as asking:
        table = explain_everybody(asking)
    shown = plan.assignments[plan.assignments["status"].isin(("proposed", "unplaced"))]
    assert list(table["jobseeker_id"]) == list(shown["jobseeker_id"])
    assert set(table["basis"]) == {"price"}
    tried = 0
    for row in table[table["other_slot"].notna()].to_dict("records"):
        value = again(week(seed).decide("pin", row["jobseeker_id"], row["other_slot"]))
        if value is not None:
            tried += 1
            assert row["cost_at_least"] <= plan.file.value - value + SAME, row
    assert tried > 3
    placed = table[table["status"] == "proposed"]
    assert (placed["rank"] >= 1).all()
    assert (placed["rank"] <= placed["num_places"]).all()
