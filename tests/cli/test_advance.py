"""planner advance as people call it: the folder, the screen, exit codes; nothing is written where anything is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from planner.schema.plan_workbook import MEETING, WORKBOOK
from tests.cli.small import accept, contents, run
from tests.weeks.small_weeks import HEAD, planned, three
from tests.workbooks.books import changed, planned_week, put


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return planned(three(tmp_path))


def test_the_week_is_made_from_what_the_meeting_wrote_into_the_plan(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accept(plan, "P1")
    out = tmp_path / "next"
    command = ["advance", str(plan), "--to", "2026-W49", "--out", str(out), "--scenario", str(tmp_path / "scenario")]
    assert run(command) == 0
    said = capsys.readouterr().out
    assert "1 answer. Placements: 1 started, 2 accepted, 1 offered, 1 draft." in said
    assert f"planner plan {out}" in said
    assert run(["check", str(out)]) == 0
    before = contents(out)
    assert run(command) == 2  # the folder is no longer new
    assert contents(out) == before


def test_faults_of_answers_end_with_3_and_folders_and_weeks_with_2(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "next"
    answers.write_text(f"{HEAD}\nP9,S1,accepted,,,,,,,\n", encoding="utf-8")
    asked = ["advance", str(plan), "--answers", str(answers), "--to", "2026-W49", "--out", str(out)]
    assert run(asked) == 3
    assert "answers.csv row 2, jobseeker_id" in capsys.readouterr().err
    assert not out.exists()
    assert run(["advance", str(plan), "--to", "2026-W54", "--out", str(out)]) == 2
    assert run(["advance", str(plan), "--to", "2026-W47", "--out", str(out)]) == 2
    assert run(["advance", str(tmp_path / "none"), "--to", "2026-W49", "--out", str(out)]) == 2
    assert run(["advance", str(plan), "--to", "2026-W49", "--out", str(plan)]) == 2
    for read in (plan, tmp_path / "scenario"):
        inside = ["--scenario", str(tmp_path / "scenario"), "--out", str(read / "next")]
        assert run(["advance", str(plan), "--to", "2026-W49", *inside]) == 2
        assert not (read / "next").exists()
    assert not out.exists()


def test_json_is_the_summary(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "next"
    assert run(["advance", str(plan), "--to", "2026-W49", "--out", str(out), "--json"]) == 0
    summary = json.loads((out / "advance" / "advance.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out).items() <= summary.items()


def test_the_lists_of_a_week_with_swedish_headings_have_swedish_headings_and_words(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "next"
    form = ["--dialect", "swedish", "--headings", "sv"]
    assert run(["--lang", "sv", "advance", str(plan), "--to", "2026-W49", "--out", str(out), *form]) == 0
    lines = {
        name: (out / "advance" / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        for name in ("changes_made", "act_on", "bookings")
    }
    assert lines["changes_made"][0] == "tabell;rad;kolumn;före;efter;varför"
    assert lines["act_on"][0].startswith("slag;person;plats;")
    assert [line for line in lines["act_on"] if line.startswith("svar väntas;P4;S4;")]
    assert lines["bookings"][0] == "budgetrad;person;plats;från vecka;till vecka;kronor;varför"


def test_answers_that_a_swedish_excel_saved_into_the_plans_own_table_are_read(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = plan / "assignments.csv"
    with sheet.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = {name: number for number, name in enumerate(header)}
    for row in rows:
        if row[at["jobseeker_id"]] == "P1":
            row[at["decision"]], row[at["by"]], row[at["on"]] = "Tackat ja ", "samordnare", "2026-11-25"
        for name in ("value", "uplift", "outcome"):
            row[at[name]] = row[at[name]].replace(".", ",")
    with sheet.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])
    out = tmp_path / "next"
    assert run(["advance", str(plan), "--to", "2026-W49", "--out", str(out)]) == 0
    assert "1 answer. Placements: 1 started, 2 accepted, 1 offered, 1 draft." in capsys.readouterr().out
    placements = (out / "placements.csv").read_text(encoding="utf-8")
    assert "samordnare,2026-11-25" in placements


def test_without_the_scenario_it_is_said_what_must_be_added_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    protected = planned(three(tmp_path).person("SECRET7", protected_identity="yes"))
    asked = ["advance", str(protected), "--to", "2026-W49"]
    capsys.readouterr()
    assert run([*asked, "--out", str(tmp_path / "a")]) == 0
    said = capsys.readouterr().out
    assert "1 person with protected identity is not in the plan: add the row by hand" in said
    assert "The table audit is never in a plan" in said
    assert run([*asked, "--out", str(tmp_path / "b"), "--scenario", str(tmp_path / "scenario")]) == 0
    assert "by hand" not in capsys.readouterr().out


@pytest.mark.parametrize("asked", [[], ["--headings", "names", "--dialect", "plain"]])
def test_the_week_is_written_as_the_plan_was_asked_for_unless_asked_otherwise(asked: list[str], tmp_path: Path) -> None:
    scenario = three(tmp_path).write()
    plan, out = tmp_path / "plan", tmp_path / "next"
    form = ["--headings", "sv", "--dialect", "swedish", "--time-limit", "1"]
    assert run(["plan", str(scenario), "--out", str(plan), *form]) == 0
    assert run(["advance", str(plan), "--to", "2026-W49", "--out", str(out), *asked]) == 0
    first = (out / "slots.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert first.startswith("slot_id,employer_id," if asked else "plats;arbetsgivarnummer;")
    first = (out / "advance" / "changes_made.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert first.startswith("table,row," if asked else "tabell;rad;")


def test_without_its_workbook_a_plan_is_advanced_with_a_warning_and_no_longer_verifies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = planned_week(tmp_path), tmp_path / "next"
    (folder / WORKBOOK).unlink()
    command = ["--lang", "en", "advance", str(folder), "--to", "2026-W49", "--out", str(out)]
    assert run(command) == 0
    assert "warning[no-workbook]: plan.xlsx: the file is not in the folder of the plan." in capsys.readouterr().err
    assert run(["verify", str(folder)]) == 1
    assert "plan.xlsx" in capsys.readouterr().out
    (folder / "slots.csv").unlink()
    assert run([*command[:-1], str(tmp_path / "other")]) == 3


def test_the_answers_of_a_workbook_that_lies_elsewhere_are_read_without_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = planned_week(tmp_path)
    moved = (folder / WORKBOOK).rename(tmp_path / "meeting.xlsx")
    command = ["advance", str(folder), "--to", "2026-W49", "--out", str(tmp_path / "next"), "--answers", str(moved)]
    assert run(command) == 0
    assert "no-workbook" not in capsys.readouterr().err


@pytest.mark.parametrize("motive", ["=överenskommet", '=HYPERLINK("http://x")', "=1+1"])
def test_a_motive_that_begins_like_a_formula_is_text_to_the_verifier_and_to_the_next_week(
    motive: str, tmp_path: Path
) -> None:
    folder, out = planned_week(tmp_path), tmp_path / "next"
    changed(folder, put(MEETING, 2, "decision", "tackat ja"))
    changed(folder, put(MEETING, 2, "motive", motive))
    assert run(["verify", str(folder)]) == 0
    assert run(["advance", str(folder), "--to", "2026-W49", "--out", str(out), "--headings", "names"]) == 0
    with (out / "placements.csv").open(encoding="utf-8-sig", newline="") as file:
        told = [row["motive"] for row in csv.DictReader(file, delimiter=";") if row["motive"]]
    assert told == [f"'{motive}"]  # masked, as in every table that we write
