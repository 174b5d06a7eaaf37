"""employer_approaches: people whom an employer is asked to meet in a month, proposals and lists together."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import CannotHold
from planner.formulation.constraints.employer_approaches import employer_approaches
from planner.planning.make import write_verified
from tests.scenarios import Given, pairs, rows_text, text


def week(home: Path, most: int | None) -> Given:
    """Three people and two slots of an employer, which has a list at S1."""
    given = Given(home).people("J1", "J2", "J3").change("employers", "E1", approaches_per_month=most)
    given.slot("S1", shortlist=3, hire_share=0.5).slot("S2")
    return given.worth("J1", "S1", 0.5).worth("J2", "S2", 0.4).worth("J3", "S1", 0.3)


def test_who_was_asked_on_a_day_of_the_month_leaves_less_and_needs_no_more(tmp_path: Path) -> None:
    given = week(tmp_path, 5).slot("S0", status="closed", places=9)
    given.add("history", jobseeker_id="J1", slot_id="S0", end="refused", on="2026-11-02")
    given.add("history", jobseeker_id="J2", slot_id="S0", end="refused", on="2026-10-30")
    given.decide("interviewed", "J3", "S1", on="2026-11-12").decide("interviewed", "J2", "S2", on="2026-10-12")
    instance = given.instance()
    # J3 counts in this month, J2 in the month before; neither has to be asked for again.
    assert rows_text(instance, employer_approaches(instance)) == text("E1: x[J1 S1 T] <= 3")


def test_an_employer_without_a_number_has_no_row(tmp_path: Path) -> None:
    instance = week(tmp_path, None).instance()
    assert rows_text(instance, employer_approaches(instance)) == ""


def test_proposals_and_lists_together_keep_to_it(tmp_path: Path) -> None:
    plan = week(tmp_path, 1).plan()
    assert pairs(plan) == ["J1 S1 T"]
    assert plan.lists is not None
    assert plan.lists.num_people == 0
    told = plan.assignments.set_index("jobseeker_id")
    assert told.loc["J2", "reason_code"] in {"outbid", "limit"}
    write_verified(plan, tmp_path / "out")
    more = week(tmp_path / "more", 3).plan()
    assert more.lists is not None
    assert (len(pairs(more)), more.lists.num_people) == (2, 1)
    write_verified(more, tmp_path / "out_more")


def test_pins_beyond_it_are_refused_with_the_cell_that_would_let_them(tmp_path: Path) -> None:
    given = week(tmp_path, 1).decide("pin", "J1", "S1").decide("pin", "J2", "S2")
    with pytest.raises(CannotHold) as refused:
        given.plan()
    assert "approaches_per_month" in str(refused.value)
