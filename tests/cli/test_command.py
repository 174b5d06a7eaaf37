"""Which language a command speaks: the one asked for, else that of the files, else Swedish."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from planner.cli.command import asked_language
from planner.cli.main import COMMANDS, run
from planner.texts import language

NO_PLAN = {"sv": "Det finns ingen plan i", "en": "There is no plan in"}


def folder(path: Path, head: str = "", extends: str = "") -> Path:
    """A folder with a scenario.toml and no plan."""
    path.mkdir(exist_ok=True)
    (path / "scenario.toml").write_text(f"format = 1\n{extends}\n[scenario]\n{head}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "head, asked, spoken",
    [
        ("", [], "sv"),
        ('language = "en"', [], "en"),
        ('language = "en"', ["--lang", "sv"], "sv"),
        ("", ["--lang=en"], "en"),
        ('language = "xx"', [], "sv"),
        ("language = [", [], "sv"),
    ],
)
def test_a_command_speaks_what_is_asked_for_else_what_the_files_state_else_swedish(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str, asked: list[str], spoken: str
) -> None:
    assert run(["verify", str(folder(tmp_path / "week", head)), *asked]) == 2
    assert capsys.readouterr().err.startswith(NO_PLAN[spoken])


def test_a_what_if_speaks_the_language_of_what_it_extends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder(tmp_path / "base", 'language = "en"')
    assert run(["verify", str(folder(tmp_path / "more", extends='extends = "../base"'))]) == 2
    assert capsys.readouterr().err.startswith(NO_PLAN["en"])


def test_an_earlier_plan_in_the_folder_has_no_say_in_the_language_of_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "plan.json").write_text('{"language": "en"}', encoding="utf-8")
    assert run(["plan", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    assert "innehåller andra filer (plan.json)" in capsys.readouterr().err


def test_a_plan_is_verified_in_its_own_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.json").write_text('{"language": "en"}', encoding="utf-8")
    assert run(["verify", str(tmp_path)]) != 0
    english = capsys.readouterr()
    assert run(["verify", str(tmp_path), "--lang", "sv"]) != 0
    assert capsys.readouterr() != english


@pytest.mark.parametrize("before", [[], ["--lang", "sv"]])
def test_what_is_typed_wrongly_is_said_in_swedish(before: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*before, "plan", "here"]) == 2
    assert "Fel: Flagga saknas: '--out'." in capsys.readouterr().err
    assert run(["plan", "here", "--lang", "en"]) == 2
    assert "Error: Missing option '--out'." in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong, said",
    [
        (["--gap", "2"], "Error: Invalid value for '--gap': 2.0 is not in the range 0 to 1."),
        (["--time-limit", "0"], "Error: Invalid value for '--time-limit': 0.0 is not in the range above 0 to 86,400."),
        (["--workers", "many"], "Error: Invalid value for '--workers': 'many' is not a valid whole number."),
        (["--workrs", "1"], "Error: No such option '--workrs'."),
        ([], "Error: Missing option '--out'."),
    ],
)
def test_what_is_typed_wrongly_beside_a_scenario_is_said_in_its_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: list[str], said: str
) -> None:
    week = folder(tmp_path / "week", 'language = "en"')
    other = folder(tmp_path / "other")
    for line in (["plan", *wrong, str(week)], ["plan", "--models", str(other), str(week), *wrong]):
        assert run(line) == 2
        assert said in capsys.readouterr().err
    assert run(["plan", str(other), "--gap", "2"]) == 2
    said = "Fel: Ogiltigt värde för '--gap': 2.0 är inte tillåtet. Tillåtna värden: 0 till 1."
    assert said in capsys.readouterr().err


def test_the_machine_has_no_say_in_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable in ("LANG", "LC_ALL", "LANGUAGE"):
        monkeypatch.setenv(variable, "en_US.UTF-8")
    assert run(["--help"]) == 0
    assert "Användning: planner" in capsys.readouterr().out


def test_a_run_leaves_the_language_of_its_caller_as_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "fi")
    before = language()
    assert run(["--lang", "sv", "--help"]) == 0
    assert (language(), os.environ["LANGUAGE"]) == (before, "fi")
    assert capsys.readouterr().out


def test_what_cannot_be_understood_is_json_where_json_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for before in ([], ["--lang", "en"], ["--lang=en"]):
        assert run([*before, "check", "--json"]) == 2
        assert json.loads(capsys.readouterr().out)["exit_code"] == 2
    assert run(["--json"]) == 2
    assert "--json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments, asked",
    [
        (["plan", "--lang", "en"], "en"),
        (["--lang=sv", "plan"], "sv"),
        (["--lang", "en", "plan", "--lang=sv"], "sv"),
        (["--lang", "en", "plan", "--lang", "fi"], "en"),
        (["plan", "--lang"], None),
        (["plan", "--lang", "fi"], None),
        (["plan", "--", "--lang", "en"], None),
    ],
)
def test_the_language_is_found_in_a_command_line_before_the_rest_is_understood(
    arguments: list[str], asked: str | None
) -> None:
    assert asked_language(arguments) == asked


def test_a_shell_completes_the_names_of_commands(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("_PLANNER_COMPLETE", "bash_complete"), ("COMP_WORDS", "planner "), ("COMP_CWORD", "1")):
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as ended:
        run([])
    offered = [line.removeprefix("plain,") for line in capsys.readouterr().out.splitlines()]
    assert (ended.value.code, sorted(offered)) == (0, sorted(COMMANDS))
