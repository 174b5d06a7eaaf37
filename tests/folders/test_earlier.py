"""An earlier plan's folder: read as written or as a meeting saved it, refused where its proposals are doubtful."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from planner.folders import read_earlier
from tests.scenarios import Given, written

Row = dict[str, str]


def week(home: Path, **settings: object) -> Given:
    given = Given(home, **settings).people("P1", "P2", "P3")
    given.slot("S1").slot("S2").slot("S3", programme_ids="C", places=9)
    return given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.4).worth("P3", "S2", 0.3)


def rewrite(plan: Path, change: Callable[[list[Row]], list[Row]], separator: str = ",", mark: str = "") -> None:
    """Change the rows of assignments.csv as somebody does in Excel."""
    path = plan / "assignments.csv"
    text = path.read_text(encoding="utf-8-sig")
    rows = change(list(csv.DictReader(io.StringIO(text), delimiter=separator)))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(mark + out.getvalue(), encoding="utf-8", newline="")


def proposals(folder: Path) -> list[tuple[str, str, str, float]]:
    table = read_earlier(folder).proposals[["jobseeker_id", "slot_id", "programme_id", "value"]]
    return sorted(table.itertuples(index=False, name=None))


def refused(folder: Path) -> list[str]:
    with pytest.raises(InputFaults) as faults:
        read_earlier(folder)
    return [f"{fault.code} {fault.where}" for fault in faults.value.faults]


def test_proposals_have_their_worth_and_everybody_is_known(tmp_path: Path) -> None:
    folder = written(week(tmp_path).plan(), tmp_path / "plan")
    earlier = read_earlier(folder)
    assert proposals(folder) == [("P1", "S1", "T", 0.5), ("P2", "S2", "T", 0.4)]
    assert set(earlier.people) == {"P1", "P2", "P3"}
    assert set(earlier.slots) == {"S1", "S2", "S3"}
    assert (earlier.edited, earlier.file["week"]) == ((), "2026-W48")


def test_what_a_meeting_filled_in_and_saved_from_a_swedish_excel_is_read_alike(tmp_path: Path) -> None:
    folder = written(week(tmp_path, dialect="swedish", headings="sv").plan(), tmp_path / "plan")
    before = proposals(folder)

    def filled(rows: list[Row]) -> list[Row]:
        return [{**row, "beslut": "tackat ja; börjar måndag", "egen kolumn": "x"} for row in reversed(rows)]

    rewrite(folder, filled, ";", "\ufeff")
    assert "beslut" in (folder / "assignments.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert proposals(folder) == before


def test_a_folder_without_a_plan_is_refused_as_usage(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", week(tmp_path).write()):
        with pytest.raises(UsageFault, match="no folder of a plan"):
            read_earlier(folder)


@pytest.mark.parametrize(
    "change, faults",
    [
        pytest.param(lambda rows: [{**row, "slot_id": row["slot_id"] and "S9"} for row in rows], 2, id="unknown slot"),
        pytest.param(lambda rows: [{**rows[0], "jobseeker_id": "X"}, *rows[1:]], 1, id="unknown person"),
        pytest.param(lambda rows: [*rows, rows[0]], 1, id="twice"),
        pytest.param(lambda rows: [{**row, "status": "maybe"} for row in rows], 3, id="status"),
    ],
)
def test_every_row_whose_proposal_is_doubtful_is_named(
    tmp_path: Path, change: Callable[[list[Row]], list[Row]], faults: int
) -> None:
    folder = written(week(tmp_path).plan(), tmp_path / "plan")
    rewrite(folder, change)
    found = refused(folder)
    assert len(found) == faults
    assert all(one.startswith("plan-edited plan/assignments.csv row") for one in found)


def test_a_proposal_that_was_deleted_is_missed(tmp_path: Path) -> None:
    folder = written(week(tmp_path).plan(), tmp_path / "plan")
    rewrite(folder, lambda rows: [row for row in rows if row["slot_id"] != "S1"])
    assert refused(folder) == ["plan-edited plan/assignments.csv"]


def test_files_that_cannot_be_read_are_faults_together(tmp_path: Path) -> None:
    folder = written(week(tmp_path).plan(), tmp_path / "plan")
    (folder / "candidates.csv.gz").write_bytes(b"no gzip")
    (folder / "slots.csv").unlink()
    rewrite(folder, lambda rows: [{name: row[name] for name in row if name != "programme_id"} for row in rows])
    assert refused(folder) == [
        "missing-column plan/assignments.csv, programme_id", "cannot-read plan/candidates.csv.gz",
        "cannot-read plan/slots.csv",
    ]  # fmt: skip


def test_inputs_that_were_changed_since_are_named(tmp_path: Path) -> None:
    folder = written(week(tmp_path).plan(), tmp_path / "plan")
    (folder / "inputs" / "slots.csv").write_text("slot_id\n", encoding="utf-8")
    (folder / "inputs" / "travel.csv").unlink()
    assert read_earlier(folder).edited == ("inputs/slots.csv", "inputs/travel.csv")
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert "inputs/slots.csv" in plan["files"]
