"""What an import says: a table of what became of each column, then what a person has to choose, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from planner.errors import report_lines
from planner.imports import Imported, ImportedColumn, ImportedSheet, Sources
from planner.reports.layout import columns, shortened
from planner.schema.import_map import MAP_FILE
from planner.texts import N_, NN_, _, decimal, listed, ngettext

WORDS_SHOWN = 3
WIDEST_EXAMPLES = 60
_LEFT_OUT = {
    "totals": NN_("{number} row of totals", "{number} rows of totals"),
    "notes": NN_("{number} row with a note alone", "{number} rows with a note alone"),
    "headings": NN_("{number} repeated row of headings", "{number} repeated rows of headings"),
}
_LAID_OVER = {
    "caseworkers": N_("New in caseworkers.csv, without a limit on starts: {ids}."),
    "supervisors": N_("New in supervisors.csv, without a limit: {ids}."),
}


def import_screen(done: Imported, folder: Path | None) -> str:
    """All that an import did, on one screen; `folder` is where the files lie."""
    lines = [line for sheet in done.sheets for line in _of_sheet(sheet, done)]
    lines += [*_unread(done.columns), *_beside(done), *report_lines(done.warnings), *_next(done, folder)]
    return "\n".join(lines)


def _of_sheet(sheet: ImportedSheet, done: Imported) -> list[str]:
    name = "" if sheet.sheet is None else _('Sheet "{sheet}": ', sheet=sheet.sheet)
    if sheet.table is None:
        return [name + _("left out, searched for identity numbers alone.")]
    file = f"{sheet.table}.csv"
    said = ngettext("{number} row in {table}.", "{number} rows in {table}.", sheet.rows, table=file)
    left = [ngettext(*_LEFT_OUT[kind], number) for kind, number in sheet.left_out.items()]
    if sheet.same:
        left.append(ngettext("{number} row that stands twice", "{number} rows that stand twice", sheet.same))
    if left:
        said += " " + _("Left out: {rows}.", rows=listed(left))
    own = [column for column in done.columns if column.sheet == sheet.sheet]
    head = (_("Heading"), _("became"), _("cells"), _("not read"), _("for example"))
    rows = [head, *(_row(column) for column in own if column.column is not None)]
    left_out = [
        "  " + _('Left out: "{heading}" ({why}).', heading=column.heading, why=column.left)
        for column in own if column.column is None
    ]  # fmt: skip
    return [name + said, *columns(rows, right=(2, 3)), *left_out]


def _row(column: ImportedColumn) -> tuple[str, str, str, str, str]:
    found = column.found
    assert found is not None  # noqa: S101 - a column that became something was read
    unread = decimal(found.num_unread, 0) if found.num_unread else "–"
    examples = ", ".join(f"{said} -> {read or '–'}" for said, read in found.examples)
    return (
        shortened(column.heading, 30), str(column.column), decimal(found.filled, 0), unread,
        shortened(examples, WIDEST_EXAMPLES),
    )  # fmt: skip


def _unread(done: Iterable[ImportedColumn]) -> list[str]:
    """Each word that could not be read, with how many cells hold it; those that may not be shown are counted."""
    lines = []
    for column in done:
        if column.found is None:
            continue
        for text, one in column.found.unread.items():
            cells = ngettext("{number} cell", "{number} cells", one.cells)
            if text is None:
                said = _("{column}: {cells} could not be read, and are not shown as they may be personal.",
                         column=column.column, cells=cells)  # fmt: skip
            elif one.candidates:
                some = "; ".join(one.candidates[:WORDS_SHOWN])
                said = _('{column}: "{text}" in {cells} could be {candidates}.',
                         column=column.column, text=text, cells=cells, candidates=some)  # fmt: skip
            else:
                said = _('{column}: "{text}" in {cells} could not be read.',
                         column=column.column, text=text, cells=cells)  # fmt: skip
            lines.append(said)
    return [_("Not read:"), *(f"  {line}" for line in lines)] if lines else []


def _beside(done: Imported) -> list[str]:
    lines = []
    if done.new_zones:
        lines.append(_("Places of the geography model as zones: {zones}.", zones=", ".join(done.new_zones)))
    lines += [_(_LAID_OVER[name], ids=", ".join(ids)) for name, ids in done.new_officials.items()]
    if done.merged is not None:
        lines.append(
            _("Against the scenario: {came} people are new, {left} have left. {anonymous} placements of those who left "
              "stay as occupied places without a person.",
              came=done.merged.came, left=done.merged.left, anonymous=done.merged.anonymous)
        )  # fmt: skip
        if done.merged.rows_left:
            rows = ", ".join(f"{number} {table}" for table, number in done.merged.rows_left.items())
            lines.append(_("Their rows went with them: {rows}.", rows=rows))
        if done.merged.withdrawn or done.merged.closed:
            lines.append(
                _("Slots that the export lacks: {withdrawn} are gone, {closed} are closed, for somebody is there.",
                  withdrawn=done.merged.withdrawn, closed=done.merged.closed)
            )  # fmt: skip
    return lines


def _next(done: Imported, folder: Path | None) -> list[str]:
    lines = []
    for table, names in done.missing.items():
        lines.append(
            _("{table}.csv is not written: it needs {columns}. Write in {map} which headings give them.",
              table=table, columns=listed(list(names)), map=MAP_FILE)
        )  # fmt: skip
    if folder is None:
        return lines
    path = folder / MAP_FILE
    if done.is_proposed:
        lines.append(_("What was guessed stands in {map}; look it through.", map=path))
    if done.to_choose:
        said = ngettext("{number} word is to be chosen in {map}.", "{number} words are to be chosen in {map}.",
                        done.to_choose, map=path)  # fmt: skip
        lines.append(said)
    if done.is_proposed or done.to_choose:
        lines.append(_("Then import again: {command}", command=_command(done.sources, path)))
    if done.homes and not done.missing:
        lines.append(_("See what is left to mend: planner check {folder}", folder=folder))
    return lines


def _command(sources: Sources, map_path: Path) -> str:
    """The import once more, with the map."""
    base = "" if sources.base is None else f" --base {sources.base}"
    week = "" if sources.week is None else f" --week {sources.week}"
    return f"planner import {sources.export} --out NEW_FOLDER --map {map_path}{base}{week}"


def import_summary(done: Imported) -> dict[str, Any]:
    """The same for programs; nothing in it that the screen does not show."""
    return {
        "week": done.week,
        "files": sorted(done.files),
        "is_proposed": done.is_proposed,
        "to_choose": done.to_choose,
        "missing": {table: list(names) for table, names in done.missing.items()},
        "sheets": [
            {"sheet": one.sheet, "table": one.table, "rows": one.rows, "left_out": dict(one.left_out),
             "same": one.same}
            for one in done.sheets
        ],
        "columns": [_column(one) for one in done.columns],
        "merged": None if done.merged is None else vars(done.merged),
        "new_zones": list(done.new_zones),
        "new_officials": {name: list(ids) for name, ids in done.new_officials.items()},
        "warnings": [warning.as_dict() for warning in done.warnings],
    }  # fmt: skip


def _column(one: ImportedColumn) -> dict[str, Any]:
    found = one.found
    unread = {} if found is None else found.unread
    return {
        "sheet": one.sheet,
        "heading": one.heading,
        "table": one.table,
        "column": one.column,
        "left_out": one.left or None,
        "cells": None if found is None else found.filled,
        "not_read": None if found is None else found.num_unread,
        "unread": [
            {"text": text, "cells": word.cells, "candidates": list(word.candidates)} for text, word in unread.items()
        ],
        "guesses": {} if found is None else found.guesses,
    }
