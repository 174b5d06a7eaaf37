"""Placements that news brings are booked; those whose cost nobody knows are faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults
from tests.weeks.small_weeks import advanced, three
from tests.weeks.test_news import news

PLACED = "jobseeker_id,slot_id,programme_id,state,from_week,to_week,cost_week_sek"


def test_what_a_new_placement_costs_is_booked_as_that_of_an_answer_is(tmp_path: Path) -> None:
    rows = f"{PLACED}\nP1,S3,M,accepted,2026-W50,2026-W51,\nP2,S4,,started,2026-W48,2026-W49,70\n,S5,M,offered,,,\n"
    settled = advanced(three(tmp_path), news=news(tmp_path, placements=rows))
    line = settled.money[0]
    # Two weeks at 100, two at 70, and four at 100 of the offer, whose weeks are those of its slot; 400 of P4's offer.
    assert (line.before, line.booked, line.by_news) == (800, 200 + 140 + 400 + 400, 0)
    rows_of = settled.scenario.tables["placements"].set_index(["jobseeker_id", "state"])
    assert rows_of["cost_week_sek"].to_dict()["P1", "accepted"] == 100
    booked = settled.bookings.set_index("jobseeker_id")["sek"]
    assert (booked["P1"], booked["P2"]) == (200, 140)


def test_a_new_placement_whose_cost_nobody_knows_is_a_fault(tmp_path: Path) -> None:
    slots = "slot_id,employer_id,programme_ids,zone,places\nS9,E1,M|T,Z,1\n"
    rows = (
        f"{PLACED}\nP1,S9,,accepted,,,\nP2,S9,M,accepted,,,\nP4,S9,M,accepted,2026-W50,2026-W51,\nP5,S9,T,accepted,,,\n"
    )
    with pytest.raises(InputFaults) as refused:
        advanced(three(tmp_path), news=news(tmp_path, slots=slots, placements=rows))
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (2, "programme_id"), (3, "to_week"), (4, "cost_week_sek"),
    ]  # fmt: skip
