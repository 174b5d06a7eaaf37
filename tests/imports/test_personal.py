"""What no file may hold is refused wherever it stands in an export, and nothing personal is printed."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from planner.errors import InputFaults
from planner.imports import Imported
from planner.reports import import_screen, import_summary
from tests.identity_numbers import identity_number
from tests.imports.exports import HEADINGS, MAP, PERSON, book_export, csv_export, imported, unread

NUMBER = identity_number(date(1985, 3, 12))


def shown(done: Imported) -> str:
    """All that an import says and writes."""
    files = "".join(raw.decode() for raw in done.files.values())
    return import_screen(done, Path("out")) + str(import_summary(done)) + files


@pytest.mark.parametrize("heading", ["Pnr", "Anteckning", "Utbildning 2"])
def test_an_identity_number_in_a_column_that_is_dropped_refuses_the_file_and_names_the_column(
    tmp_path: Path, heading: str
) -> None:
    with pytest.raises(InputFaults) as refused:
        imported(csv_export(tmp_path, (*HEADINGS, heading), (*PERSON, NUMBER)))
    assert [(fault.code, fault.column) for fault in refused.value.faults] == [("identity-number", heading)]
    assert "Remove this column from the export" in str(refused.value)
    assert NUMBER not in str(refused.value)


def test_an_identity_number_in_a_title_a_sum_or_a_hidden_sheet_refuses_the_file(tmp_path: Path) -> None:
    for export in (
        csv_export(tmp_path, (f"Uttag för {NUMBER}", "", ""), HEADINGS, PERSON),
        csv_export(tmp_path, HEADINGS, PERSON, ("Summa", NUMBER, ""), name="sum.csv"),
    ):
        with pytest.raises(InputFaults, match="identity-number"):
            imported(export)
    path = tmp_path / "hidden.xlsx"
    book = xlsxwriter.Workbook(path)
    sheets: dict[str, list[tuple[str, ...]]] = {"Deltagare": [HEADINGS, PERSON], "Gömt": [("x", "y"), (NUMBER, "z")]}
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if name == "Gömt":
            sheet.hide()
    book.close()
    with pytest.raises(InputFaults, match="identity-number"):
        imported(path)


def test_names_addresses_and_diagnoses_are_dropped_and_listed_by_their_heading_alone(tmp_path: Path) -> None:
    rows = (
        (*HEADINGS, "Efternamn", "Gatuadress", "Diagnos"),
        (*PERSON, "Påhittadsson", "Exempelgatan 5", "okänd sjuka"),
    )
    done = imported(csv_export(tmp_path, *rows))
    assert {one.heading: one.left for one in done.columns if one.column is None} == {
        "Efternamn": "name of a person", "Gatuadress": "address", "Diagnos": "diagnosis",
    }  # fmt: skip
    assert not any(word in shown(done) for word in ("Påhittadsson", "Exempelgatan", "okänd sjuka"))


def test_a_map_cannot_take_a_name_for_an_id(tmp_path: Path) -> None:
    text = 'format = 1\n[[table]]\nname = "jobseekers"\n[table.columns.jobseeker_id]\nheading = "Efternamn"\n'
    with pytest.raises(InputFaults, match="forbidden-column"):
        imported(csv_export(tmp_path, ("Efternamn", "Ort"), ("Påhittadsson", "Landskrona")), text)


def test_cells_that_may_be_personal_are_counted_and_never_shown_or_written(tmp_path: Path) -> None:
    done = imported(
        csv_export(
            tmp_path,
            HEADINGS,
            ("Påhittadsson", "Exempelgatan 5, Landskrona", "ring 070-000 00 00"),
            ("A-2", "Landskrona", "Påhittad Påhittadsson"),
            PERSON,
        )
    )
    assert unread(done, "jobseeker_id") == {None: 1}
    assert unread(done, "home_zone") == {None: 1}
    assert unread(done, "education_level") == {None: 2}
    assert not any(word in shown(done) for word in ("Påhittadsson", "Exempelgatan", "070"))


def test_names_of_officials_are_not_taken_for_codes(tmp_path: Path) -> None:
    done = imported(csv_export(tmp_path, (*HEADINGS, "Handläggare"), (*PERSON, "Påhittad Påhittadsson")))
    assert "caseworker_id" not in done.tables["jobseekers"]
    assert "Påhittadsson" not in shown(done)


def test_a_column_that_may_say_who_is_protected_is_never_dropped_silently(tmp_path: Path) -> None:
    export = csv_export(tmp_path, (*HEADINGS, "Sekretess"), (*PERSON, "Ja"))
    assert list(imported(export).tables["jobseekers"]["protected_identity"]) == ["yes"]
    with pytest.raises(InputFaults, match="protected-column"):
        imported(export, MAP)
    done = imported(export, MAP.replace('name = "jobseekers"', 'name = "jobseekers"\ndrop = ["Sekretess"]'))
    assert "protected_identity" not in done.tables["jobseekers"]


def test_no_id_is_repeated_where_excel_made_a_day_of_it(tmp_path: Path) -> None:
    done = imported(book_export(tmp_path, Deltagare=[HEADINGS, [date(2026, 1, 2), "Landskrona", "Gymnasium"], PERSON]))
    assert unread(done, "jobseeker_id") == {None: 1}
    assert list(done.tables["jobseekers"]["jobseeker_id"]) == ["?", "A-1"]
