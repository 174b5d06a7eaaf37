"""People read what forms and budget lines are called, in the workbook and beside it; files have ids."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from planner.explanation.form_names import form_names, line_names
from planner.texts import speaking
from planner.verification import verify
from tests.scenarios import Given
from tests.workbooks.books import folder_of, sheet, week


def named(home: Path) -> Given:
    """The week of the workbook's tests, with a second form of the same law, and a budget line that has a name."""
    given = week(home).add("programmes", programme_id="T2", rule="arbetstraning", name="Arbetsträning i parken")
    given.change("funding", "F1", name="Nämndens pott")
    return given.slot("S9", programme_ids="T|T2")


def test_a_form_is_called_by_the_office_else_by_the_law_and_a_line_by_its_name_else_its_id(tmp_path: Path) -> None:
    given = named(tmp_path).add("funding", funding_id="esf_jobb", budget_sek=1)
    instance = given.instance()
    with speaking("sv"):
        names = form_names(instance)
    # Two that the law calls alike are told apart by their ids.
    assert (names["T"], names["A"], names["T2"]) == ("Arbetsträning (T)", "Arbetsträning (A)", "Arbetsträning i parken")
    assert names["C"] == "Svenska för invandrare (SFI)"
    assert line_names(instance) == {"F1": "Nämndens pott", "esf_jobb": "esf_jobb"}


def test_the_workbook_has_names_where_people_read_and_is_verified_with_them(tmp_path: Path) -> None:
    with speaking("sv"):
        folder = folder_of(named(tmp_path).plan(), tmp_path / "plan")
    assert verify(folder) == []
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    told = {name: {str(cell.value) for row in book[sheet(name)].iter_rows() for cell in row} for name in
            ("meeting", "employers", "money")}  # fmt: skip
    assert "Arbetsträning (T)" in told["meeting"]
    assert "Arbetsträning (T), Arbetsträning i parken" in told["employers"]
    assert "Nämndens pott" in told["money"]
    assert not {"T", "F1"} & told["meeting"] | {"F1"} & told["money"]
