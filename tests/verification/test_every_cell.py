"""A plan that the program made, read in both dialects: sound as it is, and caught with any one cell or key changed."""

from __future__ import annotations

import copy
import csv
import json
import shutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from planner.inputs import read
from planner.schema.scenario import Scenario
from planner.verification import Objection, verify
from tests.plan_runs import ROOT, planned

TINY = ROOT / "scenarios" / "tiny"

# File, id of the row, column, and what is put there instead.
CELLS = [
    ("assignments.csv", "J01", "to_do", ""),
    ("assignments.csv", "J01", "to_do", "authority"),
    ("assignments.csv", "J02", "to_do", "authority"),
    ("assignments.csv", "J01", "occupation", "Kirurger"),
    ("assignments.csv", "J01", "caseworker_id", "K2"),
    ("assignments.csv", "J01", "second_choice", "S5"),
    ("assignments.csv", "J01", "second_choice", "S6"),
    ("assignments.csv", "J01", "second_choice", "S9"),
    ("assignments.csv", "J01", "reason_code", "pinned"),
    ("assignments.csv", "J01", "reason_code", "outbid"),
    ("assignments.csv", "J01", "reason_code", ""),
    ("assignments.csv", "J02", "reason_code", "other_goal"),
    ("assignments.csv", "J05", "reason_code", "no_candidate"),
    ("assignments.csv", "J05", "reason_code", "no_gain"),
    ("assignments.csv", "J05", "reason_code", "forbidden"),
    ("assignments.csv", "J05", "reason_code", "minimum_not_reached"),
    ("assignments.csv", "J05", "reason_code", "by_hand"),
    ("assignments.csv", "J05", "reason_code", "best"),
    ("assignments.csv", "J05", "caseworker_id", "K1"),
    ("assignments.csv", "J05", "baseline", "0.29"),
    ("assignments.csv", "J05", "outcome", "0.9"),
    ("assignments.csv", "J05", "cost_sek", "99"),
    ("assignments.csv", "J05", "employer", "Exempeltaxi AB"),
    ("assignments.csv", "J05", "to_do", "authority"),
    ("assignments.csv", "J05", "second_choice", "S1"),
    ("assignments.csv", "J08", "reason_code", "outbid"),
    ("assignments.csv", "J09", "employer_id", "E2"),
    ("assignments.csv", "J09", "employer", "Exempeltaxi AB"),
    ("assignments.csv", "J09", "occupation", ""),
    ("assignments.csv", "J09", "zone", "svalov"),
    ("assignments.csv", "J09", "hours_per_week", "20"),
    ("assignments.csv", "J09", "uplift", "0.1"),
    ("assignments.csv", "J09", "to_do", "authority"),
    ("assignments.csv", "J09", "caseworker_id", "K1"),
    ("assignments.csv", "J09", "reason_code", "held"),
    ("slots.csv", "S1", "programme_id", "bea"),
    ("slots.csv", "S3", "programme_id", ""),
    ("slots.csv", "S1", "reason_code", "partly"),
    ("slots.csv", "S3", "reason_code", "empty_no_candidate"),
    ("slots.csv", "S3", "reason_code", "closed"),
    ("slots.csv", "S3", "reason_code", "empty_minimum"),
    ("slots.csv", "S3", "reason_code", "empty_by_hand"),
    ("slots.csv", "S6", "reason_code", "empty_elsewhere"),
    ("slots.csv", "S1", "price_lp", "9.0231"),
    ("slots.csv", "S1", "price_lp", "-0.0231"),
    ("slots.csv", "S1", "price_lp", ""),
    ("slots.csv", "S6", "price_lp", "0.01"),
    ("slots.csv", "S4", "gain", "0.25"),
    ("slots.csv", "S4", "gain", "-0.153"),
]
# Keys of plan.json on the way to a value, what is put there instead (GONE: nothing), and where the objection points.
GONE = object()
KEYS: list[tuple[tuple[str | int, ...], object, str]] = [
    (("week",), "2026-W50", "plan.json week"),
    (("scenario",), "Another week", "plan.json scenario"),
    (("method",), "by_hand", "plan.json method"),
    (("method",), GONE, "plan.json method"),
    (("seed",), 2, "plan.json seed"),
    (("settings", "dialect"), "other", "plan.json settings.dialect"),
    (("reproducible",), "often", "plan.json reproducible"),
    (("interrupted",), True, "plan.json reproducible"),
    (("versions",), GONE, "plan.json versions"),
    (("models", "weather"), "sun/1", "plan.json models"),
    (("totals", "protected"), 0, "totals.protected"),
    (("inputs",), GONE, "plan.json inputs"),
    (("inputs", "slots.csv"), GONE, "inputs/slots.csv"),
    (("files",), GONE, "plan.json files"),
    (("files", 0), GONE, "plan.json files"),
    (("files", 0), "notes.txt", "plan.json files"),
    (("goals", 0, "status"), "feasible", "plan.json goals[0].status"),
    (("goals", 0, "status"), "skipped", "plan.json goals[0].status"),
    (("groups", 0, "with_candidate"), 2, "plan.json group easiest_quarter"),
    (("groups", 0, "target"), 1, "plan.json group easiest_quarter"),
    (("groups", 0, "shortfall"), 0, "plan.json group easiest_quarter"),
    (("groups", 0, "group"), "hardest_quarter", "plan.json group easiest_quarter"),
]


