"""An export is read as it comes: titles, sums, notes and blank columns are none of its table."""

from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from tests.imports.exports import HEADINGS, PERSON, book_export, column, csv_export, imported


def test_titles_sums_notes_blank_columns_and_repeated_headings_are_no_people(tmp_path: Path) -> None:
    done = imported(
        csv_export(
            tmp_path,
            ("Uttag 2026-11-23", "", "", ""),
            ("", "", "", ""),
            ("Ärendenr", "", "Ort", "Utbildning"),
            ("A-1", "", "Landskrona", "Gymnasium"),
            ("Ärendenr", "", "Ort", "Utbildning"),
            ("A-2", "", "Häljarp", "Grundskola"),
            ("Summa", "2", "", ""),
            ("Utskriven 2026-11-23 kl 7", "", "", ""),
        )
    )
    assert column(done, "jobseeker_id") == ["A-1", "A-2"]
    assert done.sheets[0].left_out == {"totals": 1, "notes": 1, "headings": 1}
    assert [one.heading for one in done.columns] == ["Ärendenr", "Ort", "Utbildning"]


def test_a_firm_called_total_is_no_row_of_totals(tmp_path: Path) -> None:
    rows = (("Arbetsgivarid", "Namn", "Sektor"), ("E1", "Exempel AB", "privat"), ("Total-1", "Exempel Total", "privat"))
    assert column(imported(csv_export(tmp_path, *rows)), "employer_id", "employers") == ["E1", "Total-1"]


def test_a_heading_that_stands_twice_is_numbered_and_the_first_is_used(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, (*HEADINGS, "Ort"), (*PERSON, "Malmö")))
    assert column(done, "home_zone") == ["landskrona"]
    assert [one.heading for one in done.columns if one.column is None] == ["Ort (2)"]


def test_the_same_row_twice_is_one_person_and_another_row_of_the_same_id_is_warned_of(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, HEADINGS, PERSON, PERSON, ("A-1", "Häljarp", "Gymnasium")))
    assert column(done, "home_zone") == ["landskrona", "haljarp"]
    assert done.sheets[0].same == 1
    assert [(one.code, one.row) for one in done.warnings] == [("export-id-twice", 4)]


def test_each_sheet_is_the_table_that_its_headings_say_and_others_are_left_out(tmp_path: Path) -> None:
    done = imported(
        book_export(
            tmp_path,
            Deltagare=[HEADINGS, PERSON],
            Arbetsgivare=[["Arbetsgivarid", "Namn", "Sektor"], ["E1", "Exempel AB", "Privat"]],
            Statistik=[["Månad", "Inskrivna"], ["oktober", 312]],
        )
    )
    assert {sheet.sheet: sheet.table for sheet in done.sheets} == {
        "Deltagare": "jobseekers", "Arbetsgivare": "employers", "Statistik": None,
    }  # fmt: skip
    assert column(done, "sector", "employers") == ["private"]


def test_an_export_without_a_table_that_is_known_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="no sheet of the export is a table that is known"):
        imported(csv_export(tmp_path, ("Månad", "Antal"), ("oktober", "312")))


def test_a_missing_export_is_a_usage_fault(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="There is no file"):
        imported(tmp_path / "none.csv")


def test_two_sheets_of_the_same_kind_are_one_table(tmp_path: Path) -> None:
    done = imported(book_export(tmp_path, Norr=[HEADINGS, PERSON], Söder=[HEADINGS, ("A-2", "Häljarp", "Annat")]))
    assert column(done, "jobseeker_id") == ["A-1", "A-2"]
    assert done.to_choose == 1


def test_a_town_that_several_places_may_be_is_no_zone_until_somebody_chooses(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, HEADINGS, ("A-1", "Torp", "2")))
    assert column(done, "home_zone") == ["?"]


def test_places_find_an_employer_of_another_sheet_by_name(tmp_path: Path) -> None:
    done = imported(
        book_export(
            tmp_path,
            Platser=[["Platsid", "Arbetsgivare", "Ort", "Antal platser"], ["S1", "Exempel AB", "Malmö", 2]],
            Arbetsgivare=[["Arbetsgivarid", "Namn", "Sektor"], ["E7", "Exempel AB", "Privat"]],
        )
    )
    assert done.missing == {"slots": ["programme_ids"]}
    assert column(done, "employer_id", "employers") == ["E7"]
    text = done.files["import.toml"].decode()
    text = text.replace('heading = ""', 'value = "bea"')
    assert column(imported(tmp_path / "export.xlsx", text), "employer_id", "slots") == ["E7"]


def test_a_web_page_that_is_called_a_workbook_is_a_fault_with_its_cure(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text("<html><table><tr><td>Ärendenr</td></tr></table></html>", encoding="utf-8")
    with pytest.raises(InputFaults, match=r"is a web page and no workbook.*save it as \.xlsx"):
        imported(path)


def test_tabs_and_letters_of_an_old_windows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes("\t".join(HEADINGS).encode("cp1252") + b"\n" + "\t".join(PERSON).encode("cp1252") + b"\n")
    assert column(imported(path), "home_zone") == ["landskrona"]
