"""The verifier finds the module before a place by itself, and objects to any other."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from planner.verification import verify
from tests.gaps import gap_week, truck
from tests.scenarios import Given, objections, written


def two_modules(home: Path) -> Given:
    """A week in which a dear module would do as well as the cheap one."""
    given = gap_week(home, "P1", "P2").add("funding", funding_id="F1", budget_sek=9000)
    truck(given, "M1", cost_sek=500, funding_id="F1", name="Truckkurs")
    return truck(given, "M2", cost_sek=800)


def test_a_plan_through_modules_is_accepted(tmp_path: Path) -> None:
    given = two_modules(tmp_path)
    given.settings["goals"] = ["outcome", "cost"]
    assert objections(given.plan(), tmp_path / "out") == []


@pytest.mark.parametrize(
    "column, cell",
    [("module_id", "M2"), ("module_id", ""), ("module_from", "2026-W50"), ("module_weeks", "1"),
     ("module_cost_sek", "0"), ("module", "Annan kurs"), ("to_do", ""), ("reason", "En av 1 möjlig plats.")],
)  # fmt: skip
def test_a_forged_module_is_told(tmp_path: Path, column: str, cell: str) -> None:
    folder = written(two_modules(tmp_path).plan(), tmp_path / "out")
    with (folder / "assignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = cell
    with (folder / "assignments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert {one.check for one in verify(folder)} & {column}


@pytest.mark.parametrize("off", ["module_seats", "funding_budget"])
def test_a_plan_beyond_seats_or_money_is_refused(tmp_path: Path, off: str) -> None:
    seats, budget = (1, 9000) if off == "module_seats" else (None, 1000)
    given = truck(gap_week(tmp_path, "P1", "P2"), seats=seats, cost_sek=1000, funding_id="F1")
    given.add("funding", funding_id="F1", budget_sek=budget).constraints_off.append(off)
    assert off in {one.check for one in verify(written(given.plan(), tmp_path / "out"))}


def test_a_pair_that_a_module_makes_possible_may_not_be_left_out_of_the_candidates(tmp_path: Path) -> None:
    plan = gap_week(tmp_path / "without").plan()
    folder = written(plan, tmp_path / "out")
    (folder / "inputs" / "modules.csv").write_text("module_id,gives_skills,weeks\nM1,truck,2\n", encoding="utf-8")
    assert any("every gate lets it pass" in str(one) for one in verify(folder))
