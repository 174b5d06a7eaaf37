"""The pages on the four municipalities: both languages alike, commands run, and screens are what is printed."""

import csv
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli.main import run
from tests.docs.pages import ROOT, blocks
from tests.docs.test_readme import shape

ENGLISH, SWEDISH = "docs/municipalities.md", "docs/sv/kommuner.md"
NAMES = ("landskrona", "helsingborg", "trelleborg", "eskilstuna")
Rows = list[dict[str, str]]


def sections(page: str) -> dict[str, str]:
    """The text under each heading of a page, by the name of its scenario."""
    parts = re.split(r"^## ", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].lower(): part for part in parts}


def commands(page: str, name: str) -> list[list[str]]:
    """The commands of a page that are about a scenario, as words."""
    lines = [shlex.split(line) for block in blocks(page) for line in block.commands]
    return [words for words in lines if words[2].rpartition("/")[2] == name]


def screen(page: str, name: str) -> list[str]:
    """The lines of a plan's screen that a page shows, without those that stand for others."""
    found = re.search(r"```text\n(.*?)```", sections(page)[name], flags=re.DOTALL)
    return [line for line in (found[1].splitlines() if found else ()) if line.strip() not in {"", "…"}]


def rows(path: Path) -> Rows:
    """The rows of a table that a plan has written, or of one of its scenario."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.DictReader(lines, delimiter=";" if ";" in lines[0] else ","))


def names(text: str) -> list[str]:
    return re.findall(r"`([^`\n]+)`", text)


def figures(line: str) -> list[str]:
    """The figures of a line, written alike in both languages."""
    plain = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3}\b)", "", line)
    return re.findall(r"\d+(?:[.,]\d+)?", plain.replace(",", "."))


@pytest.mark.parametrize("name", NAMES)
def test_both_pages_have_the_same_tables_names_and_figures(name: str) -> None:
    english, swedish = sections(ENGLISH)[name], sections(SWEDISH)[name]
    assert len(re.findall(r"^\|", english, flags=re.MULTILINE)) == len(re.findall(r"^\|", swedish, flags=re.MULTILINE))
    without_shell = [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in (english, swedish)]
    assert sorted(names(without_shell[0])) == sorted(names(without_shell[1]))
    assert [figures(line) for line in screen(ENGLISH, name)] == [figures(line) for line in screen(SWEDISH, name)]


@pytest.mark.parametrize("name", NAMES)
def test_both_pages_tell_the_same_commands_and_end_with_the_report(name: str) -> None:
    english, swedish = commands(ENGLISH, name), commands(SWEDISH, name)
    assert [words[:-2] for words in english] == swedish
    assert all(words[-2:] == ["--lang", "en"] for words in english)
    assert english[-1][1] == "report"


def two_lists(scenario: Path, plan: Path) -> None:
    """Helsingborg: units get people for what they need and for what they offer, and nobody without the union."""
    sector = {row["employer_id"]: row["sector"] for row in rows(scenario / "employers.csv")}
    slots = {row["slot_id"]: row for row in rows(scenario / "slots.csv")}
    proposed = [row for row in rows(plan / "assignments.csv") if row["status"] == "proposed"]
    municipal = [row for row in proposed if sector[row["employer_id"]] in {"department", "municipal_company"}]
    is_need = [row["programme_id"] == "vanligt_jobb" for row in municipal]
    assert any(is_need)
    assert not all(is_need)
    assert all(slots[row["slot_id"]]["union_consulted_on"] for row in municipal)


def two_flows(scenario: Path, plan: Path) -> None:
    """Trelleborg: those outside the main flow have their places, firms their lists, and Svedala is in the pool."""
    outside = {row["jobseeker_id"] for row in rows(scenario / "jobseekers.csv") if row["groups"] == "sarskilt_stod"}
    proposed = [row for row in rows(plan / "assignments.csv") if row["status"] == "proposed"]
    begun = [row for row in rows(plan / "inputs" / "placements.csv") if row["state"] in {"started", "accepted"}]
    assert len(outside & {row["jobseeker_id"] for row in proposed + begun}) >= 40
    assert {row["slot_id"] for row in rows(plan / "shortlists.csv")} & {"T02", "T03", "T04", "T05"}
    ways = {(row["jobseeker_id"][0] == "N", row["slot_id"][0] == "N") for row in proposed}
    assert ways == {(True, True), (True, False), (False, True), (False, False)}
    assert any(row["path"] for row in proposed)


def mornings_and_afternoons(scenario: Path, plan: Path) -> None:
    """Eskilstuna: Swedish beside a main place, cohorts whole or not at all, and one that is too small."""
    slots = {row["slot_id"]: row for row in rows(scenario / "slots.csv")}
    proposed = [row for row in rows(plan / "assignments.csv") if row["status"] == "proposed"]
    held: dict[str, list[str]] = {}
    for row in proposed:
        held.setdefault(row["jobseeker_id"], []).append(row["slot_id"])
    both = [ids for ids in held.values() if len(ids) > 1]
    assert len(both) > 10
    assert all(not set.intersection(*(set(slots[slot]["shift"].split("|")) for slot in ids)) for ids in both)
    filled = {row["slot_id"]: int(row["filled"]) for row in rows(plan / "slots.csv")}
    for slot, row in slots.items():
        assert filled[slot] == 0 or filled[slot] >= int(row["min_places"]), slot
    code = {row["slot_id"]: row["reason_code"] for row in rows(plan / "slots.csv")}
    assert code["U05"] == "empty_minimum"


ELEMENTS: dict[str, Callable[[Path, Path], None]] = {
    "helsingborg": two_lists,
    "trelleborg": two_flows,
    "eskilstuna": mornings_and_afternoons,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ELEMENTS)
def test_the_commands_run_the_screen_is_what_is_printed_and_the_elements_are_there(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "scenarios" / name, tmp_path / "scenarios" / name)
    monkeypatch.chdir(tmp_path)
    shown, printed = screen(ENGLISH, name), ""
    for _, *words in commands(ENGLISH, name):
        # One worker counts its steps, so that a busy machine finds the same plan.
        assert run([*words, *(["--time-limit", "2", "--workers", "1"] if words[0] == "plan" else [])]) == 0, words
        told = capsys.readouterr().out
        printed = told if words[0] == "plan" else printed
    assert len(shown) > 10
    lines = {shape(line) for line in printed.splitlines()}
    assert [line for line in shown if shape(line) not in lines] == []
    ELEMENTS[name](tmp_path / "scenarios" / name, tmp_path / "out" / name)
