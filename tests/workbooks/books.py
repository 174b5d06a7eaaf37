"""A plan with a workbook, and workbooks as somebody changes and saves them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from planner.planning import Plan
from planner.planning.workbook import with_workbook
from planner.schema.plan_workbook import SHEETS, WORKBOOK
from planner.texts import speaking
from tests.scenarios import Given, written

NAMES = {"E1": "Ett & Co", "D1": '=HYPERLINK("http://x";"Kök")', "D2": "@Vård -och omsorg"}


def week(home: Path) -> Given:
    """Two caseworkers, five people, places at departments and an employer, a supervisor, money, and a draft."""
    given = Given(home, dialect="swedish").add("caseworkers", caseworker_id="K1").add("caseworkers", caseworker_id="K2")
    given.change("employers", "E1", name=NAMES["E1"])
    for name in ("D1", "D2"):
        given.add("employers", employer_id=name, name=NAMES[name], sector="department", tax_debts="no", places_wanted=3)
    given.add("supervisors", supervisor_id="H1", capacity=2).add("funding", funding_id="F1", budget_sek=100_000)
    given.change("programmes", "T", funding_id="F1", cost_person_week_sek=1000.5)
    given.person("0007", caseworker_id="K2", waiting_weeks=9).person("P7", caseworker_id="K1", waiting_weeks=4)
    given.people("P3", "P4", caseworker_id="K1").person("P5")
    given.slot("001", employer_id="D1", supervisor_id="H1", places=2, union_consulted_on="2026-11-01")
    given.slot("S2", employer_id="E1").slot("S3", employer_id="D2", supervisor_id="H1", union_consulted_on="2026-11-01")
    for person, slot, value in (("0007", "001", 0.5), ("P7", "001", 0.25), ("P3", "001", 0.125), ("P4", "S2", 0.375)):
        given.worth(person, slot, value)
    given.running("P5", "S3", to_week="2027-W01")
    return given.running("P3", "S2", "draft")


def folder_of(plan: Plan, folder: Path) -> Path:
    """The plan's folder with its workbook."""
    return written(with_workbook(plan), folder)


def planned_week(tmp_path: Path) -> Path:
    """The folder of the week's plan, all in Swedish."""
    with speaking("sv"):
        return folder_of(week(tmp_path).plan(), tmp_path / "plan")


def sheet(name: str) -> str:
    """What a sheet is called in Swedish."""
    return SHEETS[name].called("sv")


def changed(folder: Path, change: Callable[[Any], object]) -> Path:
    """The folder, once its workbook is changed by `change(book)` and saved."""
    book = openpyxl.load_workbook(folder / WORKBOOK)
    change(book)
    book.save(folder / WORKBOOK)
    return folder


def column(page: Any, name: str) -> int:  # noqa: ANN401 - a sheet of openpyxl, which has no types
    """Where a column stands, from 1."""
    headings = [str(cell.value).casefold() for cell in page[1]]
    known = next(form for key, form in SHEETS.items() if sheet(key) == page.title)
    return headings.index(known.words.heading(name, "sv").casefold()) + 1


def put(name: str, row: int, cell: str, value: object) -> Callable[[Any], object]:
    """A change of one cell of a sheet: the column by its plain name."""

    def change(book: Any) -> None:  # noqa: ANN401 - see column
        page = book[sheet(name)]
        page.cell(row, column(page, cell)).value = value

    return change
