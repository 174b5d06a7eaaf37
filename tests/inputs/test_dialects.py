"""The files that offices really write: what is read alike, and what Excel has made of them."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.inputs import read
from planner.schema.tables import TABLES
from tests.inputs.folders import (
    GOOD,
    SCENARIOS,
    assert_same,
    codes_of,
    edited,
    faults_of,
    good,
    message_of,
    text_of,
    write,
)
from tests.inputs.workbooks import workbook_of, write_workbook


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


def test_a_workbook_reads_as_its_tables_do(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(workbook_of(GOOD, tmp_path)))


def test_a_folder_may_have_spaces_and_swedish_letters(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(good(tmp_path / "Planering vecka 48, Åstorp")))


def test_file_names_may_have_capitals(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "slots.csv").rename(folder / "Slots.CSV")
    assert_same(read(GOOD), read(folder))


def test_files_that_excel_and_macs_leave_are_passed_over(tmp_path: Path) -> None:
    folder = good(
        tmp_path, {"._slots.csv": b"\x00", "~$scenario.xlsx": b"\x00", ".~lock.slots.csv#": b"x", "notes.txt": b""}
    )
    assert_same(read(GOOD), read(folder))


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


def test_optional_tables_may_be_missing(tmp_path: Path) -> None:
    folder = good(tmp_path)
    for name in (
        "outcomes", "baselines", "decisions", "placements", "history", "preferences", "past_placements", "audit",
        "caseworkers",
    ):  # fmt: skip
        (folder / f"{name}.csv").unlink()
    assert read(folder).tables["decisions"].empty


def test_faults_in_a_workbook_name_sheet_and_cell(tmp_path: Path) -> None:
    folder = workbook_of(GOOD, tmp_path, {"supervisors": [["supervisor_id", "capacity"], ["H1", "many"], ["H2"]]})
    assert 'error[supervisors-capacity]: scenario.xlsx supervisors!B2: "many" is not a number.' in message_of(folder)
    folder = workbook_of(GOOD, tmp_path, {"supervisors": [["supervisor_id", "capacty"], ["H1", 2], ["H2"]]})
    assert "scenario.xlsx supervisors!B1: there is no column" in message_of(folder)


def test_references_in_a_workbook_name_the_cell_too(tmp_path: Path) -> None:
    rows: list[list[object]] = [["jobseeker_id", "slot_id", "rank"], ["J1", "S1", 1], ["J1", "S77", 1]]
    assert 'preferences!B3: "S77" names no row of slots' in message_of(
        workbook_of(GOOD, tmp_path, {"preferences": rows})
    )


@pytest.mark.parametrize("cell,what", [(date(2026, 2, 1), "date"), (1.5, "number"), (True, "yes or no")])
def test_an_id_that_excel_has_changed_is_refused(cell: object, what: str, tmp_path: Path) -> None:
    rows: list[list[object]] = [["supervisor_id"], ["H1"], ["H2"], [cell]]
    folder = workbook_of(GOOD, tmp_path, {"supervisors": rows})
    assert [(fault.code, fault.row, fault.column) for fault in faults_of(folder)] == [("excel-changed", 4, "A")]
    assert f"Excel has made a {what} of the cell" in message_of(folder)


def test_ids_that_excel_made_whole_numbers_stay_ids(tmp_path: Path) -> None:
    rows: list[list[object]] = [["supervisor_id", "capacity"], ["H1", 4], ["H2"], [17, 2.5]]
    assert "17" in set(read(workbook_of(GOOD, tmp_path, {"supervisors": rows})).tables["supervisors"]["supervisor_id"])


def test_an_empty_sheet_of_no_table_is_passed_over(tmp_path: Path) -> None:
    assert_same(read(GOOD), read(workbook_of(GOOD, tmp_path, {"Blad1": []})))
    assert codes_of(workbook_of(GOOD, tmp_path, {"Blad1": [["x"]]})) == ["unknown-table"]


def test_a_table_in_two_places_is_a_fault(tmp_path: Path) -> None:
    folder = good(tmp_path)
    write_workbook(folder / "scenario.xlsx", {"caseworkers": [["caseworker_id"], ["K1"], ["K2"]]})
    assert codes_of(folder) == ["table-twice"]
    assert "scenario.xlsx sheet caseworkers: the table is in caseworkers.csv too" in message_of(folder)


def test_what_is_no_workbook_is_a_fault(tmp_path: Path) -> None:
    for raw in (b"", b"zone;lat", b"PK\x03\x04" + bytes(100)):
        assert codes_of(good(tmp_path, {"scenario.xlsx": raw})) == ["not-a-workbook"]


def test_a_folder_called_as_a_table_is_a_fault(tmp_path: Path) -> None:
    folder = good(tmp_path)
    (folder / "audit.csv").unlink()
    (folder / "audit.csv").mkdir()
    assert codes_of(folder) == ["cannot-read"]


def test_a_file_in_utf_16_is_no_text_here(tmp_path: Path) -> None:
    assert codes_of(good(tmp_path, {"zones.csv": text_of("zones.csv").encode("utf-16")})) == ["not-text"]


def test_a_chain_of_links_that_goes_round_is_told(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", {"scenario.toml": 'format = 1\nextends = "../b"\n'})
    try:
        (tmp_path / "b").symlink_to(tmp_path / "c")
        (tmp_path / "c").symlink_to(tmp_path / "b")
    except OSError:
        pytest.skip("no links here")
    assert codes_of(folder) == ["no-base"]
    (tmp_path / "b").unlink()
    (tmp_path / "b").symlink_to(folder)
    assert codes_of(folder) == ["extends-itself"]


def test_no_scenario_is_a_fault_of_use(tmp_path: Path) -> None:
    for folder in (tmp_path / "nothing", tmp_path, GOOD / "zones.csv"):
        with pytest.raises(UsageFault, match=r"scenario\.toml is missing"):
            read(folder)


def test_every_shipped_scenario_is_sound() -> None:
    shipped = sorted(SCENARIOS.glob("*/scenario.toml"))
    assert len(shipped) > 3
    for path in shipped:
        assert message_of(path.parent) == ""
