"""What a Swedish Excel makes of our own files: a double click opens them, and what it saves is read as before."""

from pathlib import Path

import pytest

from planner.cli.main import run
from planner.inputs import read
from planner.schema.dialect import in_dialect
from planner.verification import verify
from tests.inputs.excel_saves import saved, saved_as_one_column
from tests.inputs.folders import GOOD, SCENARIOS, assert_same, good, message_of
from tests.plan_runs import planned

OURS = ("tiny", "landskrona")


def resaved(source: Path, into: Path, *, as_utf8: bool) -> Path:
    """A copy of a folder whose CSV files Excel has opened and saved."""
    into.mkdir()
    for path in source.iterdir():
        if path.is_file():
            raw = path.read_bytes()
            (into / path.name).write_bytes(saved(raw, as_utf8=as_utf8) if path.suffix == ".csv" else raw)
    return into


@pytest.mark.parametrize("as_utf8", [True, False])
@pytest.mark.parametrize("name", OURS)
def test_a_shipped_scenario_that_excel_saved_again_is_read_as_before(name: str, as_utf8: bool, tmp_path: Path) -> None:  # noqa: FBT001
    source = SCENARIOS / name
    assert_same(read(source), read(resaved(source, tmp_path / "again", as_utf8=as_utf8)))


def test_an_invented_week_that_excel_saved_again_is_read_as_before(tmp_path: Path) -> None:
    week = tmp_path / "week"
    assert run(["new", str(week), "--synthetic", "--municipality", "Kiruna", "--people", "60"]) == 0
    assert_same(read(week), read(resaved(week, tmp_path / "again", as_utf8=False)))


def test_the_tasks_that_excel_saved_again_give_the_same_posts(tmp_path: Path) -> None:
    source = SCENARIOS / "landskrona_tasks"
    again = resaved(source, tmp_path / "again", as_utf8=False)
    for folder, out in ((source, "a.csv"), (again, "b.csv")):
        assert run(["build-slots", str(folder / "tasks.csv"), "--out", str(tmp_path / out)]) == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_file_with_commas_that_excel_opened_as_one_column_is_read(tmp_path: Path) -> None:
    source = SCENARIOS / "landskrona"
    again = tmp_path / "again"
    again.mkdir()
    for path in filter(Path.is_file, source.iterdir()):
        raw = in_dialect(path.name, path.read_bytes(), "plain")
        (again / path.name).write_bytes(saved_as_one_column(raw) if path.suffix == ".csv" and b";" not in raw else raw)
    assert '"' in (again / "employers.csv").read_text(encoding="utf-8-sig")
    assert_same(read(source), read(again))


def test_a_plan_whose_tables_excel_saved_again_is_verified(tmp_path: Path) -> None:
    out = tmp_path / "out"
    planned(SCENARIOS / "tiny", out, "--dialect", "swedish")
    for name in ("assignments.csv", "slots.csv"):
        (out / name).write_bytes(saved((out / name).read_bytes(), as_utf8=False))
    assert verify(out) == []


def test_rows_that_end_too_early_are_faults_where_excel_would_not_end_them(tmp_path: Path) -> None:
    header, *zones = (GOOD / "zones.csv").read_text(encoding="utf-8").splitlines()
    rows = [header, *zones, *(f"z{n},Z,55.1,13.1" for n in range(40))]
    rows[30] = "z30,Z,55.1"
    folder = good(tmp_path, {"zones.csv": "\n".join(rows) + "\n"})
    assert "error[ragged-row]: zones.csv row 31: the row has 3 cells" in message_of(folder)
