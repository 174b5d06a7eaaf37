"""What commands answer: one screen in two languages, JSON for programs, files in two dialects, comparisons."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from planner.cli import main
from planner.cli.main import COMMANDS
from planner.schema.plan_tables import ANSWERS
from planner.schema.words import OF_ASSIGNMENTS, OF_SLOTS
from tests.cli.small import contents, run, write_matrix, write_small, write_tasks
from tests.inputs.excel_saves import saved
from tests.learning.histories import made_up, write
from tests.studies.audited import planned, week
from tests.studies.sweeping.small_study import write_study
from tests.timetables.feeds import line

ROOT = Path(__file__).resolve().parent.parent.parent
EXPORT = ROOT / "scenarios" / "landskrona_export" / "deltagare.csv"
Screen = pytest.CaptureFixture[str]
BOM = b"\xef\xbb\xbf"


# Commands that write one file for people and have nothing else to say.
WITHOUT_JSON = {"letters", "report", "template"}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in WITHOUT_JSON])
def test_json_is_json_and_nothing_else(  # noqa: PLR0913, PLR0917 - one of each
    command: str, small: Path, what_if: Path, made: Path, tmp_path: Path, capsys: Screen
) -> None:
    plan, scenario = planned(week(tmp_path / "audited")) if command == "audit" else (made, small)
    bus = tmp_path / "bus.toml"
    bus.write_text('[[remove]]\nroute = "R"\n', encoding="utf-8")
    arguments = {
        "explain": [str(made), "P1", "--json"],
        "prices": [str(made), "--json"],
        "audit": [str(plan), "--scenario", str(scenario), "--json"],
        "public-record": [str(made), "--out", str(tmp_path / "record"), "--json"],
        "plan": [str(small), "--out", str(tmp_path / "new"), "--json"],
        "usual": [str(small), "--out", str(tmp_path / "new"), "--json"],
        "check": [str(small), "--json"],
        "verify": [str(made), "--json"],
        "compare": [str(small), str(what_if), "--json"],
        "advance": [str(made), "--to", "2026-W49", "--out", str(tmp_path / "next"), "--json"],
        "sweep": [str(write_study(tmp_path / "swept", values="[1]")), "--out", str(tmp_path / "sweep"), "--json"],
        "simulate": [str(small), "--weeks", "2", "--seeds", "1", "--out", str(tmp_path / "simulated"), "--json"],
        "diff": [str(made), str(made), "--json"],
        "import": [str(EXPORT), "--week", "2026-W48", "--out", str(tmp_path / "imported"), "--json"],
        "schema": ["slots"],
        "rules": ["--json"],
        "models": ["--json"],
        "new": [str(tmp_path / "new"), "--from", "tiny", "--json"],
        "build-slots": [str(write_tasks(tmp_path / "tasks.csv")), "--out", str(tmp_path / "posts.csv"), "--json"],
        "travel": [str(small), *write_matrix(tmp_path / "bought.csv"), "--out", str(tmp_path / "travel.csv"), "--json"],
        "fit": [
            str(write(tmp_path, made_up(120))),
            "--out",
            str(tmp_path / "models" / "outcome" / "town" / "1"),
            "--json",
        ],
        "change-feed": [str(line(tmp_path)), str(bus), "--out", str(tmp_path / "new.zip"), "--json"],
    }
    assert set(arguments) == set(COMMANDS) - WITHOUT_JSON
    capsys.readouterr()
    assert run([command, *arguments[command]]) == 0
    said = capsys.readouterr()
    assert isinstance(json.loads(said.out), dict | list)
    assert said.err == ""


def test_json_of_a_plan_is_its_plan_file(small: Path, tmp_path: Path, capsys: Screen) -> None:
    assert run(["plan", str(small), "--out", str(tmp_path / "new"), "--json"]) == 0
    assert capsys.readouterr().out == (tmp_path / "new" / "plan.json").read_text(encoding="utf-8")


def test_json_of_several_what_ifs_is_a_list(small: Path, what_if: Path, capsys: Screen) -> None:
    assert run(["compare", str(small), str(what_if), str(small), "--json"]) == 0
    summaries = json.loads(capsys.readouterr().out)
    assert len(summaries) == 2
    assert summaries[1]["difference_uplift"] == 0


def test_a_refused_plan_is_json_too(plan: Path, capsys: Screen) -> None:
    (plan / "slots.csv").write_text("slot_id\n", encoding="utf-8")
    assert run(["verify", str(plan), "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["accepted"] is False
    assert answer["objections"]
    assert all(set(one) == {"check", "where", "message"} for one in answer["objections"])


def test_check_and_plan_say_how_old_the_minutes_of_trips_are(small: Path, tmp_path: Path, capsys: Screen) -> None:
    """Two of four rows are in use: nobody lives in the east, and no slot is there."""
    assert run(["check", str(small)]) == 0
    model_alone = "Minutes of trips: the model straight_line/2 (straight lines); no table of your own"
    assert model_alone in capsys.readouterr().out
    rows = ("north,south,transit,20,2026-03-02", "south,south,transit,9,", "east,south,transit,9,2020-01-01")
    lines = ("from_zone,to_zone,mode,minutes,as_of", *rows, "north,east,transit,9,2020-01-01", "")
    week = write_small(tmp_path / "week", travel="\n".join(lines))
    assert run(["check", str(week)]) == 0
    own = "2 rows of your own table (the oldest of 2026-03-02, 38 weeks before the plan week; 1 without a date)"
    assert own in capsys.readouterr().out
    assert run(["check", str(week), "--json"]) == 0
    found = {
        "rows": 2, "undated": 1, "oldest": "2026-03-02", "weeks_old": 38, "model": "straight_line/2", "valid_to": None,
        "looked_up_in": [],
    }  # fmt: skip
    assert json.loads(capsys.readouterr().out)["travel"] == found
    assert run(["plan", str(week), "--out", str(tmp_path / "aged"), "--lang", "sv"]) == 0
    assert "Restider: 2 rader i er egen tabell (den äldsta från 2026-03-02, 38 veckor före" in capsys.readouterr().out


@pytest.mark.parametrize(
    "language, on_screen, reason",
    [("sv", "förslag, inte beslut", "möjlig"), ("en", "a proposal, not a decision", "possible")],
)
def test_screen_and_reasons_speak_the_language_asked_for(  # noqa: PLR0913, PLR0917 - parameters and fixtures
    language: str, on_screen: str, reason: str, small: Path, tmp_path: Path, capsys: Screen
) -> None:
    assert run(["plan", str(small), "--out", str(tmp_path / "new"), "--lang", language]) == 0
    assert on_screen in capsys.readouterr().out
    table = (tmp_path / "new" / "assignments.csv").read_text(encoding="utf-8")
    assert reason in table


def test_swedish_is_the_language_by_itself(small: Path, tmp_path: Path, capsys: Screen) -> None:
    assert main.run(["plan", str(small), "--out", str(tmp_path / "new")]) == 0
    assert "förslag, inte beslut" in capsys.readouterr().out


def test_no_id_of_somebody_protected_is_said_or_written(small: Path, tmp_path: Path, capsys: Screen) -> None:
    assert run(["plan", str(small), "--out", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out
    assert "1 with protected identity" in said
    assert "P5" not in said
    assert not any(b"P5" in raw for raw in contents(tmp_path / "new").values())


@pytest.mark.parametrize("dialect", ["plain", "swedish"])
@pytest.mark.parametrize("command", ["plan", "usual"])
def test_both_dialects_are_read_back(command: str, dialect: str, small: Path, tmp_path: Path) -> None:
    out = tmp_path / "new"
    assert run([command, str(small), "--out", str(out), "--dialect", dialect]) == 0
    raw = (out / "assignments.csv").read_bytes()
    assert raw.startswith(BOM) == (dialect == "swedish")
    delimiter = ";" if dialect == "swedish" else ","
    rows = list(csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=delimiter))
    assert {row["jobseeker_id"] for row in rows} == {"P1", "P2", "P3", "P4"}
    assert any(("0," if dialect == "swedish" else "0.") in row["baseline"] for row in rows)
    assert run(["verify", str(out)]) == 0


@pytest.fixture(scope="session")
def in_swedish(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of the small week with Swedish headings and words; not to be written to."""
    out: Path = tmp_path_factory.mktemp("plans") / "in_swedish"
    assert run(["plan", str(small), "--out", str(out), "--dialect", "swedish", "--headings", "sv"]) == 0
    return out


