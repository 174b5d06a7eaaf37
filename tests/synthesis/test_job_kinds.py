"""The kinds of jobs that places are drawn from."""

from __future__ import annotations

from pathlib import Path

from planner.geography import read_table
from planner.synthesis.job_kinds import job_kinds


def test_every_kind_of_job_has_an_occupation_without_a_demand_for_education(occupations: Path) -> None:
    known = read_table(occupations, "occupations")
    free = set(known.loc[known["no_education_requirement"] == "1", "ssyk4"])
    assert set(read_table(occupations, "job_kinds")["ssyk"]) <= free


def test_lists_and_wages_of_a_kind_are_what_places_are_drawn_from(occupations: Path) -> None:
    kinds = job_kinds(occupations)
    assert (kinds["gross_low"] <= kinds["gross_high"]).all()
    assert all(owners and all(owners) for owners in kinds["owners"])
    assert all(isinstance(hours, int) and 1 <= hours <= 40 for cell in kinds["hours"] for hours in cell)
    assert (kinds["weight"] > 0).all()
