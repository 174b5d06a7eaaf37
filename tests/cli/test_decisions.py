"""What a meeting wrote into a plan: never lost to a new one, and carried over where the proposal stays the same."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NoReturn

import openpyxl
import pytest

from planner.schema.plan_workbook import MEETING, WORKBOOK
from tests.cli.small import TABLES, contents, run, write_small
from tests.identity_numbers import identity_number
from tests.workbooks.books import changed, column, put, sheet

Screen = pytest.CaptureFixture[str]
Row = dict[str, str]


def rows_of(plan: Path) -> list[Row]:
    """The rows of assignments.csv in the plain dialect."""
    return list(csv.DictReader(io.StringIO((plan / "assignments.csv").read_text(encoding="utf-8"))))


def fill(plan: Path, change: Callable[[Row], Row], *, separator: str = ",", encoding: str = "utf-8") -> None:
    """Change the rows as somebody does in Excel, and save them in its way."""
    rows = [change(row) for row in rows_of(plan)]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    (plan / "assignments.csv").write_bytes(text.getvalue().encode(encoding))


def decided(row: Row) -> Row:
    """Every proposal is decided, with a motive that needs quotes."""
    return row | ({"decision": "ja", "motive": 'Möte 3; "hon vill", chef ok'} if row["status"] == "proposed" else {})


def never_plans(*_: object, **__: object) -> NoReturn:
    """In place of the search."""
    pytest.fail("a search was begun")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda plan: fill(plan, decided), id="as we write it"),
        pytest.param(lambda plan: fill(plan, decided, separator=";", encoding="utf-8-sig"), id="Excel, UTF-8"),
        pytest.param(lambda plan: fill(plan, decided, separator=";", encoding="cp1252"), id="Excel, Windows-1252"),
        pytest.param(lambda plan: fill(plan, lambda row: row | {"motive": "sjuk"}), id="a motive alone"),
        pytest.param(lambda plan: fill(plan, lambda row: row | {"kommentar": "ring"}), id="a column added"),
        pytest.param(lambda plan: (plan / "assignments.csv").write_bytes(b"PK\x03\x04"), id="not to be read"),
    ],
)
def test_a_new_plan_is_refused_before_the_search_where_a_meeting_has_written(
    change: Callable[[Path], object], small: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.setattr("planner.cli.planning.make_plan", never_plans)
    change(plan)
    before = contents(plan.parent)
    for command in ("plan", "usual"):
        assert run([command, str(small), "--out", str(plan)]) == 2
        said = capsys.readouterr().err
        assert "assignments.csv" in said
        assert "--keep-decisions" in said
    assert contents(plan.parent) == before


def test_replace_keeps_the_earlier_plan_beside_and_says_where(small: Path, plan: Path, capsys: Screen) -> None:
    fill(plan, decided)
    before = contents(plan)
    assert run(["plan", str(small), "--out", str(plan), "--replace"]) == 0
    kept = plan.parent / f"{plan.name}_earlier_2026-W48"
    assert str(kept) in capsys.readouterr().err
    assert contents(kept) == before
    assert not any(row["decision"] or row["motive"] for row in rows_of(plan))


@pytest.mark.parametrize("dialect", ["plain", "swedish"])
def test_decisions_are_carried_over_to_the_same_proposals_and_the_verifier_accepts_them(
    dialect: str, small: Path, plan: Path, capsys: Screen
) -> None:
    fill(plan, decided, separator=";", encoding="cp1252")
    assert run(["plan", str(small), "--out", str(plan), "--keep-decisions", "--dialect", dialect]) == 0
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
    raw = (plan / "assignments.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(raw), delimiter=";" if dialect == "swedish" else ","))
    proposed = [row for row in rows if row["status"] == "proposed"]
    assert proposed
    assert rows == [decided(row | {"decision": "", "motive": ""}) for row in rows]
    assert f"{len(proposed)} rows were carried over. 0 were not" in capsys.readouterr().err
    assert run(["verify", str(plan)]) == 0


def test_what_stands_in_the_workbook_is_kept_from_a_new_plan_and_carried_over_into_both_files(
    small: Path, plan: Path, capsys: Screen
) -> None:
    assert run(["plan", str(small), "--out", str(plan), "--lang", "sv"]) == 0
    changed(plan, put(MEETING, 2, "decision", "tackat ja"))
    assert run(["plan", str(small), "--out", str(plan), "--lang", "sv"]) == 2
    assert "plan.xlsx (1 ifylld rad)" in capsys.readouterr().err
    assert run(["plan", str(small), "--out", str(plan), "--lang", "sv", "--keep-decisions"]) == 0
    assert [row["decision"] for row in rows_of(plan) if row["decision"]] == ["tackat ja"]
    book = openpyxl.load_workbook(plan / WORKBOOK)[sheet(MEETING)]
    assert [row[column(book, "decision") - 1].value for row in book.iter_rows(min_row=2)].count("tackat ja") == 1
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
    assert run(["verify", str(plan)]) == 0


@pytest.mark.parametrize("then", ["sv", "names"])
def test_decisions_in_a_swedish_sheet_are_found_and_carried_over_as_they_stand(
    then: str, small: Path, plan: Path, capsys: Screen
) -> None:
    swedish = ["--dialect", "swedish", "--headings", "sv"]
    assert run(["plan", str(small), "--out", str(plan), *swedish]) == 0
    sheet = plan / "assignments.csv"
    header, *rows = sheet.read_text(encoding="utf-8-sig").splitlines()
    assert header.endswith(";beslut;svar senast;beslutat av;beslutsdag;motiv")
    filled = [f"{row[:-5]};tackat ja;;;;enligt möte" if ";föreslagen;" in row else row for row in rows]
    sheet.write_bytes("\r\n".join([header, *filled, ""]).encode("cp1252"))
    assert run(["plan", str(small), "--out", str(plan), *swedish]) == 2
    assert "--keep-decisions" in capsys.readouterr().err
    options = ["--dialect", "swedish", "--headings", then]
    assert run(["plan", str(small), "--out", str(plan), "--keep-decisions", *options]) == 0
    number = sum(row.endswith(";tackat ja;;;;enligt möte") for row in filled)
    assert number
    assert f"{number} rows were carried over" in capsys.readouterr().err
    assert sheet.read_text(encoding="utf-8-sig").count(";tackat ja;;;;enligt möte") == number
    assert [path.name for path in plan.parent.iterdir()] == [plan.name]
    assert run(["verify", str(plan)]) == 0


def test_a_column_that_somebody_added_to_a_swedish_sheet_counts_as_filled_in(
    small: Path, plan: Path, capsys: Screen
) -> None:
    assert run(["plan", str(small), "--out", str(plan), "--headings", "sv"]) == 0
    assert run(["plan", str(small), "--out", str(plan), "--headings", "sv"]) == 0
    header, first, *rows = (plan / "assignments.csv").read_text(encoding="utf-8").splitlines()
    more = [f"{header},ring", f"{first},i morgon", *(f"{row}," for row in rows)]
    (plan / "assignments.csv").write_text("\n".join([*more, ""]), encoding="utf-8")
    assert run(["plan", str(small), "--out", str(plan), "--headings", "sv"]) == 2
    assert "assignments.csv" in capsys.readouterr().err


def test_what_is_not_the_same_proposal_is_not_carried_over_and_the_earlier_plan_is_kept(
    plan: Path, tmp_path: Path, capsys: Screen
) -> None:
    fill(plan, decided)
    before, number = contents(plan), sum(row["status"] == "proposed" for row in rows_of(plan))
    later = write_small(tmp_path / "later", slots=TABLES["slots.csv"].replace("2026-W49", "2026-W50"))
    assert run(["plan", str(later), "--out", str(plan), "--keep-decisions", "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert f"0 rows were carried over. {number} were not" in said
    assert not any(row["decision"] for row in rows_of(plan))
    assert contents(plan.parent / f"{plan.name}_earlier_2026-W48") == before


def test_a_motive_with_an_identity_number_is_never_carried_over_nor_repeated(
    small: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.setattr("planner.cli.planning.make_plan", never_plans)
    number = identity_number(date(1990, 2, 28))
    fill(plan, lambda row: row | {"motive": f"se {number}"})
    assert run(["plan", str(small), "--out", str(plan), "--keep-decisions"]) == 2
    said = capsys.readouterr().err
    assert "assignments.csv row 2" in said
    assert number not in said


def test_a_sheet_with_two_columns_for_the_decision_is_refused_with_nothing_lost(
    small: Path, plan: Path, capsys: Screen
) -> None:
    sheet = plan / "assignments.csv"
    header, *rows = sheet.read_text(encoding="utf-8").splitlines()
    sheet.write_text("\n".join([f"{header},beslut", *(f"{row},ja" for row in rows), ""]), encoding="utf-8")
    before = contents(plan)
    for option in ([], ["--keep-decisions"]):
        assert run(["plan", str(small), "--out", str(plan), *option]) == 2
        assert "has two columns for decision" in capsys.readouterr().err
        assert contents(plan) == before


def test_carrying_over_and_planning_without_exclude_each_other(
    small: Path, plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: Screen
) -> None:
    monkeypatch.setattr("planner.cli.planning.make_plan", never_plans)
    before = contents(plan)
    assert run(["plan", str(small), "--out", str(plan), "--replace", "--keep-decisions"]) == 2
    assert "name one of the two" in capsys.readouterr().err
    assert contents(plan) == before
