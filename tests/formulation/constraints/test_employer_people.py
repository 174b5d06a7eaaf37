"""employer_people: people at an employer in a week, over all its slots."""

from __future__ import annotations

from pathlib import Path

from planner.formulation.constraints.employer_people import employer_people
from tests.scenarios import Given, rows_text, text


def test_an_employer_without_a_number_has_no_limit(tmp_path: Path) -> None:
    instance = Given(tmp_path).person("P1").slot("S1").worth("P1", "S1", 0.5).instance()
    assert rows_text(instance, employer_people(instance)) == ""


def test_employer_people_counts_over_all_slots_of_one_employer_in_the_weeks_they_cover(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").add("employers", employer_id="E2", name="Tva", max_people=7)
    given.change("employers", "E1", max_people=2)
    given.slot("S1", start_week="2026-W52", weeks=3).slot("S2", start_week="2027-W01").slot("S3", employer_id="E2")
    for slot in ("S1", "S2", "S3"):
        given.worth("P1", slot, 0.5)
    given.worth("P2", "S2", 0.5)
    instance = given.instance()
    # 2026 has a week 53, so S1 still runs in 2027-W01.
    assert rows_text(instance, employer_people(instance)) == text(
        "E1, 2026-W52: x[P1 S1 T] <= 2",
        "E1, 2027-W01: x[P1 S1 T] + x[P1 S2 T] + x[P2 S2 T] <= 2",
        "E2, 2026-W48: x[P1 S3 T] <= 7",
    )


def test_running_placements_at_the_employer_count_while_they_run(tmp_path: Path) -> None:
    given = Given(tmp_path).person("P1").change("employers", "E1", max_people=2)
    given.slot("S0", places=9).slot("S1", start_week="2026-W52", weeks=8).worth("P1", "S1", 0.5)
    given.running(None, "S0", from_week="2026-W45", to_week="2026-W52")
    for _ in range(3):
        given.running(None, "S0", "accepted", from_week="2027-W01", to_week="2027-W01")
    given.running(None, "S0", from_week="2027-W30", to_week="2027-W31")
    instance = given.instance()
    assert rows_text(instance, employer_people(instance)) == text(
        "E1, 2026-W52: x[P1 S1 T] <= 1",
        "E1, 2027-W01: x[P1 S1 T] <= 0",
    )