def test_swedish_headings_and_words_say_what_the_plain_ones_say(in_swedish: Path, made: Path) -> None:
    for name, words in (("assignments.csv", OF_ASSIGNMENTS), ("slots.csv", OF_SLOTS)):
        swedish = (in_swedish / name).read_text(encoding="utf-8-sig")
        header, *rows = csv.reader(swedish.splitlines(), delimiter=";")
        plain, *same = csv.reader((made / name).read_text(encoding="utf-8").splitlines())
        assert header == [words.heading(column, "sv") for column in plain]
        assert header[0] in {"person", "plats"}
        numbers = [[cell.replace(",", ".") for cell in row] for row in rows]
        said = [[words.said(column, cell, "sv") for column, cell in zip(plain, row, strict=True)] for row in same]
        assert numbers == [[cell.replace(",", ".") for cell in row] for row in said]
    stated = json.loads((in_swedish / "plan.json").read_text(encoding="utf-8"))["settings"]
    assert (stated["dialect"], stated["headings"]) == ("swedish", "sv")
    assert (in_swedish / "inputs" / "jobseekers.csv").read_bytes() == (made / "inputs" / "jobseekers.csv").read_bytes()
    assert (in_swedish / "candidates.csv.gz").read_bytes() == (made / "candidates.csv.gz").read_bytes()


