"""A scenario with Swedish headings and words is the same scenario, and protects the same people."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner.inputs import read
from planner.inputs.shipped_scenarios import scenario_copy
from planner.schema.dialect import Dialect, in_dialect
from tests.inputs.excel_saves import saved
from tests.inputs.folders import GOOD, SCENARIOS, assert_same, good, message_of
from tests.inputs.workbooks import workbook_of


def in_swedish(source: Path, into: Path, dialect: Dialect = "swedish") -> Path:
    """A copy of a folder with Swedish headings and words."""
    into.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (into / path.name).write_bytes(in_dialect(path.name, path.read_bytes(), dialect, "sv"))
    return into


@pytest.mark.parametrize(
    "source, dialect",
    [(GOOD, "plain"), (GOOD, "swedish"), (SCENARIOS / "tiny", "plain"), (SCENARIOS / "landskrona", "swedish")],
)
def test_a_scenario_in_swedish_is_the_same_scenario(source: Path, dialect: Dialect, tmp_path: Path) -> None:
    copy = in_swedish(source, tmp_path / "copy", dialect)
    header = (copy / "jobseekers.csv").read_text(encoding="utf-8-sig").partition("\n")[0]
    assert header.startswith("person")
    assert "_id" not in header
    assert_same(read(source), read(copy))


def test_a_scenario_in_swedish_that_excel_saved_is_the_same_scenario(tmp_path: Path) -> None:
    copy = in_swedish(SCENARIOS / "tiny", tmp_path / "copy")
    for path in copy.glob("*.csv"):
        path.write_bytes(saved(path.read_bytes(), as_utf8=False))
    assert_same(read(SCENARIOS / "tiny"), read(copy))


def test_a_workbook_in_swedish_below_a_title_is_the_same_scenario(tmp_path: Path) -> None:
    copy = in_swedish(GOOD, tmp_path / "copy", "plain")
    rows = list(csv.reader(io.StringIO((copy / "zones.csv").read_text(encoding="utf-8"), newline="")))
    titled: list[Sequence[object]] = [["Områden"], *[[cell or None for cell in row] for row in rows]]
    assert_same(read(GOOD), read(workbook_of(copy, tmp_path / "book", {"zones": titled})))


def test_shipped_scenarios_and_the_bases_under_them_are_the_same_in_swedish(tmp_path: Path) -> None:
    for headings in ("names", "sv"):
        for name, raw in scenario_copy("landskrona_more_enkla_jobb").items():
            path = tmp_path / headings / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(in_dialect(path.name, raw, "swedish", headings))
    assert_same(read(tmp_path / "names"), read(tmp_path / "sv"))


@pytest.mark.parametrize(
    "table, was, becomes",
    [
        ("slots.csv", "2026-W49", "vecka 60"),
        ("jobseekers.csv", "J1,", "J1,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,"),
        ("jobseekers.csv", "jobseeker_id", "jobseeker_id,skostorlek"),
        ("employers.csv", "department", "firma"),
    ],
)
def test_a_fault_in_a_swedish_table_is_said_as_in_a_plain_one(
    table: str, was: str, becomes: str, tmp_path: Path
) -> None:
    plain = good(tmp_path / "plain")
    text = (plain / table).read_text(encoding="utf-8")
    assert was in text
    (plain / table).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    swedish = good(tmp_path / "swedish")
    for path in plain.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        shown = in_dialect(path.name, f"{header}\n".encode(), "plain", "sv").decode().strip()
        (swedish / path.name).write_text("\n".join([shown, *rows]) + "\n", encoding="utf-8")
    assert (swedish / table).read_text(encoding="utf-8").startswith(("plats", "person", "arbetsgivarnummer"))
    assert message_of(swedish) == message_of(plain)


def test_who_is_protected_under_a_swedish_heading_is_taken_out_and_never_named(tmp_path: Path) -> None:
    folder = in_swedish(SCENARIOS / "tiny", tmp_path / "copy")
    scenario = read(folder)
    assert scenario.protected == 1
    assert "J10" not in set(scenario.tables["jobseekers"]["jobseeker_id"])
    path = folder / "preferences.csv"
    path.write_text(path.read_text(encoding="utf-8-sig") + "J10;S999;1\n;S999;1\n", encoding="utf-8")
    said = message_of(folder)
    assert "preferences.csv row" in said
    assert "J10" not in said


def test_a_heading_beside_its_column_is_an_unknown_column(tmp_path: Path) -> None:
    folder = good(tmp_path, {"supervisors.csv": "supervisor_id,handledare,capacity\nH1,H1,4\n"})
    assert "supervisors.csv row 1, handledare" in message_of(folder)
