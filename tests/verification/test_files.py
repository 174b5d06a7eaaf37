"""Files that are missing, spoilt or not those of the scenario: always an objection, never a stop."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.verification import verify

if TYPE_CHECKING:
    from tests.verification.conftest import Cells, KnownWeek


def checks(folder: Path) -> set[str]:
    """The names of the checks that object."""
    return {objection.check for objection in verify(folder)}


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


def test_inputs_that_are_not_the_scenario_are_caught(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "inputs" / "slots.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("24000", "23000"), encoding="utf-8")
    assert checks(folder) >= {"cost_sek", "candidates", "totals"}
    against = verify(folder, scenario=known.home / "scenario")
    assert [str(o) for o in against] == [
        "verify[inputs]: inputs/slots.csv: is not what the scenario resolves to.",
        "verify[inputs]: inputs/slots.csv: is not the file the plan was made from.",
    ]


def test_a_model_swapped_in_the_inputs_is_caught(known: KnownWeek) -> None:
    folder = known.write()
    path = folder / "inputs/models/outcome/evidence/2/effects.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.11,0.05,0.17", "0.12,0.05,0.17"), encoding="utf-8")
    against = verify(folder, scenario=known.home / "scenario")
    assert [str(o) for o in against] == [
        "verify[inputs]: inputs/models/outcome: is not what the scenario resolves to.",
        "verify[inputs]: inputs/models/outcome/evidence/2/effects.csv: is not the file the plan was made from.",
    ]


def test_protected_people_and_audit_in_a_plan_are_caught_and_not_named(known: KnownWeek) -> None:
    folder = known.write()
    people = folder / "inputs" / "jobseekers.csv"
    rows = people.read_text(encoding="utf-8").splitlines()
    hidden = [row.removesuffix("no") + "yes" if row.startswith("P2,") else row for row in rows]
    people.write_text("\n".join(hidden) + "\n", encoding="utf-8")
    (folder / "inputs" / "audit.csv").write_text("jobseeker_id,sex\nP1,\n", encoding="utf-8")
    found = verify(folder)
    assert {"protected", "inputs", "assignments", "candidates"} <= {objection.check for objection in found}
    assert not any("P2" in str(objection) for objection in found)


@pytest.mark.parametrize("garbage", ["", "x"])
def test_no_cell_however_spoilt_makes_it_stop(known: KnownWeek, garbage: str) -> None:
    folder = known.write()
    tables: list[tuple[list[Cells], set[str]]] = [
        (known.assignments, {"purpose", "travel_check", "fit"}),
        (known.slots, set()),
        (known.candidates, {"baseline_regular_weeks"}),
    ]
    for rows, unwritten in tables:
        for column in set(rows[0]) - unwritten:
            kept = rows[0][column]
            rows[0][column] = garbage
            known.write_tables(folder)
            found = verify(folder)
            assert found or garbage == str(kept), column
            assert not any(objection.check == "internal" for objection in found)
            rows[0][column] = kept
