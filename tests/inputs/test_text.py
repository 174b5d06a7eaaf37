"""Bytes, letters and words of files: what is read alike, and what is a fault rather than read wrong."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from planner.inputs import read
from tests.inputs.folders import GOOD, assert_same, codes_of, edited, faults_of, good, message_of, text_of


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("name", ["Malmö", "Råå södra", "Äppelbo", "Ärende", "Österut", "kafé"])
def test_files_of_old_macs_and_ms_dos_are_faults_with_row_and_column(encoding: str, name: str, tmp_path: Path) -> None:
    folder = good(
        tmp_path, {"zones.csv": f"zone,name,lat,lon\ncentrum,{name},55.9,12.8\nnorr,N,55.9,12.9\n".encode(encoding)}
    )
    (fault,) = faults_of(folder)
    assert (fault.code, fault.row, fault.column, fault.value) == ("not-text", 2, "name", None)


@pytest.mark.parametrize("foreign", [b"\xe5", b"\x8c", b"\xff"])
def test_one_foreign_byte_in_utf_8_is_a_fault_where_it_stands(foreign: bytes, tmp_path: Path) -> None:
    text = "zone,name,lat,lon\ncentrum,Råå södra,55.9,12.8\nnorr,N§rr,55.9,12.9\n"
    folder = good(tmp_path, {"zones.csv": text.encode().replace("§".encode(), foreign)})
    assert [(fault.code, fault.row, fault.column) for fault in faults_of(folder)] == [("not-text", 3, "name")]


@pytest.mark.parametrize("way", ["cp1252", "latin-1"])
def test_letters_that_somebody_saved_as_two_are_a_fault(way: str, tmp_path: Path) -> None:
    twice = "Ölme Åås".encode().decode(way)
    text = f"zone,name,lat,lon\ncentrum,{twice},55.9,12.8\nnorr,Norr,55.9,12.9\n"
    assert [fault.row for fault in faults_of(good(tmp_path, {"zones.csv": text}))] == [2]


@pytest.mark.parametrize("name", ["Råå södra", "Kafé €uro – ”Måns”…", "JOÃO", "”Kaffe”", "100 €", "Šarić på Öland"])
def test_windows_1252_is_read_as_it_is(name: str, tmp_path: Path) -> None:
    text = f"zone;name;lat;lon\ncentrum;{name};55,9;12,8\nnorr;Norr;55,9;12,9\n".replace("ć", "c")
    folder = good(tmp_path, {"zones.csv": text.encode("cp1252")})
    assert read(folder).tables["zones"]["name"][0] == name.replace("ć", "c")


def test_a_foreign_byte_in_scenario_toml_is_a_fault_of_its_line(tmp_path: Path) -> None:
    text = text_of("scenario.toml").encode() + "\n# Råå s\u00f6dra".encode() + b"\n# R\xe5\n"
    (fault,) = [fault for fault in faults_of(good(tmp_path, {"scenario.toml": text})) if fault.code == "not-text"]
    assert fault.row == text.count(b"\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_control_character_is_a_fault_of_its_line(end: str, tmp_path: Path) -> None:
    text = end.join(["zone,name,lat,lon", "centrum,Centrum,55.9,12.8", "norr,N\x1b[31mrr,55.9,12.9", ""])
    (fault,) = faults_of(good(tmp_path, {"zones.csv": text}))
    assert (fault.code, fault.row) == ("not-text", 3)
    assert "Excel" not in fault.cure


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_words_are_one_whatever_their_case_and_unicode_form(form: Literal["NFC", "NFD"], tmp_path: Path) -> None:
    def folder(into: str, word: str) -> Path:
        text = text_of("jobseekers.csv").replace("lifting", word)
        slots = text_of("slots.csv").replace("lifting", "tunga lyft över axlarna")
        return good(tmp_path / into, {"jobseekers.csv": text, "slots.csv": slots})

    written = unicodedata.normalize(form, "Tunga Lyft  ÖVER axlarna")
    assert_same(read(folder("a", "tunga lyft över axlarna")), read(folder("b", written)))


def test_headings_in_another_unicode_form_are_the_same(tmp_path: Path) -> None:
    folder = good(tmp_path, edited("employers.csv", ("employer_id,name", "employer_id,anställda")))
    said = message_of(folder)
    (folder / "employers.csv").write_text(
        unicodedata.normalize("NFD", (folder / "employers.csv").read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert message_of(folder) == said


@pytest.mark.parametrize("amount", ["7.000", "7,000", "364.000"])
def test_an_amount_that_may_be_thousands_is_a_fault_with_point_and_comma(amount: str, tmp_path: Path) -> None:
    text = text_of("funding.csv").replace(",900000,", f',"{amount}",')
    assert f'"{amount}" may be thousands or three decimals' in message_of(good(tmp_path, {"funding.csv": text}))


@pytest.mark.parametrize("separator", ["\t", "|", ";"])
def test_other_separators_are_recognised(separator: str, tmp_path: Path) -> None:
    changed = {name: text_of(name).replace('"Parken, AB"', "Parken AB").replace(",", separator) for name in
               ("zones.csv", "caseworkers.csv", "supervisors.csv", "employers.csv", "programmes.csv")}  # fmt: skip
    sound = good(tmp_path / "a", edited("employers.csv", ('"Parken, AB"', "Parken AB")))
    assert_same(read(sound), read(good(tmp_path / "b", changed)))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_whole_lines_in_quotes_are_called_so(separator: str, tmp_path: Path) -> None:
    lines = text_of("employers.csv").replace('"', '""').replace(",", separator).splitlines()
    folder = good(tmp_path, {"employers.csv": "".join(f'"{line}"\r\n' for line in lines)})
    assert codes_of(folder) == ["quoted-lines"]


def test_ten_thousand_doubled_headings_are_told_of(tmp_path: Path) -> None:
    header = ",".join(f"c{n // 2}" for n in range(10_000))
    found = faults_of(good(tmp_path, {"caseworkers.csv": header + "\n"}))
    assert {fault.code for fault in found} == {"column-twice"}
    assert len(found) == 5_000


@pytest.mark.parametrize(
    "name,code",
    [("decisions.xlsx", "not-read"), ("preferences.csv.txt", "not-read"), ("slots.ods", "not-read"),
     ("history.tsv", "not-read"), ("scenario.xlsm", "not-read"), ("scenario.toml.txt", "not-read"),
     ("decisions_old.xls", "not-read"), ("~zones.csv", "not-read"), ("decisions.csv ", "not-read")],
)  # fmt: skip
def test_a_file_called_as_a_table_is_named_where_it_is_not_read(name: str, code: str, tmp_path: Path) -> None:
    assert [(fault.code, fault.file) for fault in faults_of(good(tmp_path, {name: b"x"}))] == [(code, name)]


def test_notes_and_folders_that_begin_as_a_table_are_warned_of(tmp_path: Path) -> None:
    folder = good(tmp_path, {"slots notes.docx": b"x", "travelling.pdf": b"x", "notes.txt": b"x"})
    (folder / "history").mkdir()
    assert [warned.file for warned in read(folder).warnings] == ["history", "slots notes.docx"]
    assert {warned.code for warned in read(folder).warnings} == {"left-unread"}


def test_a_title_above_the_headings_is_passed_over_with_one_warning(tmp_path: Path) -> None:
    title = "Handläggare vecka 48;\n;\n"
    text = text_of("caseworkers.csv").replace(",", ";")
    scenario = read(good(tmp_path, {"caseworkers.csv": title + text}))
    assert_same(read(GOOD), scenario)
    assert [(warned.code, warned.file) for warned in scenario.warnings] == [("title-row", "caseworkers.csv")]


@pytest.mark.parametrize("name", ["kommentar", "Anteckning", "NOTERING", "note"])
def test_a_column_of_notes_is_left_out_with_a_warning(name: str, tmp_path: Path) -> None:
    header, *rows = text_of("caseworkers.csv").splitlines()
    text = "\n".join([f"{header},{name}", *(f"{row},ring igen" for row in rows)])
    scenario = read(good(tmp_path, {"caseworkers.csv": text}))
    assert_same(read(GOOD), scenario)
    assert [warned.code for warned in scenario.warnings] == ["notes-left-out"]


@pytest.mark.parametrize(
    "table,heading,column",
    [("employers", "Benämning", "name"), ("zones", "Ort", "zone"), ("jobseekers", "Bostadsort", "home_zone"),
     ("slots", "Ort", "zone"), ("slots", "Arbetsgivare", "employer_id"), ("placements", "Deltagare", "jobseeker_id")],
)  # fmt: skip
def test_a_swedish_heading_is_called_by_its_column(table: str, heading: str, column: str, tmp_path: Path) -> None:
    header, *rows = text_of(f"{table}.csv").splitlines()
    changed = ",".join(heading if name == column else name for name in header.split(","))
    found = faults_of(good(tmp_path, {f"{table}.csv": "\n".join([changed, *rows])}))
    (fault,) = [fault for fault in found if fault.file == f"{table}.csv" and fault.row == 1]
    assert fault.code == "unknown-column"
    assert fault.cure.startswith(f'Did you mean "{column}"?')


def test_a_name_of_jobseekers_stays_refused(tmp_path: Path) -> None:
    text = text_of("jobseekers.csv").replace("jobseeker_id,", "jobseeker_id,Namn,", 1)
    assert "forbidden-column" in codes_of(good(tmp_path, {"jobseekers.csv": text}))


@pytest.mark.parametrize("error", ["#SAKNAS!", "#N/A", "#DIVISION/0!", "#####"])
def test_an_error_that_excel_saved_into_a_text_is_a_fault(error: str, tmp_path: Path) -> None:
    found = faults_of(good(tmp_path, edited("employers.csv", ('"Parken, AB"', error))))
    assert [(fault.code, fault.value) for fault in found] == [("employers-name", error)]
