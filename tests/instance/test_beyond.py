"""Facts beyond a limit, and money not committed for what runs: told with the week, and by how much."""

from pathlib import Path

import pytest

from planner.planning import check
from tests.inputs.test_doubts import lines, week
from tests.scenarios import Given


def warnings_of(given: Given, code: str) -> list[str]:
    """The warnings of one code, as `file row column: value what`."""
    found = check(given.write()).warnings
    return [f"{w.file} {w.row} {w.column}: {w.value} {w.what}" for w in found if w.code == code]


def busy(home: Path) -> Given:
    """Two people at S1 and one at S2 until 2027, each from a week of their own."""
    given = week(home).change("slots", "S1", places=2)
    given.running("P1", "S1", "started", from_week="2026-W40", to_week="2026-W52")
    given.running(None, "S1", "accepted", from_week="2026-W50", to_week="2027-W10")
    return given.running("P2", "S2", "started", from_week="2026-W45", to_week="2027-W10", support_need=1.5)


@pytest.mark.parametrize(
    "table, key, cells, expected",
    [
        ("slots", "S1", {"places": 1},
         "slots.csv 2 places: 1 is 1 less than what runs there: 2 placements in 2026-W50"),
        ("employers", "E1", {"max_people": 2},
         "employers.csv 2 max_people: 2 is 1 less than what runs there: 3 placements in 2026-W50"),
        ("supervisors", "H1", {"capacity": 3.25},
         "supervisors.csv 2 capacity: 3.25 is 0.25 less than the support need of what runs there: 3.5 in 2026-W50"),
        ("caseworkers", "K1", {"starts_per_week": 0},
         "caseworkers.csv 2 starts_per_week: 0 is 1 less than what begins: 1 placements in 2026-W51"),
        ("jobseekers", "P2", {"hours_per_week": 30},
         "jobseekers.csv 3 hours_per_week: 30 is 10 less than the hours of what runs: 40 in 2026-W48"),
        ("funding", "F1", {"committed_sek": 10_500},
         "funding.csv 2 committed_sek: 10500 is 500 SEK more than the whole line, 10000"),
    ],
)  # fmt: skip
def test_a_fact_beyond_a_limit_is_told_with_its_week_and_by_how_much(
    table: str, key: str, cells: dict[str, float], expected: str, tmp_path: Path
) -> None:
    given = busy(tmp_path).add("funding", funding_id="F1", budget_sek=10_000)
    given.add("caseworkers", caseworker_id="K1").person("P3", caseworker_id="K1")
    given.slot("S3", employer_id="E2").add("employers", employer_id="E2", name="Två")
    given.running("P3", "S3", "accepted", from_week="2026-W51", to_week="2027-W01")
    assert warnings_of(given, "beyond-limit") == []
    given.change(table, key, **cells).at(tmp_path / "beyond")
    assert warnings_of(given, "beyond-limit") == [expected]


def test_placements_one_after_the_other_are_not_beyond_a_limit_nor_are_those_that_have_ended(tmp_path: Path) -> None:
    given = week(tmp_path)
    given.running("P1", "S1", from_week="2026-W30", to_week="2026-W49")
    given.running("P2", "S1", "accepted", from_week="2026-W50", to_week="2027-W01")
    given.running(None, "S1", from_week="2026-W30", to_week="2026-W47")
    assert warnings_of(given, "beyond-limit") == []


@pytest.mark.parametrize(
    "committed, expected",
    [
        (0, ["0 is 40 SEK less"]),
        (29, ["29 is 11 SEK less"]),
        (30, []),
    ],
)
def test_money_of_a_line_that_is_not_committed_for_what_runs_is_told_beyond_a_week_of_it(
    committed: float, expected: list[str], tmp_path: Path
) -> None:
    """Four weeks of 10 SEK; an offer and what lies outside the line's weeks cost the line nothing."""
    given = lines(tmp_path, ("2026-W01", "2027-W52")).change("funding", "F1", committed_sek=committed)
    given.running("P1", "S1", "accepted", programme_id="T", from_week="2026-W50")
    given.running("P2", "S2", "offered", from_week="2026-W50", answer_by="2026-12-01")
    given.person("P3").running("P3", "S2", "started", from_week="2025-W51", to_week="2025-W52")
    said = "funding.csv 2 committed_sek: {} than what accepted and started placements cost in the line's weeks: 40"
    assert warnings_of(given, "committed-too-low") == [said.format(short) for short in expected]
