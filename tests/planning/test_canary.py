"""A person with protected identity leaves no trace in anything the program writes or says."""

from __future__ import annotations

import csv
import gzip
import shutil
from pathlib import Path

import pytest

from planner.cli.main import run

CANARY = "KANARIE-7F3"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Landskrona with one canary standing in every table that names people, running placement and all."""
    folder = tmp_path_factory.mktemp("planted") / "week"
    shutil.copytree(ROOT / "scenarios" / "landskrona", folder)
    people = _rows(folder / "jobseekers.csv")
    running = {row["jobseeker_id"] for row in _rows(folder / "placements.csv") if row["state"] == "started"}
    chosen = next(row for row in people if row["jobseeker_id"] in running and row["protected_identity"] != "yes")
    name = chosen["jobseeker_id"]
    for path in folder.glob("*.csv"):
        path.write_text(path.read_text(encoding="utf-8").replace(name, CANARY), encoding="utf-8")
    people = _rows(folder / "jobseekers.csv")
    for row in people:
        if row["jobseeker_id"] == CANARY:
            row["protected_identity"] = "ja"
    _write(folder / "jobseekers.csv", people)
    slot = _rows(folder / "slots.csv")[0]["slot_id"]
    extra = {
        "decisions.csv": {"jobseeker_id": CANARY, "slot_id": slot, "decision": "pin"},
        "preferences.csv": {"jobseeker_id": CANARY, "slot_id": slot, "rank": "1"},
        "history.csv": {"jobseeker_id": CANARY, "slot_id": slot, "end": "declined"},
        "placements.csv": {"jobseeker_id": CANARY, "slot_id": slot, "state": "draft"},
    }
    for file, row in extra.items():
        rows = _rows(folder / file)
        _write(folder / file, [*rows, {**dict.fromkeys(rows[0], ""), **row}])
    for file, header in (("outcomes.csv", "jobseeker_id,slot_id,value"), ("baselines.csv", "jobseeker_id,value")):
        cells = f"{CANARY},{slot},0.9" if file == "outcomes.csv" else f"{CANARY},0.1"
        (folder / file).write_text(f"{header}\n{cells}\n", encoding="utf-8")
    with (folder / "scenario.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[settings]\ngoals = ["outcome", "stability"]\n')
    (folder / "past_placements.csv").write_text(f"jobseeker_id,slot_id\n{CANARY},{slot}\n", encoding="utf-8")
    (folder / "audit.csv").write_text(f"jobseeker_id,sex\n{CANARY},K\n", encoding="utf-8")
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if ";" in text.splitlines()[0] else ","  # the demo as it ships, or as written here
    return list(csv.DictReader(text.splitlines(), delimiter=separator))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_protected_id_is_in_no_file_and_no_message(
    planted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "plan"
    assert run(["plan", str(planted), "--out", str(out), "--workers", "1", "--time-limit", "1"]) == 0
    assert run(["check", str(planted)]) == 0
    assert run(["verify", str(out), "--scenario", str(planted)]) == 0
    told = capfd.readouterr()
    assert CANARY not in told.out + told.err
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
        assert CANARY.encode() not in raw, path.name


def test_the_place_of_a_protected_person_stays_occupied_and_nameless(planted: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    assert run(["plan", str(planted), "--out", str(out), "--workers", "1", "--time-limit", "1"]) == 0
    before = [row for row in _rows(planted / "placements.csv") if row["jobseeker_id"] == CANARY]
    started = next(row for row in before if row["state"] == "started")
    nameless = [row for row in _rows(out / "inputs" / "placements.csv") if not row["jobseeker_id"]]
    assert any(row["slot_id"] == started["slot_id"] and row["support_need"] for row in nameless)
    assert not any(row["state"] == "draft" for row in nameless)


def test_a_protected_id_in_a_faulty_row_is_not_named(
    planted: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "faulty"
    shutil.copytree(planted, folder)
    slots = _rows(folder / "slots.csv")
    slots[0]["workplace"] = f"plats för {CANARY}"
    slots[1]["places"] = "tre"
    _write(folder / "slots.csv", slots)
    with (folder / "preferences.csv").open("a", encoding="utf-8") as file:
        file.write(f"{CANARY},FINNS-INTE,,1\n")
    assert run(["plan", str(folder), "--out", str(tmp_path / "plan"), "--lang", "en"]) == 3
    told = capfd.readouterr()
    assert CANARY not in told.out + told.err
    assert "error[protected-mention]: slots.csv row 2, workplace" in told.err
    assert "error[slots-places]: slots.csv row 3, places" in told.err
    assert not (tmp_path / "plan").exists()
