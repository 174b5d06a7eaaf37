"""planner new: copies that stand alone, invented weeks of any municipality, and nothing half-written."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from planner.geography import read_table
from planner.inputs import read
from planner.planning import make_plan
from tests.cli.small import contents, run
from tests.plan_runs import ROOT, planned

Screen = pytest.CaptureFixture[str]
SCENARIOS = ROOT / "scenarios"
GEOGRAPHY = ROOT / "models" / "geography" / "scb_2020" / "1"


def without_localities() -> list[str]:
    """The municipalities whose towns are all listed under a neighbour."""
    known = set(read_table(GEOGRAPHY, "municipalities")["mun_code"])
    return sorted(known - set(read_table(GEOGRAPHY, "localities")["mun_code"]))


def invented(folder: Path, municipality: str, *options: str) -> Path:
    """An invented week of ten people or as many as the options say."""
    size = () if "--people" in options else ("--people", "10")
    assert run(["new", str(folder), "--synthetic", "--municipality", municipality, *size, *options]) == 0
    return folder


def as_copied(name: str) -> dict[str, bytes]:
    """The files of a shipped scenario as an English copy has them."""
    files = {path: raw for path, raw in contents(SCENARIOS / name).items() if not path.startswith("copy/")}
    if "scenario.toml" in files:
        stated = b'\n[scenario]\nlanguage = "en"\n'
        files["scenario.toml"] = files["scenario.toml"].replace(b"\n[scenario]\n", stated)
    return files


@pytest.mark.parametrize("name", ["landskrona", "landskrona_tasks"])
def test_a_copy_holds_the_same_bytes(name: str, tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / "ours"), "--from", name, "--lang", "en"]) == 0
    assert contents(tmp_path / "ours") == as_copied(name)


def test_a_copy_of_tiny_plans_by_all_goals_of_the_policy_and_its_readme_is_true(tmp_path: Path) -> None:
    """Tiny itself has one goal, so that it can be worked out by hand."""
    copy = tmp_path / "ours"
    assert run(["new", str(copy), "--from", "tiny"]) == 0
    mine, theirs = contents(copy), contents(SCENARIOS / "tiny")
    tables = {name for name in theirs if name.endswith(".csv")}
    assert {name: mine[name] for name in mine if name not in {"README.md", "scenario.toml"}} == {
        name: theirs[name] for name in tables
    }
    scenario = read(copy)
    assert list(scenario.settings.goals) == scenario.assumptions.policy.values["goals"].value
    assert scenario.warnings == ()
    plan = make_plan(scenario)
    proposed = plan.assignments[plan.assignments["status"] == "proposed"]
    placed = set(zip(proposed["jobseeker_id"], proposed["slot_id"], proposed["programme_id"], strict=True))
    for path in sorted((SCENARIOS / "tiny" / "copy").glob("README*.md")):
        rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines()]
        assert {(row[0].removeprefix("| "), row[1], row[2]) for row in rows if row[0].startswith("| J")} == placed


def test_tables_are_written_for_a_swedish_excel_unless_plain_is_asked_for(tmp_path: Path) -> None:
    for name in ("tiny", "assign100"):
        assert run(["new", str(tmp_path / name), "--from", name]) == 0
        assert run(["new", str(tmp_path / f"{name}_plain"), "--from", name, "--dialect", "plain"]) == 0
    invented(tmp_path / "week", "Ydre")
    invented(tmp_path / "week_plain", "Ydre", "--dialect", "plain")
    for name in ("tiny", "assign100", "week"):
        for path in (tmp_path / name).glob("*.csv"):
            text, plain = path.read_bytes(), (tmp_path / f"{name}_plain" / path.name).read_bytes()
            header = text.partition(b"\n")[0]
            assert text.startswith(b"\xef\xbb\xbf"), path
            assert plain.partition(b"\n")[0] == header.removeprefix(b"\xef\xbb\xbf").replace(b";", b","), path
    assert b";55,881731;" in (tmp_path / "tiny" / "zones.csv").read_bytes()
    assert b",55.881731," in (tmp_path / "tiny_plain" / "zones.csv").read_bytes()


@pytest.mark.parametrize("dialect", ["plain", "swedish"])
def test_a_week_with_swedish_headings_gives_the_same_plan(dialect: str, tmp_path: Path) -> None:
    for name in ("names", "sv"):
        options = ["--from", "tiny", "--dialect", dialect, "--headings", name]
        assert run(["new", str(tmp_path / name), *options]) == 0
        planned(tmp_path / name, tmp_path / "plans" / name, "--workers", "1")
    assert (tmp_path / "sv" / "slots.csv").read_text(encoding="utf-8-sig").startswith("plats")
    plain, swedish = (contents(tmp_path / "plans" / name) for name in ("names", "sv"))
    assert {name for name in plain.keys() | swedish.keys() if plain.get(name) != swedish.get(name)} <= {"run.json"}


def test_a_copied_what_if_needs_nothing_beside_it(tmp_path: Path) -> None:
    copy = tmp_path / "somewhere" / "ours"
    assert run(["new", str(copy), "--from", "landskrona_more_enkla_jobb", "--lang", "en"]) == 0
    assert run(["check", str(copy)]) == 0
    base = contents(copy / "base")
    assert base == as_copied("landskrona")
    shipped = as_copied("landskrona_more_enkla_jobb")["scenario.toml"]
    assert (copy / "scenario.toml").read_bytes() == shipped.replace(b"../landskrona", b"base")


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "--from NAME (assign100, eskilstuna,"),
        (["--from", "tinny"], 'Did you mean "tiny"?'),
        (["--from", "../scenarios/tiny"], "No scenario called"),
        (["--from", "tiny", "--synthetic", "--municipality", "Ydre"], "name one of the two"),
        (["--from", "tiny", "--people", "20", "--seed", "2"], "--people, --seed can be chosen for an invented week"),
        (["--synthetic"], "Say which municipality"),
        (["--synthetic", "--municipality", "Treleborg"], "Did you mean Trelleborg"),
        (["--synthetic", "--municipality", "Ydre", "--people", "9"], "--people"),
        (["--synthetic", "--municipality", "Ydre", "--week", "2027-W53"], "is not a week of 2027, which has 52 weeks"),
        (["--synthetic", "--municipality", "Ydre", "--week", "next"], "is not an ISO week such as 2026-W48"),
        (["--synthetic", "--municipality", "Ydre", "--week", "1999-W01"], "outside 2003 to 2096"),
    ],
)
def test_what_cannot_be_asked_for_is_usage_and_writes_nothing(
    arguments: list[str], said: str, tmp_path: Path, capsys: Screen
) -> None:
    assert run(["new", str(tmp_path / "ours"), *arguments]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["--from", "tiny"], ["--synthetic", "--municipality", "Ydre"]], ids=["copy", "synthetic"]
)
def test_a_folder_with_anything_in_it_is_left_alone(arguments: list[str], tmp_path: Path, capsys: Screen) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "scenario.toml").write_text("mine", encoding="utf-8")
    assert run(["new", str(tmp_path / "ours"), *arguments]) == 2
    assert "left as it is" in capsys.readouterr().err
    assert contents(tmp_path) == {str(Path("ours", "scenario.toml")): b"mine"}


def test_the_folder_one_stands_in_is_filled_and_not_pulled_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = tmp_path.stat().st_ino
    assert run(["new", ".", "--from", "tiny"]) == 0
    assert tmp_path.stat().st_ino == before
    assert "scenario.toml" in os.listdir()  # noqa: PTH208 - where one stands, however it is called


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("planner.cli.starting.write_files", fail)
    assert run(["new", str(tmp_path / "ours"), "--from", "tiny"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_the_same_command_gives_the_same_bytes_wherever_and_another_seed_others(tmp_path: Path) -> None:
    first = contents(invented(tmp_path / "first", "Trelleborg", "--people", "60", "--seed", "7"))
    assert contents(invented(tmp_path / "in" / "second", "1287", "--people", "60", "--seed", "7")) == first
    other = contents(invented(tmp_path / "other", "Trelleborg", "--people", "60", "--seed", "8"))
    assert {name for name in first if other[name] != first[name]} >= {"jobseekers.csv", "slots.csv", "README.md"}


def test_a_scenario_states_the_language_it_was_begun_in_where_it_is_not_swedish(tmp_path: Path) -> None:
    for options in (["--from", "tiny"], ["--synthetic", "--municipality", "Ydre", "--people", "10"]):
        for language, is_stated in (("sv", False), ("en", True)):
            week = tmp_path / f"{language}{len(options)}"
            assert run(["new", str(week), *options, "--lang", language]) == 0
            assert ('language = "en"' in (week / "scenario.toml").read_text(encoding="utf-8")) == is_stated
            assert read(week).language == ("en" if is_stated else None)


def test_the_line_in_the_readme_makes_the_week_again(tmp_path: Path) -> None:
    made = invented(
        tmp_path / "made", "Eskilstuna", "--people", "30", "--seed", "5", "--week", "2027-W10", "--lang", "en"
    )
    line = re.search(r"planner (new FOLDER .*)", (made / "README.md").read_text(encoding="utf-8"))
    assert line is not None
    assert run(line[1].replace("FOLDER", str(tmp_path / "again")).split()) == 0
    assert contents(tmp_path / "again") == contents(made)


@pytest.mark.parametrize(
    "municipality, said",
    [
        ("1282", "drawn by the municipality's own figures"),
        ("1283", "that for 24 months is missing and set to half"),
        ("1287", "Landskrona's are borrowed"),
        ("0114", "holds no published figures for this municipality"),
    ],
)
def test_the_readme_says_what_was_observed_and_what_is_borrowed(municipality: str, said: str, tmp_path: Path) -> None:
    page = (invented(tmp_path / "week", municipality, "--lang", "en") / "README.md").read_text(encoding="utf-8")
    assert said in page
    assert "Everybody is made up." in page
    assert "{" not in page


@pytest.mark.parametrize("municipality", ["0114", "0484", "1282", "1283", "1287"])
def test_the_swedish_readme_is_swedish_throughout(municipality: str, tmp_path: Path) -> None:
    """Every municipality with figures of its own, and one without."""
    page = (invented(tmp_path / "week", municipality, "--lang", "sv") / "README.md").read_text(encoding="utf-8")
    english = r"\b(the|of|and|no|or|for|share|persons|percent|year|months?|women|unemploy\w*|written|borrowed|report)\b"
    assert re.findall(english, page) == []
    assert not re.search(r"\d\.\d", page), "a decimal point"


@pytest.mark.parametrize("municipality", [*without_localities(), "0980", "1480", "2584"])
def test_an_invented_week_has_no_fault_also_where_no_town_is_the_municipalitys_own(
    municipality: str, tmp_path: Path, capsys: Screen
) -> None:
    assert run(["check", str(invented(tmp_path / "week", municipality))]) == 0, capsys.readouterr().err


@pytest.mark.slow
def test_an_invented_week_of_every_municipality_has_no_fault(tmp_path: Path, capsys: Screen) -> None:
    for code in read_table(GEOGRAPHY, "municipalities")["mun_code"]:
        assert run(["check", str(invented(tmp_path / "week", code))]) == 0, (code, capsys.readouterr().err)
        shutil.rmtree(tmp_path / "week")


def test_an_invented_week_is_planned_and_most_free_places_are_filled(tmp_path: Path) -> None:
    week = invented(tmp_path / "week", "Trelleborg", "--people", "120", "--seed", "7")
    plan = planned(week, tmp_path / "plan", "--workers", "1", "--time-limit", "2")
    assert plan["status"] in {"optimal", "feasible"}
    assert plan["totals"]["placed"] >= 8


def test_an_invented_week_is_told_as_json_where_that_is_asked_for(tmp_path: Path, capsys: Screen) -> None:
    folder = invented(tmp_path / "week", "Kiruna", "--seed", "3", "--week", "2026-W48", "--json")
    told = json.loads(capsys.readouterr().out)
    files = sorted(told.pop("files"))
    assert files == sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert told == {
        "folder": str(folder), "municipality": "2584", "name": "Kiruna", "week": "2026-W48", "people": 10, "seed": 3,
        "own_figures": "none",
    }  # fmt: skip
