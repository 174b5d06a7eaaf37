"""The verifier objects to whatever is changed in the lists of a plan."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.folders import write_files
from planner.verification import verify
from tests.scenarios import Given

Rows = list[dict[str, str]]


@pytest.fixture(name="folder")
def folder_fixture(tmp_path: Path) -> Path:
    """A plan with a place and four more who want it, of whom two follow; the fourth would cost too much."""
    given = Given(tmp_path).people("J1", "J2", "J3", "J4", "J5")
    given.add("funding", funding_id="F1", budget_sek=4_000)
    given.change("programmes", "T", funding_id="F1", cost_person_week_sek=1000)
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F1", cost_person_week_sek=1500)
    given.slot("S1", shortlist=3, hire_share=0.4, programme_ids="T|D")
    for name, value in (("J1", 0.9), ("J2", 0.5), ("J3", 0.3), ("J5", 0.1)):
        given.worth(name, "S1", value, "T")
    given.worth("J4", "S1", 0.6, "D")
    folder = tmp_path / "plan"
    write_files(folder, given.plan().files)
    (folder / "run.json").write_text("{}", encoding="utf-8")
    return folder


def checks(folder: Path) -> set[str]:
    return {objection.check for objection in verify(folder)}


def rewritten(folder: Path, change: Callable[[Rows], object]) -> set[str]:
    """The checks that object once the rows of shortlists.csv are changed."""
    path = folder / "shortlists.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    header = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(rows)
    return checks(folder)


def test_sound_lists_are_accepted(folder: Path) -> None:
    assert verify(folder) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows.pop(),
        lambda rows: rows.pop(0),
        lambda rows: rows[1].update(jobseeker_id="J5"),
        lambda rows: rows[1].update(jobseeker_id="J4", programme_id="D", value="0.6", list_worth="0.36"),
        lambda rows: rows[2].update(list_position="2"),
        lambda rows: rows[2].update(list_position="03"),
        lambda rows: rows[2].update(list_position="٣"),
        lambda rows: rows[2].update(list_position="³"),
        lambda rows: rows[2].update(list_worth="0.3"),
        lambda rows: rows[1].update(interviewed="yes"),
        lambda rows: rows[1].update(rank="3"),
        lambda rows: rows.append({**rows[2], "jobseeker_id": "J5", "list_position": "4", "rank": "4"}),
    ],
    ids=["who follows is gone", "the proposal is gone", "another person", "too dear", "two on one position",
         "zero before", "other digits", "superscript", "worth", "nobody interviewed", "rank", "too long"],
)  # fmt: skip
def test_a_changed_list_is_objected_to(folder: Path, change: Callable[[Rows], object]) -> None:
    assert rewritten(folder, change) == {"shortlists"}


def test_a_bound_that_its_duals_do_not_prove_is_objected_to(folder: Path) -> None:
    path = folder / "shortlists.json"
    sound = json.loads(path.read_text(encoding="utf-8"))
    for forged in (
        {**sound, "bound": sound["bound"] - 0.1},
        {**sound, "rows": [*sound["rows"], {"constraint": "funding_budget", "key": ["F1"], "dual": -1}]},
        *(
            {**sound, "rows": [*sound["rows"], {"constraint": "list_places", "key": ["S1", position], "dual": 0}]}
            for position in ("9", "02", "٢", "²")
        ),
    ):
        path.write_text(json.dumps(forged), encoding="utf-8")
        # A dual that proves nothing is told, and not what would follow from it.
        assert [objection.check for objection in verify(folder)] == ["shortlists"]


def test_lists_that_are_missing_or_told_otherwise_beside_the_plan_are_objected_to(folder: Path) -> None:
    path = folder / "assignments.csv"
    told = path.read_text(encoding="utf-8-sig")
    path.write_text(told.replace("S1,2\n", "S1,3\n").replace("S1;2\n", "S1;3\n"), encoding="utf-8")
    assert "shortlists" in checks(folder)
    path.write_text(told, encoding="utf-8")
    (folder / "shortlists.csv").unlink()
    assert "shortlists" in checks(folder)
