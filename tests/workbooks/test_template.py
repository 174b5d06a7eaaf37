"""The template: what is filled in is the scenario that it was filled in with, and everything in it is the schema's."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import InputFaults
from planner.inputs import read
from planner.schema.columns import adapters_of
from planner.schema.sheets import EXAMPLES, INSTRUCTIONS, LISTS, SCENARIO
from planner.schema.tables import TABLES, Table
from planner.schema.vocabulary import WORDS
from planner.schema.words import OF_TABLES
from planner.texts import known_in
from planner.workbooks.choices import tab, words_of
from planner.workbooks.examples import example_in
from planner.workbooks.instructions import PURPOSES
from planner.workbooks.template import template_book
from tests.inputs.folders import SCENARIOS, assert_same
from tests.workbooks.templates import converted, filled

LANGUAGES = ["sv", "en"]


@pytest.fixture(scope="module", params=LANGUAGES)
def template(request: pytest.FixtureRequest) -> tuple[str, Workbook]:
    """A language, and the template in it."""
    return request.param, load_workbook(BytesIO(template_book(request.param)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["tiny", "landskrona"])
def test_a_scenario_written_into_the_template_is_that_scenario(name: str, language: str, tmp_path: Path) -> None:
    assert_same(read(SCENARIOS / name), read(filled(SCENARIOS / name, tmp_path / "any name.xlsx", language)))


@pytest.mark.libreoffice
def test_libreoffice_opens_recalculates_and_saves_the_template_and_it_stays_the_scenario(tmp_path: Path) -> None:
    book = filled(SCENARIOS / "landskrona", tmp_path / "week.xlsx")
    saved = converted(book, tmp_path / "saved")
    assert_same(read(SCENARIOS / "landskrona"), read(saved))
    again = load_workbook(saved)["Personer"]
    assert again.protection.sheet
    assert again["A1"].comment is not None
    assert len(again.data_validations.dataValidation) > 10


@pytest.mark.libreoffice
def test_ids_with_leading_zeros_live_through_saving(tmp_path: Path) -> None:
    book = load_workbook(filled(SCENARIOS / "tiny", tmp_path / "week.xlsx"))
    for sheet in (book["Personer"], book["Placeringar"], book["Önskemål"]):
        for row in sheet.iter_rows(min_row=2, max_col=1):
            if row[0].value == "J01":
                row[0].value = "0007"
    book.save(tmp_path / "week.xlsx")
    saved = read(converted(tmp_path / "week.xlsx", tmp_path / "saved"))
    assert "0007" in set(saved.tables["jobseekers"]["jobseeker_id"])


def test_an_empty_template_lacks_the_week_and_nothing_else(tmp_path: Path) -> None:
    book = tmp_path / "week.xlsx"
    book.write_bytes(template_book("sv"))
    with pytest.raises(InputFaults) as refused:
        read(book)
    assert [(fault.code, fault.file) for fault in refused.value.faults] == [("missing-key", "week.xlsx!Scenario")]
    assert refused.value.warnings == ()


def test_every_column_has_its_heading_with_an_explanation(template: tuple[str, Workbook]) -> None:
    language, book = template
    for table in TABLES.values():
        sheet = book[tab(table.name, language)]
        headings = [str(cell.value) for cell in sheet[1]]
        called = OF_TABLES[table.name].columns_called(headings)
        assert tuple(called.get(heading, heading) for heading in headings) == table.columns
        assert all(cell.comment is not None for cell in sheet[1])


def test_drop_downs_offer_the_words_that_are_read_and_the_ids_of_other_sheets(template: tuple[str, Workbook]) -> None:
    language, book = template
    for table in TABLES.values():
        sheet = book[tab(table.name, language)]
        for position, column in enumerate(table.columns):
            made = _validation(sheet, position)
            for word in words_of(table, column, language):
                assert made is not None
                assert made[0] == "list"
                assert word in made[1].strip('"').split(",")
                adapters_of(table.row)[column].validate_python(OF_TABLES[table.name].plain(column, word))
            if column in table.points:
                assert made is not None
                assert f"'{tab(table.points[column], language)}'!$A$2" in made[1]


def test_limits_are_those_of_the_schema(template: tuple[str, Workbook]) -> None:
    language, book = template
    people = TABLES["jobseekers"]
    sheet = book[tab("jobseekers", language)]
    assert _validation(sheet, people.columns.index("age")) == ("whole", "13", "80")
    assert _validation(sheet, people.columns.index("hours_per_week")) == ("decimal", "0", "168")
    week = _validation(sheet, people.columns.index("available_from"))
    assert week is not None
    assert week[:2] == ("custom", 'AND(LEN(C2)=8,MID(C2,5,2)="-W",ISNUMBER(VALUE(RIGHT(C2,2))))')


def _validation(sheet: Worksheet, position: int) -> tuple[str, ...] | None:
    at = sheet.cell(2, 1 + position).coordinate
    found = [one for one in sheet.data_validations.dataValidation if at in one.sqref]
    return tuple(filter(None, (found[0].type, found[0].formula1, found[0].formula2))) if found else None


def test_headings_are_locked_and_cells_below_are_free_to_fill_and_sort(template: tuple[str, Workbook]) -> None:
    language, book = template
    for table in TABLES.values():
        sheet = book[tab(table.name, language)]
        assert sheet.protection.sheet
        assert not sheet.protection.sort
        assert not sheet.protection.autoFilter
        assert all(cell.protection.locked for cell in sheet[1])
        assert not sheet.column_dimensions["A"].protection.locked
        assert sheet.column_dimensions["A"].number_format == "@"


def test_no_cell_of_the_template_is_a_formula(template: tuple[str, Workbook]) -> None:
    _language, book = template
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_examples_are_on_a_sheet_of_their_own_and_would_be_read_without_a_fault(template: tuple[str, Workbook]) -> None:
    language, book = template
    names = {tab(name, language) for name in (INSTRUCTIONS, EXAMPLES, LISTS, SCENARIO, *TABLES)}
    assert set(book.sheetnames) == names
    for table in TABLES.values():
        rows = book[tab(table.name, language)].iter_rows(min_row=2, values_only=True)
        assert not [cell for row in rows for cell in row if cell is not None]
        for column in table.columns:
            _read_example(table, column, language)


def _read_example(table: Table, column: str, language: str) -> None:
    example = example_in(table, column, language)
    adapters_of(table.row)[column].validate_python(OF_TABLES[table.name].plain(column, example))


@pytest.mark.parametrize("name", TABLES)
def test_what_a_table_is_for_is_said_as_its_class_says_it(name: str) -> None:
    assert TABLES[name].row.__doc__ == PURPOSES[name]


def test_the_swedish_template_has_no_word_that_only_the_plain_files_have() -> None:
    book = load_workbook(BytesIO(template_book("sv")))
    plain = {word for name, words in WORDS.items() for word in words if known_in("sv", name, word) != word}
    own = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(plain, key=len, reverse=True)) + r")(?![\w-])")
    said = []
    for sheet in book:
        if sheet.title == tab(SCENARIO, "sv"):
            continue  # its keys and the words they take have no other names than those of scenario.toml
        cells = [cell for row in sheet.iter_rows() for cell in row]
        said += [str(cell.value) for cell in cells if cell.value is not None and sheet.sheet_state == "visible"]
        said += [cell.comment.text.split("I dokumentationen")[0] for cell in cells if cell.comment is not None]
        said += [f"{made.formula1} {made.error}" for made in sheet.data_validations.dataValidation]
    assert len(said) > 200
    assert {text: found[0] for text in said if (found := own.search(text))} == {}
