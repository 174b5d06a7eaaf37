"""Every sheet of plan.xlsx is held against the plan, whatever a meeting filled in and however it sorted the rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.inputs import read
from planner.schema.plan_workbook import KEY, MEETING, SHEETS, WORKBOOK
from planner.verification import Objection, verify
from planner.verification.book import read_book
from planner.verification.facts import Facts, facts_of
from planner.verification.folder import read_plan
from planner.verification.parsed_plan import ParsedPlan, parse_plan
from planner.verification.sheets import workbook
from tests.identity_numbers import identity_number
from tests.scenarios import crowded
from tests.workbooks.books import changed, folder_of, planned_week, put, sheet

# A cell of each sheet, and what somebody puts there instead.
TAMPERED = [
    ("summary", 6, "figure", "3"),
    (MEETING, 2, "slot_id", "S3"),
    (MEETING, 2, "reason", "Bäst."),
    (MEETING, 2, "programme", "Arbetspraktik"),
    ("money", 2, "budget_line", "en annan"),
    (MEETING, 3, "jobseeker_id", 7),
    (MEETING, 3, "caseworker_id", "K1"),
    (MEETING, 2, "to_do", "AF beslutar"),
    (MEETING, 2, "strength", "osäkert"),
    ("employers", 2, "free", 0),
    ("employers", 2, "free", "1 st"),
    ("employers", 2, "proposed_people", "0007, P3"),
    ("departments", 2, "places_wanted", 9),
    ("departments", 3, "running", 0),
    ("unplaced", 2, "helps", "Inget."),
    ("unplaced", 3, "waiting_weeks", 40),
    ("reserves", 2, "net_gain", 0.5),
    ("reserves", 3, "rank", 1),
    ("changes", 4, "change", "kvar"),
    ("supervisors", 2, "capacity", 3),
    ("money", 2, "left_after", 100_000),
    ("followups", 2, "due_on", "2026-11-26"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planned_week(tmp_path_factory.mktemp("week"))


@pytest.fixture
def folder(sound: Path) -> Any:  # noqa: ANN401 - a fixture that gives a Path and puts the file back
    raw = (sound / WORKBOOK).read_bytes()
    yield sound
    (sound / WORKBOOK).write_bytes(raw)


@pytest.fixture(scope="module")
def parsed(sound: Path) -> tuple[Facts, ParsedPlan]:
    facts = facts_of(read(sound / "inputs"))
    return facts, parse_plan(facts, read_plan(sound))


def said(parsed: tuple[Facts, ParsedPlan], folder: Path) -> list[Objection]:
    """What the check of the workbook alone objects to."""
    facts, plan = parsed
    return workbook(facts, replace(plan, folder=replace(plan.folder, workbook=read_book(folder))))


def checks(folder: Path) -> set[str]:
    return {objection.check for objection in verify(folder)}


@pytest.mark.parametrize("cell", TAMPERED, ids=lambda cell: f"{cell[0]} {cell[1]} {cell[2]} {cell[3]}")
def test_a_cell_that_is_not_the_plans_is_objected_to(
    cell: tuple[str, int, str, object], folder: Path, parsed: tuple[Facts, ParsedPlan]
) -> None:
    assert said(parsed, folder) == []
    assert said(parsed, changed(folder, put(*cell)))


def test_a_week_and_a_month_are_computed_anew(folder: Path, parsed: tuple[Facts, ParsedPlan]) -> None:
    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        book[sheet("supervisors")]["C2"].value = 1
        book[sheet("money")]["E2"].value = 4002.5

    assert len(said(parsed, changed(folder, change))) == 2


def test_what_a_meeting_fills_in_and_sorts_and_the_key_are_its_own(folder: Path) -> None:
    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        put(MEETING, 2, "decision", "tackat ja")(book)
        put(MEETING, 2, "on", date(2026, 11, 25))(book)
        put(MEETING, 2, "name", "Astrid Påhitt")(book)
        for one, other in zip(book[sheet("employers")][3], book[sheet("employers")][4], strict=True):
            one.value, other.value = other.value, one.value
        book[sheet(KEY)].append([identity_number(date(1985, 3, 7)), "Bo Påhitt"])

    assert verify(changed(folder, change)) == []


def test_an_identity_number_in_an_answer_or_in_a_sheet_of_ones_own_is_found_and_not_repeated(folder: Path) -> None:
    number = identity_number(date(1985, 3, 7))

    def change(book: Any) -> None:  # noqa: ANN401 - openpyxl has no types
        put(MEETING, 2, "motive", f"ring {number}")(book)
        book.create_sheet("Egna").append(["x", number])

    found = [objection for objection in verify(changed(folder, change)) if objection.check == "identity"]
    assert len(found) == 2
    assert number not in "".join(map(str, found))


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove(book[sheet("reserves")]),
        lambda book: book[sheet(MEETING)].delete_rows(2),
        lambda book: book[sheet(MEETING)].append(["K1", "P3", None, "001"]),
        lambda book: book[sheet("unplaced")].delete_cols(5),
    ],
    ids=["sheet", "row gone", "row more", "column"],
)
def test_a_sheet_a_row_or_a_column_too_few_or_too_many_is_objected_to(
    change: Callable[[Any], object], folder: Path, parsed: tuple[Facts, ParsedPlan]
) -> None:
    assert said(parsed, changed(folder, change))


def test_a_workbook_that_is_listed_and_missing_or_cannot_be_read_is_objected_to(folder: Path) -> None:
    (folder / WORKBOOK).write_bytes(b"PK\x03\x04")
    assert checks(folder) == {"files"}
    (folder / WORKBOOK).unlink()
    assert checks(folder) == {"files"}


def test_a_week_in_which_most_limits_bind_has_a_sound_workbook(tmp_path: Path) -> None:
    folder = folder_of(crowded(tmp_path).plan(), tmp_path / "plan")
    assert verify(folder) == []
    assert len(SHEETS) == 17
