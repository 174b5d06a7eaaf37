"""What LibreOffice recalculates and saves is the same plan: it verifies, its answers are read, and its key is not."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.errors import Faults
from planner.schema.plan_workbook import KEY, MEETING, WORKBOOK
from planner.verification import verify
from planner.weeks import read_plan_answers
from tests.conftest import find_libreoffice
from tests.identity_numbers import identity_number
from tests.workbooks.books import changed, column, planned_week, put, sheet

pytestmark = pytest.mark.libreoffice
MONDAY = date(2026, 11, 23)
SECRET = identity_number(date(1985, 3, 7))


def saved_by_libreoffice(folder: Path) -> Path:
    """The folder, once LibreOffice has opened its workbook, recalculated it and saved it."""
    program, out = find_libreoffice(), folder.parent / "saved"
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    words = [str(program), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(folder / WORKBOOK)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, (out / WORKBOOK).is_file()) == (0, True), done.stdout + done.stderr
    (folder / WORKBOOK).write_bytes((out / WORKBOOK).read_bytes())
    return folder


def filled(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
    """The meeting has decided, and pasted who is who: one id as a number, and an identity number."""
    for row, word in ((2, "Tackat ja"), (3, "avvakta")):
        put(MEETING, row, "decision", word)(book)
    put(MEETING, 2, "on", date(2026, 11, 25))(book)
    put(MEETING, 3, "motive", "=kolla bussen")(book)
    book[sheet(MEETING)].cell(3, column(book[sheet(MEETING)], "motive")).data_type = "s"
    key = book[sheet(KEY)]
    for row, cells in enumerate(((7, "Astrid Påhitt"), ("P4", "Bo Påhitt"), (SECRET, "X")), start=2):
        for at, cell in enumerate(cells, start=1):
            key.cell(row, at).value = cell


def test_a_workbook_saved_by_libreoffice_verifies_and_answers_and_shows_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = saved_by_libreoffice(changed(planned_week(tmp_path), filled))
    assert verify(folder) == []
    page = openpyxl.load_workbook(folder / WORKBOOK, data_only=True)[sheet(MEETING)]
    rows = {
        row[column(page, "jobseeker_id") - 1].value: row[column(page, "name") - 1].value for row in page.iter_rows()
    }
    assert rows == {"Person": "Namn", "P4": "Bo Påhitt", "0007": "Astrid Påhitt"}
    faults = Faults()
    answers = read_plan_answers(folder, MONDAY, faults)
    assert (faults.found, faults.warned) == ([], [])
    assert [(one.person, one.slot, one.decision, one.on, one.motive) for one in answers] == [
        ("P4", "S2", "accepted", date(2026, 11, 25), None), ("0007", "001", "hold", None, "=kolla bussen"),
    ]  # fmt: skip
    assert not {"Påhitt", SECRET} & set(capsys.readouterr().out.split())


def test_a_workbook_that_nobody_touched_survives_libreoffice(tmp_path: Path) -> None:
    folder = saved_by_libreoffice(planned_week(tmp_path))
    assert verify(folder) == []
    assert read_plan_answers(folder, MONDAY, Faults()) == []
