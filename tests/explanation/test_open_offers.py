"""What a declined offer frees: a week whose one place is offered, and every limit that the offer uses is full."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning import Plan
from planner.verification import verify
from tests.explanation.test_reserves import of
from tests.scenarios import Given, objections


def offered_week(home: Path) -> Given:
    """P1 is offered the one place of S1, which takes all that supervisor, employer, caseworker and line have left."""
    given = Given(home).people("P1").person("P2", caseworker_id="K").person("P3", caseworker_id="K")
    given.change("jobseekers", "P1", caseworker_id="K").add("caseworkers", caseworker_id="K", starts_per_week=1)
    given.add("supervisors", supervisor_id="V", capacity=1).change("employers", "E1", max_people=1)
    given.add("funding", funding_id="F", budget_sek=1000, committed_sek=1000)
    given.add("programmes", programme_id="B", rule="bea_jobb", cost_person_week_sek=100, funding_id="F")
    given.slot("S1", programme_ids="B", supervisor_id="V", weeks=10)
    given.running("P1", "S1", "offered", to_week="2027-W05", cost_week_sek=100)
    return given.worth("P2", "S1", 0.5).worth("P3", "S1", 0.25)


def who_comes(plan: Plan) -> list[tuple[str, str]]:
    return [(row[2], row[5]) for row in of(plan, "S1")]


def test_a_declined_offer_frees_its_place_its_support_its_start_and_its_money(tmp_path: Path) -> None:
    plan = offered_week(tmp_path).plan()
    assert who_comes(plan) == [("P2", ""), ("P3", "")]
    assert objections(plan, tmp_path / "plan") == []


@pytest.mark.parametrize(
    "table, key, cells, code",
    [
        ("supervisors", "V", {"capacity": 0.5}, "supervisor_support"),  # exceeded by the offer already
        ("employers", "E1", {"max_people": 0}, "employer_people"),
        ("caseworkers", "K", {"starts_per_week": 0}, "caseworker_starts"),
        ("funding", "F", {"committed_sek": 1500}, "funding_budget"),
        ("slots", "S1", {"places": 2, "min_places": 2, "reserved_by_hand": 1}, "none"),
    ],
)
def test_a_limit_that_the_decline_does_not_lift_is_in_the_way(
    tmp_path: Path, table: str, key: str, cells: dict[str, float], code: str
) -> None:
    given = offered_week(tmp_path).change(table, key, **cells)
    plan = given.plan()
    said = who_comes(plan)
    # Of a slot that would ask for a second person as well, nobody is said to come.
    assert said == ([] if code == "none" else [("P2", code), ("P3", code)])
    assert objections(plan, tmp_path / "plan") == []


def test_the_verifier_misses_those_who_come_after_an_offer(tmp_path: Path) -> None:
    given = offered_week(tmp_path)
    assert objections(given.plan(), tmp_path / "plan") == []
    path = tmp_path / "plan" / "reserves.csv"
    head, *_rows = path.read_text().splitlines(keepends=True)
    path.write_text(head)
    assert [found.check for found in verify(tmp_path / "plan")] == ["reserves"]
