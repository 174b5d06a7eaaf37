"""caseworker_starts: placements of a caseworker's people that start in a week."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.caseworker_starts import caseworker_starts
from tests.scenarios import Given, rows_text, text


def test_people_of_nobody_and_caseworkers_without_a_number_have_no_limit(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").person("P2", caseworker_id="C1").add("caseworkers", caseworker_id="C1")
    instance = given.slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).instance()
    assert rows_text(instance, caseworker_starts(instance)) == ""


def test_only_starts_of_the_same_week_count_together(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", caseworker_id="C1").person("P3", caseworker_id="C2")
    given.add("caseworkers", caseworker_id="C1", starts_per_week=3).add(
        "caseworkers", caseworker_id="C2", starts_per_week=1
    )
    given.slot("S1", start_week="2026-W53").slot("S2", start_week="2026-W53").slot("S3", start_week="2027-W01")
    for person, slot in (("P1", "S1"), ("P2", "S2"), ("P2", "S3"), ("P3", "S3")):
        given.worth(person, slot, 0.5)
    instance = given.instance()
    assert rows_text(instance, caseworker_starts(instance)) == text(
        "C1, 2026-W53: x[P1 S1 T] + x[P2 S2 T] <= 3",
        "C1, 2027-W01: x[P2 S3 T] <= 3",
        "C2, 2027-W01: x[P3 S3 T] <= 1",
    )


def test_a_running_placement_counts_in_the_week_it_starts_alone(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3", caseworker_id="C1")
    given.add("caseworkers", caseworker_id="C1", starts_per_week=1).slot("S0", places=3)
    given.slot("S1", start_week="2026-W53").slot("S2", start_week="2027-W01").worth("P1", "S1", 0.5)
    given.worth("P1", "S2", 0.5).running("P2", "S0", "accepted", from_week="2026-W53", to_week="2027-W20")
    given.running("P3", "S0", "offered", from_week="2026-W53", to_week="2027-W20").running(
        None, "S0", from_week="2027-W01"
    )
    instance = given.instance()
    # Two begin in 2026-W53 where one may: 0 is left, not -1. Nobody's caseworker begins an anonymous place.
    assert rows_text(instance, caseworker_starts(instance)) == text(
        "C1, 2026-W53: x[P1 S1 T] <= 0",
        "C1, 2027-W01: x[P1 S2 T] <= 1",
    )
