"""The template of a scenario as a workbook, made from the schema: a sheet for each table, and one for the settings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pydantic.fields import FieldInfo

from planner.inputs import shipped
from planner.inputs.models.choose import rule_pack
from planner.schema.columns import allowed_range, blank_of, default_text, kind_of, unit_of
from planner.schema.settings import ModelChoice
from planner.schema.sheets import INSTRUCTIONS, LISTS
from planner.schema.tables import TABLES, Table
from planner.schema.words import OF_TABLES
from planner.texts import KEYS, _, speaking
from planner.workbooks.choices import LAST_ROW, Lists, tab, validation, words_of
from planner.workbooks.examples import example_in
from planner.workbooks.instructions import write_examples, write_instructions
from planner.workbooks.scenario_sheet import write_scenario
from planner.workbooks.styles import DAY_FORMAT, TEXT_FORMAT, comment, heading, on_paper, saved, width_of, write_text

_LAST_COLUMN = 16_384
COLUMNS_A_PAGE = 12
# Cells of lists are longer than their example.
LIST_WIDTH = "x" * 24
_TABS = {True: "1F3864", False: "8497B0"}


def template_book(language: str) -> bytes:
    """The bytes of a workbook to fill in, with headings, words and explanations in a language (`sv`, `en`)."""
    with speaking(language):
        book = Workbook()
        first = book.active
        assert isinstance(first, Worksheet)  # noqa: S101 - a new book has one
        first.title = tab(INSTRUCTIONS, language)
        lists = Lists(language)
        rules = rule_names()
        write_scenario(book, language)
        for table in TABLES.values():
            _write_table(book, table, lists, rules)
        write_instructions(first, language)
        write_examples(book, language)
        _write_lists(book, lists)
        return saved(book)


def rule_names() -> Sequence[str]:
    """The legal forms of the rule pack that a scenario is planned under where it names none."""
    return sorted(rule_pack(str(ModelChoice.model_fields["rules"].default), [shipped()]).forms)


def _write_table(book: Workbook, table: Table, lists: Lists, rules: Sequence[str]) -> None:
    language = lists.language
    sheet = book.create_sheet(tab(table.name, language))
    sheet.sheet_properties.tabColor = _TABS[table.required]
    for number, (column, field) in enumerate(table.row.model_fields.items(), start=1):
        called, letter = OF_TABLES[table.name].heading(column, language), get_column_letter(number)
        heading(sheet.cell(1, number), called, is_required=field.is_required())
        comment(sheet.cell(1, number), explained(table, column, language))
        dimension = sheet.column_dimensions[letter]
        sample = LIST_WIDTH if kind_of(field).store == "list" else example_in(table, column, language)[:24]
        dimension.width = width_of(called, sample)
        dimension.protection = Protection(locked=False)
        dimension.number_format = _format(field)
        made = validation(table, column, TABLES, lists, rules)
        if made is not None:
            made.add(f"{letter}2:{letter}{LAST_ROW}")
            sheet.add_data_validation(made)
    _free_to_fill(sheet, len(table.columns))
    on_paper(sheet, 1 + len(table.columns) // COLUMNS_A_PAGE)


def _format(field: FieldInfo) -> str:
    """The format of a column's cells: text whatever is typed, for ids with leading zeros, weeks, lists and words."""
    kind = kind_of(field)
    if kind.store == "day":
        return DAY_FORMAT
    return "General" if kind.numeric else TEXT_FORMAT


def _free_to_fill(sheet: Worksheet, width: int) -> None:
    """Lock the headings and leave all else free: to fill, sort, filter, hide, and to insert and delete rows."""
    rest = sheet.column_dimensions[get_column_letter(width + 1)]
    rest.min, rest.max, rest.protection = width + 1, _LAST_COLUMN, Protection(locked=False)
    rest.width = 9
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(width)}1"
    protection = sheet.protection
    protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, name, False)  # False is allowed
    sheet.print_title_rows = "1:1"


def explained(table: Table, column: str, language: str) -> str:
    """What a column means, its unit, bounds and what a blank says: the comment on its heading."""
    field = table.row.model_fields[column]
    kind, allowed, unit, blank = kind_of(field), allowed_range(field), unit_of(field), blank_of(field)
    default, words = default_text(field), words_of(table, column, language)
    what = _(str(field.description))
    lines = [f"{what[:1].upper()}{what[1:]}."]
    if field.is_required():
        lines.append(_("Must be filled in."))
    if not words:
        lines.append(kind.cure(partial(OF_TABLES[table.name].said, column, language=language)))
    if unit is not None:
        lines.append(_("Unit: {unit}", unit=_(unit)))
    if words:
        lines.append(_("One of: {words}", words=", ".join(words)))
    elif allowed is not None:
        lines.append(_("Allowed: {allowed}", allowed=allowed))
    if blank is not None:
        lines.append(_("A blank means: {blank}", blank=_(blank)))
    elif default:
        said = OF_TABLES[table.name].said(column, default, language)
        lines.append(_("A blank means: {blank}", blank=said))
    if example := example_in(table, column, language):
        lines.append(_("For example: {example}", example=example))
    if language != KEYS:
        lines.append(_("In the documentation: {column}", column=column))
    return "\n".join(lines)


def _write_lists(book: Workbook, lists: Lists) -> None:
    """The lists that drop-downs show, on a sheet that nobody needs to see."""
    if not lists.values:
        return
    sheet = book.create_sheet(tab(LISTS, lists.language))
    for number, (name, values) in enumerate(lists.values.items(), start=1):
        heading(sheet.cell(1, number), name)
        for row, value in enumerate(values, start=2):
            write_text(sheet.cell(row, number), value)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
