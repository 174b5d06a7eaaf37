"""Files that are missing or spoilt: always an objection, never a stop."""

from __future__ import annotations

import gzip
import shutil
from typing import TYPE_CHECKING

import pytest

from planner.texts import known_in
from planner.verification import verify
from tests.verification.checked import checks

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


@pytest.mark.parametrize(
    "name", ["assignments.csv", "slots.csv", "candidates.csv.gz", "plan.json", "certificate.json", "inputs"]
)
@pytest.mark.parametrize(
    "content", [None, b"", b"\x00\xff", b"jobseeker_id,status\nP1\n", b"[1, NaN", b'{"format": 2}']
)
def test_a_missing_or_spoilt_file_is_an_objection(known: KnownWeek, name: str, content: bytes | None) -> None:
    folder = known.write()
    path = folder / name
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert checks(folder) & {"files", "inputs"}


def test_a_plan_of_an_earlier_version_gets_one_objection(known: KnownWeek) -> None:
    folder = known.write()
    for name, key, former in (
        ("plan.json", "constraints_off", "rules_off"),
        ("certificate.json", "constraint", "rule"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert f'"{key}"' in text
        (folder / name).write_text(text.replace(f'"{key}"', f'"{former}"'), encoding="utf-8")
    said = "was written by an earlier version of the planner. Verify it with that version, or plan again."
    assert [str(objection) for objection in verify(folder)] == [f"verify[version]: plan.json: {said}"]


def test_a_former_key_beside_the_present_one_is_no_earlier_version(known: KnownWeek) -> None:
    known.plan["rules_off"] = []
    assert "version" not in checks(known.write())


@pytest.mark.parametrize("column", ["jobseeker_id", "status", "outcome", "motive"])
def test_a_missing_column_is_an_objection(known: KnownWeek, column: str) -> None:
    folder = known.write()
    path = folder / "assignments.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(column, "other", 1), encoding="utf-8")
    said = [str(objection) for objection in verify(folder)]
    assert f"verify[files]: assignments.csv: the column {column} is missing." in said


def test_a_candidate_table_cut_short_is_an_objection(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "candidates.csv.gz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "files" in checks(folder)
    path.write_bytes(gzip.compress(gzip.decompress(whole) + b"P1,S1\n"))
    assert checks(folder) == {"files"}


def test_the_swedish_dialect_is_read(known: KnownWeek) -> None:
    known.swedish = True
    folder = known.write()
    assert (folder / "assignments.csv").read_text(encoding="utf-8").startswith("\ufeffjobseeker_id;status")
    assert [str(objection) for objection in verify(folder)] == []


@pytest.mark.parametrize("table, column", [("assignments.csv", "jobseeker_id"), ("slots.csv", "slot_id")])
def test_a_column_under_both_its_names_is_an_objection(known: KnownWeek, table: str, column: str) -> None:
    folder = known.write()
    path = folder / table
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    heading = known_in("sv", "heading", column)
    path.write_text("\n".join([f"{header},{heading}", *(f"{row},X1" for row in rows)]) + "\n", encoding="utf-8")
    said = [str(objection) for objection in verify(folder)]
    assert f"verify[files]: {table}: the column {column} stands twice." in said


def test_an_objection_names_a_column_as_the_file_does(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "assignments.csv"
    header, first, *rows = path.read_text(encoding="utf-8").splitlines()
    columns = header.split(",")
    cells = first.split(",")
    cells[columns.index("travel_minutes")] = "999"
    shown = ",".join(known_in("sv", "heading", column) for column in columns)
    path.write_text("\n".join([shown, ",".join(cells), *rows]) + "\n", encoding="utf-8")
    said = [objection.message for objection in verify(folder) if "999" in objection.message]
    assert [message.partition(" is ")[0] for message in said] == ["restid (min)"]
