"""The files that offices really write: what is read alike, and what Excel has made of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.inputs import read
from planner.schema.tables import TABLES
from tests.inputs.folders import (
    GOOD,
    assert_same,
    codes_of,
    edited,
    faults_of,
    good,
    text_of,
)


def semicolons(text: str) -> str:
    """The file as a Swedish Excel writes it: semicolon, decimal comma."""
    lines = []
    for line in text.replace('"Parken, AB"', "Parken§ AB").splitlines():
        cells = [cell.replace(".", ",") if cell.replace(".", "").isdigit() else cell for cell in line.split(",")]
        lines.append(";".join(cells).replace("§", ","))
    return "\n".join(lines) + "\n"


DIALECTS: dict[str, Callable[[str], bytes]] = {
    "semicolon and decimal comma": lambda text: semicolons(text).encode(),
    "UTF-8 with BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "Windows-1252": lambda text: text.encode("cp1252"),
    "carriage returns": lambda text: text.replace("\n", "\r\n").encode(),
    "old line ends": lambda text: text.replace("\n", "\r").encode(),
    "no last line end": lambda text: text.rstrip("\n").encode(),
    "an empty row of separators": lambda text: (text + "," * text.split("\n")[0].count(",") + "\n").encode(),
    "columns without headings or cells at the end": lambda text: text.replace("\n", ",,\n").encode(),
    "empty rows between": lambda text: text.replace("\n", "\n\n").encode(),
    "a header in capitals": lambda text: "\n".join([text.split("\n")[0].upper(), *text.split("\n")[1:]]).encode(),
    "spaces around cells": lambda text: text.replace(",", " , ").replace('"Parken ,  AB"', "Parken. AB").encode(),
    "spaces in lists": lambda text: text.replace("|", " | ").encode(),
    "Excel's first line": lambda text: ("sep=;\n" + semicolons(text)).encode(),
    "Swedish yes and no": lambda text: text.replace(",yes", ",JA").replace(",no,", ",Nej,").encode(),
}


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_reads_alike(dialect: str, tmp_path: Path) -> None:
    sound = (
        good(tmp_path / "a", edited("employers.csv", ('"Parken, AB"', "Parken. AB"))) if "spaces a" in dialect else GOOD
    )
    changed = {f"{name}.csv": DIALECTS[dialect](text_of(f"{name}.csv")) for name in TABLES}
    assert_same(read(sound), read(good(tmp_path / "b", changed)))


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f"])
def test_thousands_may_be_parted_by_any_space(space: str, tmp_path: Path) -> None:
    folder = good(tmp_path, edited("funding.csv", ("900000", f"900{space}000"), ("120000", f"+120{space}000")))
    assert_same(read(GOOD), read(folder))


def test_decimal_commas_stand_in_quotes_in_a_comma_file(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(good(tmp_path, edited("slots.csv", ("37.5", '"37,5"')))))


def test_a_whole_number_may_have_decimals_that_are_nought(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(good(tmp_path, edited("slots.csv", ("centrum,3,0", "centrum,3.0,0.00")))))
    for text in ("1,000", "1.000"):
        assert codes_of(good(tmp_path, edited("slots.csv", ("centrum,3,0", f'centrum,"{text}",0')))) == ["slots-places"]


def test_a_header_alone_is_an_empty_table(tmp_path: Path) -> None:
    tables = ("outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit")
    folder = good(tmp_path, {f"{name}.csv": ",".join(TABLES[name].columns) + "\n" for name in tables})
    scenario = read(folder)
    assert all(scenario.tables[name].empty for name in tables)
    headers = {f"{name}.csv": ",".join(table.columns) + "\n" for name, table in TABLES.items()}
    assert all(frame.empty for frame in read(good(tmp_path / "all", headers)).tables.values())


def test_a_file_in_utf_16_is_no_text_here(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, {"zones.csv": text_of("zones.csv").encode("utf-16")})) == ["not-text"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["zones.csv", "scenario.xlsx"])
def test_a_pipe_or_device_is_no_table(name: str, tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert codes_of(folder) == ["cannot-read"]
    (folder / name).unlink()
    (folder / name).symlink_to("/dev/zero")
    assert codes_of(folder) == ["cannot-read"]


def test_a_line_in_quotes_of_which_no_cells_can_be_made_is_told_as_a_row_of_another_length(tmp_path: Path) -> None:
    folder = good(tmp_path, {"supervisors.csv": 'supervisor_id,capacity\nH1,9\n"H2,""9""x"\n'})
    (fault,) = [fault for fault in faults_of(folder) if fault.file == "supervisors.csv"]
    assert (fault.code, fault.row) == ("ragged-row", 3)
