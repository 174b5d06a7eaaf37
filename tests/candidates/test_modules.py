"""A module before the place closes a gap wholly and in time, or the pair is no candidate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gaps import gap_week, truck
from tests.scenarios import Given, objections, pairs


def chosen(given: Given) -> list[object]:
    """The modules that the proposals of a week go through."""
    rows = given.plan().assignments
    return rows.loc[rows["status"] == "proposed", "module_id"].tolist()


def test_a_module_makes_a_pair_possible_that_nobody_could_have_without(tmp_path: Path) -> None:
    assert pairs(gap_week(tmp_path / "without").plan()) == []
    plan = truck(gap_week(tmp_path / "with"), cost_sek=900).plan()
    assert pairs(plan) == ["P1 S1 T"]
    row = plan.assignments.iloc[0]
    assert (row["module_id"], row["module_from"], row["module_weeks"], row["module_cost_sek"]) == (
        "M1", "2026-W49", 2, 900.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    "cells, person",
    [
        ({"weeks": 3}, {}),
        ({"start_week": "2026-W50"}, {}),
        ({}, {"available_from": "2026-W50"}),
        ({"from_swedish": "B1"}, {}),
        ({"from_swedish": "A1"}, {"swedish_level": None}),
        ({"gives_skills": "hygiene"}, {}),
    ],
)
def test_a_module_that_ends_too_late_or_is_not_for_the_person_makes_no_candidate(
    tmp_path: Path, cells: dict[str, Any], person: dict[str, Any]
) -> None:
    given = truck(gap_week(tmp_path), **cells).change("jobseekers", "P1", **person)
    assert not len(given.instance().candidates)


def test_a_module_that_closes_one_gap_of_two_makes_no_candidate_and_one_that_closes_both_does(tmp_path: Path) -> None:
    given = truck(gap_week(tmp_path)).change("slots", "S1", min_swedish="B1")
    given.add("modules", module_id="M2", gives_swedish="B1", weeks=2)
    assert not len(given.instance().candidates)
    given.add("modules", module_id="M3", gives_swedish="B1", gives_skills="truck|lift", weeks=2, cost_sek=5)
    assert chosen(given) == ["M3"]


def test_a_blank_level_of_swedish_stays_a_blank(tmp_path: Path) -> None:
    given = gap_week(tmp_path).change("slots", "S1", min_swedish="B1", skills=None)
    given.add("modules", module_id="M2", gives_swedish="B1", weeks=2).change("jobseekers", "P1", swedish_level=None)
    assert given.instance().eligibility.refusals() == {"swedish_unknown": 1}


def test_the_cheapest_module_is_taken_then_the_shortest_then_the_first_id(tmp_path: Path) -> None:
    given = truck(gap_week(tmp_path / "cheap"), "A", cost_sek=300, weeks=1)
    truck(truck(given, "C", cost_sek=200), "B", cost_sek=200)
    assert chosen(given) == ["B"]
    assert chosen(truck(given.at(tmp_path / "short"), "D", cost_sek=200, weeks=1)) == ["D"]


def test_a_licence_counts_as_a_gap_and_whoever_has_none_takes_no_module(tmp_path: Path) -> None:
    given = gap_week(tmp_path, "P1", "P2").change("slots", "S1", skills=None, driving_licence="B")
    given.change("jobseekers", "P2", driving_licence="B").add("modules", module_id="B", gives_licence="B", weeks=1)
    rows = given.plan().assignments.set_index("jobseeker_id")
    assert rows.loc["P1", "module_id"] == "B"
    assert rows.loc["P2", "status"] == "proposed"
    assert rows.isna().loc["P2", "module_id"]


def test_seats_bind_over_all_places(tmp_path: Path) -> None:
    for seats in (2, 0):
        given = truck(gap_week(tmp_path / str(seats), "P1", "P2", "P3"), seats=seats)
        plan = given.plan()
        assert len(pairs(plan)) == seats
        assert objections(plan, tmp_path / f"plan{seats}") == []


def test_what_a_module_costs_binds_the_budget_and_the_pace_of_its_line(tmp_path: Path) -> None:
    for name, line, number in (("all", {}, 2), ("less", {"budget_sek": 1999}, 1), ("pace", {"pace_share": 0.5}, 1)):
        given = truck(gap_week(tmp_path / name, "P1", "P2"), cost_sek=1000, funding_id="F1")
        given.add("funding", **{"funding_id": "F1", "budget_sek": 2000, **line})
        assert len(pairs(given.plan())) == number


def test_a_module_and_its_place_on_one_line_count_together(tmp_path: Path) -> None:
    for name, budget, number in (("all", 1800, 1), ("less", 1799.99, 0)):
        given = truck(gap_week(tmp_path / name), cost_sek=1000, funding_id="F1")
        given.add("funding", funding_id="F1", budget_sek=budget)
        given.change("programmes", "T", funding_id="F1", cost_person_week_sek=100)
        plan = given.plan()
        assert len(pairs(plan)) == number
        assert plan.assignments["cost_sek"].sum() == 800 * number
