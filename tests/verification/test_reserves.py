"""The rows of reserves.csv: each is recomputed, and nobody who comes before them is left out."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.verification import verify
from tests.scenarios import Given, written

Lines = list[dict[str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan with P3, P4 and, from S2, P2 as reserves of S1, and heavy, whom the supervisor cannot take."""
    given = Given(tmp_path).people("P1", "P2", "P3", "P4").person("heavy", support_need=3).slot("S2")
    given.add("supervisors", supervisor_id="V", capacity=1).slot("S1", supervisor_id="V", programme_ids="T|H")
    given.worth("P1", "S1", 0.9).worth("P2", "S2", 0.4).worth("P2", "S1", 0.75).worth("P3", "S1", 0.3)
    return written(given.worth("P4", "S1", 0.1).worth("heavy", "S1", 0.2).plan(), tmp_path / "plan")


def changed(folder: Path, change: Callable[[Lines], object]) -> list[str]:
    """What the verifier says once the rows are changed."""
    path = folder / "reserves.csv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["jobseeker_id"] for line in lines] == ["P2", "P3", "heavy", "P4"]
    change(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["slot_id", "rank", "jobseeker_id", "caseworker_id", "programme_id", "value",
                                       "now_slot_id", "now_value", "net_gain", "in_the_way", "displaces"])  # fmt: skip
        writer.writeheader()
        writer.writerows(lines)
    return [objection.message for objection in verify(folder) if objection.check == "reserves"]


def swapped(lines: Lines) -> None:
    lines[1], lines[2] = {**lines[2], "rank": "2"}, {**lines[1], "rank": "3"}


CHANGES: list[tuple[Callable[[Lines], object], str]] = [
    (lambda lines: lines[0].update(rank="2"), "rank is 2, recomputed 1."),
    (lambda lines: lines[1].update(value="0.31"), "value is 0.31, recomputed 0.3."),
    (lambda lines: lines[0].update(now_slot_id=""), 'now_slot_id is blank, recomputed "S2".'),
    (lambda lines: lines[0].update(now_value="0.3"), "now_value is 0.3, recomputed 0.4."),
    (lambda lines: lines[0].update(net_gain="0.75"), "net_gain is 0.75, recomputed 0.35."),
    (lambda lines: lines[2].update(in_the_way=""), "in_the_way is not supervisor_support."),
    (lambda lines: lines[1].update(in_the_way="funding_budget"), "in_the_way is not blank."),
    (lambda lines: lines[1].update(jobseeker_id="P1"), "P1 is nobody who may come."),
    (swapped, "the reserves are not in their order."),
    (lambda lines: lines.pop(), "somebody who comes before a reserve is not among them."),
    (lambda lines: lines.insert(0, {**lines[0], "slot_id": "S9"}), "slot_id is no slot of the scenario."),
]


def test_a_plan_is_accepted_as_it_was_written(folder: Path) -> None:
    assert changed(folder, len) == []


@pytest.mark.parametrize("change, said", CHANGES)
def test_a_changed_reserve_is_objected_to(folder: Path, change: Callable[[Lines], object], said: str) -> None:
    assert said in changed(folder, change)