@pytest.fixture(scope="module", params=["plain", "swedish"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tiny planned in a dialect."""
    out: Path = tmp_path_factory.mktemp("sound") / str(request.param)
    planned(TINY, out, "--workers", "1", "--dialect", request.param)
    return out


@pytest.fixture(scope="module")
def resolved(sound: Path) -> Scenario:
    """The scenario in its inputs, read once for all changes of other files."""
    return read(sound / "inputs")


@pytest.fixture
def changed(sound: Path, resolved: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, whose inputs nobody changes."""
    # The module, which the function of its name hides.
    monkeypatch.setattr(import_module("planner.verification.verify"), "read", lambda *_, **__: resolved)
    shutil.copytree(sound, tmp_path / "plan")
    return tmp_path / "plan"


def test_an_untouched_folder_is_accepted_from_its_own_inputs_and_against_the_scenario(sound: Path) -> None:
    assert [str(objection) for objection in verify(sound)] == []
    assert [str(objection) for objection in verify(sound, scenario=TINY)] == []


def test_usual_practice_is_accepted_in_the_swedish_dialect(tmp_path: Path) -> None:
    planned(TINY, tmp_path / "usual", "--workers", "1", "--dialect", "swedish", command="usual")
    assert [str(objection) for objection in verify(tmp_path / "usual", scenario=TINY)] == []


def test_any_one_cell_that_is_changed_is_objected_to_by_row_and_column(changed: Path) -> None:
    missed = []
    for file, name, column, cell in CELLS:
        path = changed / file
        before = path.read_bytes()
        row = _with_cell(path, name, column, cell)
        if not any(_names(objection, f"{file} row {row}", column) for objection in verify(changed)):
            missed.append((file, name, column, cell))
        path.write_bytes(before)
    assert missed == []


def test_any_one_key_that_is_changed_is_objected_to_by_its_name(changed: Path) -> None:
    path = changed / "plan.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    missed = []
    for keys, value, where in KEYS:
        plan = copy.deepcopy(stated)
        _put(plan, keys, value)
        path.write_text(json.dumps(plan), encoding="utf-8")
        if where not in {objection.where for objection in verify(changed)}:
            missed.append((keys, value))
    assert missed == []


@pytest.mark.parametrize("name", ["outcomes.csv", "models/outcome/evidence/99/effects.csv", "notes.txt"])
def test_a_file_in_inputs_that_the_plan_does_not_list_is_objected_to(changed: Path, name: str) -> None:
    path = changed / "inputs" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("jobseeker_id,slot_id,value\nJ01,S1,0.9\n", encoding="utf-8")
    said = [str(objection) for objection in verify(changed)]
    assert len(said) == 1
    assert "and plan.json does not name it among its inputs" in said[0]


def test_what_belongs_to_nobody_and_the_log_of_the_run_may_come_and_go(changed: Path) -> None:
    (changed / "inputs" / ".DS_Store").write_text("", encoding="utf-8")
    (changed / "minutes.txt").write_text("the meeting of Tuesday", encoding="utf-8")
    (changed / "run.json").unlink()
    assert [str(objection) for objection in verify(changed)] == []


def _names(objection: Objection, row: str, column: str) -> bool:
    is_there = objection.where == row or objection.where.startswith(f"{row},")
    return is_there and (objection.check == column or column in objection.message)


def _with_cell(path: Path, name: str, column: str, cell: str) -> int:
    """Write one cell of the row that begins with an id; the row's number."""
    text = path.read_text(encoding="utf-8-sig")
    comma = ";" if text.splitlines()[0].startswith(("jobseeker_id;", "slot_id;")) else ","
    rows = list(csv.reader(text.splitlines(), delimiter=comma))
    at = next(number for number, row in enumerate(rows) if row[0] == name)
    shown = cell.replace(".", ",") if comma == ";" and cell.replace(".", "").replace("-", "").isdigit() else cell
    assert rows[at][rows[0].index(column)] != shown, "nothing would change"
    rows[at][rows[0].index(column)] = shown
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=comma, lineterminator="\n").writerows(rows)
    return at + 1


def _put(plan: dict[str, Any], keys: tuple[str | int, ...], value: object) -> None:
    part: Any = plan
    for key in keys[:-1]:
        part = part[key]
    if value is GONE:
        del part[keys[-1]]
    else:
        part[keys[-1]] = value