@pytest.mark.parametrize("as_utf8", [True, False])
def test_a_plan_in_swedish_that_excel_saved_is_verified(
    as_utf8: bool,  # noqa: FBT001 - a parameter of the test
    in_swedish: Path,
    small: Path,
    tmp_path: Path,
) -> None:
    out = shutil.copytree(in_swedish, tmp_path / "plan")
    assert run(["verify", str(out)]) == run(["verify", str(out), "--scenario", str(small)]) == 0
    for name in ("assignments.csv", "slots.csv"):
        (out / name).write_bytes(saved((out / name).read_bytes(), as_utf8=as_utf8))
    assert run(["verify", str(out)]) == 0


@pytest.mark.parametrize("stated", ["names", "fi", None])
def test_other_headings_in_plan_json_than_were_asked_for_are_objected_to(
    stated: object, in_swedish: Path, tmp_path: Path, capsys: Screen
) -> None:
    out = shutil.copytree(in_swedish, tmp_path / "plan")
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    plan["settings"]["headings"] = stated
    (out / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    assert run(["verify", str(out)]) == 1
    assert "plan.json settings.headings" in capsys.readouterr().out


@pytest.mark.parametrize(
    "name, was, becomes, check",
    [
        ("assignments.csv", ";föreslagen;", ";pågår;", "running"),
        ("assignments.csv", ";föreslagen;", ";klart;", "assignments"),
        ("assignments.csv", ";bäst;", ";fylld;", "reason_code"),
        ("assignments.csv", "person;", "kund;", "files"),
        ("assignments.csv", ";0;;;S1;", ";0;;registerutdrag;S1;", "to_do"),
        ("assignments.csv", ";bedömning;ja;", ";bedömning;nej;", "gross"),
        ("assignments.csv", ";bedömning;", ";poäng;", "basis"),
        ("slots.csv", ";fylld;", ";stängd;", "reason_code"),
    ],
)
def test_a_tampered_plan_in_swedish_is_objected_to(  # noqa: PLR0913, PLR0917 - parameters and fixtures
    name: str, was: str, becomes: str, check: str, in_swedish: Path, tmp_path: Path, capsys: Screen
) -> None:
    out = shutil.copytree(in_swedish, tmp_path / "plan")
    text = (out / name).read_text(encoding="utf-8")
    assert was in text
    (out / name).write_text(text.replace(was, becomes, 1), encoding="utf-8")
    capsys.readouterr()
    assert run(["verify", str(out), "--json"]) == 1
    assert check in {one["check"] for one in json.loads(capsys.readouterr().out)["objections"]}


def test_the_meetings_columns_are_there_and_empty(made: Path) -> None:
    with (made / "assignments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0])[-len(ANSWERS) :] == ANSWERS
    assert all(row[column] == "" for row in rows for column in ANSWERS)


def test_a_plan_filled_in_at_the_meeting_is_still_accepted(plan: Path) -> None:
    path = plan / "assignments.csv"
    first, *rows = path.read_text(encoding="utf-8").splitlines()
    filled = [f"{row[:-2]},yes,enligt plan" for row in rows]
    path.write_text("\n".join([first, *filled]) + "\n", encoding="utf-8")
    assert run(["verify", str(plan)]) == 0


def test_one_worker_writes_the_same_bytes_again(made: Path, small: Path, tmp_path: Path) -> None:
    assert run(["plan", str(small), "--out", str(tmp_path / "again")]) == 0
    first, again = contents(made), contents(tmp_path / "again")
    assert first.keys() == again.keys()
    assert [name for name in first if name != "run.json" and first[name] != again[name]] == []
