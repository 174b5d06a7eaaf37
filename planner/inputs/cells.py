"""Raw text tables to typed frames: every distinct text of a column is validated once, every bad cell is reported."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from planner.errors import Fault, Faults, given
from planner.inputs.excel import excel_error
from planner.inputs.files import RawTable
from planner.inputs.text import LOST
from planner.schema.cells import TEXT, Kind, suggestion
from planner.schema.columns import adapters_of, allowed_range, is_outside, kind_of, may_be_unstated
from planner.schema.headings import NOTES, headings, is_called, meant
from planner.schema.tables import Table
from planner.schema.words import OF_TABLES
from planner.texts import N_, _

# While a scenario is read, every row remembers the file and row it came from, through patches and filters.
FROM_FILE, FROM_ROW = "__file", "__row"
Bad = tuple[str | None, str, str]  # the value, what is wrong with it, the cure
# What is said of an id, by what Excel holds in its cell (`RawTable.changed`).
MADE_BY_EXCEL = {
    "date": N_("Excel has made a date of the cell"),
    "yes or no": N_("Excel has made a yes or no of the cell"),
    "number": N_("Excel has made a number of the cell"),
    "number shown otherwise": N_("Excel has made a number shown otherwise of the cell"),
}
# Looking for a similar name takes time, and nobody reads more suggestions than this.
MOST_HINTS = 50


def typed(table: Table, raw: RawTable, faults: Faults, ignore: Collection[str] = ()) -> pd.DataFrame:
    """Validate a raw table into a frame with every column of the table, in its order.

    Columns in `ignore` were refused before. Cells with faults become blank so that later checks can go on; since there
    are faults, the frame is never planned with.
    """
    if not headings(table) & set(raw.columns):
        # The first row probably holds data, which messages must not repeat as if they were column names.
        faults.add(
            Fault("no-header", raw.file, raw.header_row,
                  what=_("none of the names is a column of {table}", table=given(table.name)),
                  cure=_("Write the column names in row 1: {columns} ...", columns=", ".join(table.columns[:4])))
        )  # fmt: skip
        return empty(table)
    said = _refuse_unknown_columns(table, raw, faults, ignore)
    columns = {}
    for name, field in table.row.model_fields.items():
        if name in raw.columns:
            columns[name] = _typed_column(table, name, raw, faults)
        else:
            if field.is_required() and name not in said:
                file, row, _column = raw.place(raw.header_row, None)
                faults.add(
                    Fault("missing-column", file, row, None,
                          what=_('the column "{column}" is missing', column=raw.called.get(name, name)),
                          cure=_("Add the column; it holds {kind}: {description}.",
                                 kind=_(kind_of(field).name), description=_(str(field.description))))
                )  # fmt: skip
            columns[name] = _filled(field, len(raw))
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(raw)))
    frame[FROM_FILE] = pd.Series(raw.file, index=frame.index, dtype=object)
    frame[FROM_ROW] = raw.rows
    return frame


def empty(table: Table) -> pd.DataFrame:
    """The table without rows."""
    return _empty(table.row).copy()


@cache
def _empty(row: type[BaseModel]) -> pd.DataFrame:
    frame = pd.DataFrame({name: _filled(field, 0) for name, field in row.model_fields.items()})
    frame[FROM_FILE] = pd.Series([], dtype=object)
    frame[FROM_ROW] = pd.Series([], dtype="int64")
    return frame


def stored(kind: Kind, values: Sequence[Any] | NDArray[Any], *, blanks: bool) -> pd.Series[Any]:
    """Parsed values as a column of the kind's dtype; None is a blank, allowed where `blanks`."""
    if kind.store == "text":
        return pd.Series(values, dtype="str")
    if kind.store == "list":
        column = pd.Series([()] * len(values), dtype=object)
        column[:] = values
        return column
    if kind.store == "day":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)), dtype="datetime64[s]")
    if kind.store == "yes_no":
        return pd.Series(values, dtype="boolean" if blanks else "bool")
    if kind.store == "whole" and not blanks:
        return pd.Series(values, dtype="int64")
    return pd.Series(values, dtype="float64")


def _filled(field: FieldInfo, length: int) -> pd.Series[Any]:
    kind, blanks = kind_of(field), may_be_unstated(field)
    default = None if field.is_required() else field.default
    if default is None and kind.store == "list":
        default = ()
    values = np.empty(length, dtype=object)
    values[:] = [default] * length
    return stored(kind, values, blanks=blanks or (field.is_required() and length > 0))


def _typed_column(table: Table, name: str, raw: RawTable, faults: Faults) -> pd.Series[Any]:
    field, adapter = table.row.model_fields[name], adapters_of(table.row)[name]
    kind, written = kind_of(field), partial(OF_TABLES[table.name].as_written, name)
    codes, texts = pd.factorize(raw.columns[name])
    values = np.empty(len(texts), dtype=object)
    bad: dict[int, Bad] = {}
    told: set[int] = set()
    for position, text in enumerate(texts):
        if not text.strip():
            values[position] = None if field.is_required() else field.default
            if field.is_required():
                held = _("It holds {description}.", description=_(str(field.description)))
                bad[position] = (None, _("the cell is blank"), f"{kind.cure(written)} {held}")
        elif error := excel_error(text):
            bad[position] = error
        elif LOST in text:
            told.add(position)  # by whoever read the file
        else:
            try:
                values[position] = adapter.validate_python(text)
            except ValidationError as wrong:
                bad[position] = (text.strip(), *_said(wrong, field, kind, text, written))
        if kind.store == "list" and values[position] is None:
            values[position] = ()
    if bad:
        _note_bad(f"{table.name}-{name.replace('_', '-')}", name, raw, codes, bad, faults)
    if raw.changed:
        _refuse_what_excel_changed(name, kind, raw, faults)
    return stored(kind, values[codes], blanks=may_be_unstated(field) or bool(bad or told))


def _note_bad(  # noqa: PLR0913, PLR0917 - one column's bad cells
    code: str, name: str, raw: RawTable, codes: NDArray[np.intp], bad: dict[int, Bad], faults: Faults
) -> None:
    is_bad = np.zeros(codes.max() + 1, dtype=bool)
    is_bad[list(bad)] = True
    for index in np.flatnonzero(is_bad[codes]):
        file, row, column = raw.place(int(raw.rows[index]), name)
        value, what, cure = bad[int(codes[index])]
        faults.add(Fault(code, file, row, column, value, what, cure))


def _refuse_what_excel_changed(name: str, kind: Kind, raw: RawTable, faults: Faults) -> None:
    """Refuse ids that Excel changed: 1-2 becomes a day, 1.10 a number, and the original text is lost."""
    if kind.store not in {"text", "list"} or kind.words:
        return
    kept = set(raw.rows.tolist())
    for (column, row), what in raw.changed.items():
        if column != name or row not in kept or (what == "number" and kind is TEXT):
            continue
        file, place, shown = raw.place(row, column)
        faults.add(
            Fault("excel-changed", file, place, shown, None, _(MADE_BY_EXCEL[what]),
                  _("Format the column as text, and write the cell again as it should be read."))
        )  # fmt: skip


def _said(
    error: ValidationError, field: FieldInfo, kind: Kind, text: str, written: Callable[[str], str]
) -> tuple[str, str]:
    """What is wrong with a cell and its cure, in words a planner knows; `written` gives a word as the file has it."""
    first = error.errors()[0]
    allowed, outside = allowed_range(field), is_outside(field, error)
    if outside is not None:
        return outside, _("Write {allowed}.", allowed=allowed)
    cure = suggestion(kind, text, written)
    if allowed and cure == kind.cure(written):
        cure = " ".join([cure, _("Allowed is {allowed}.", allowed=allowed)])
    # A column has bounds and a kind, and nothing else: what is not outside its bounds, the kind has refused.
    return str(first["ctx"]["error"]), cure


def _refuse_unknown_columns(table: Table, raw: RawTable, faults: Faults, ignore: Collection[str]) -> set[str]:
    """Note a fault for every unknown column and a warning for columns of notes; return the columns that cures name."""
    said: set[str] = set()
    hints = 0
    for name in raw.columns:
        if name in table.columns or name in ignore:
            continue
        file, row, column = raw.place(raw.header_row, name)
        if name in NOTES:
            faults.warn(
                Fault("notes-left-out", file, row, column, None, _('the column "{column}" is left out', column=name),
                      _("No plan reads notes. Remove the column if that is not what you want."))
            )  # fmt: skip
            continue
        hints += 1
        wanted = meant(table, name)
        if wanted is not None and wanted in raw.columns and is_called(table, name, wanted):
            what = _('the same column stands here as "{column}" already', column=raw.called.get(wanted, wanted))
            faults.add(Fault("column-twice", file, row, column, None, what, _("Remove one of them.")))
            continue
        if wanted is not None and wanted not in raw.columns:
            said.add(wanted)
            cure = f"{meant_word(raw.called.get(wanted, wanted))} "
        else:
            cure = _similar_heading(table, name, raw) if hints <= MOST_HINTS else ""
        faults.add(
            Fault("unknown-column", file, row, column, None, no_column(name, table),
                  cure + _("Otherwise remove the column."))
        )  # fmt: skip
    return said


def _similar_heading(table: Table, name: str, raw: RawTable) -> str:
    """Ask whether a similar heading of any language was meant, else say which there are, as the file's are."""
    close = close_word(name, [*table.columns, *OF_TABLES[table.name].by_heading])
    known = known_words(raw.called.get(column, column) for column in table.columns)
    return f"{known if close is None else meant_word(close)} "


def no_column(name: str, table: Table) -> str:
    """What is said of a name that is no column of the table."""
    return _('there is no column "{column}" in {table}', column=given(name), table=given(table.name))


def did_you_mean(word: str, known: Sequence[str], *, theirs: bool = False) -> str:
    """`Did you mean X? ` for a word close to a known one, else the known words; `theirs` are the user's own words."""
    close = close_word(word, known)
    if close is not None:
        return f"{meant_word(given(close) if theirs else close)} "
    return f"{known_words(map(given, known) if theirs else known)} " if known else ""


def close_word(word: str, known: Sequence[str]) -> str | None:
    """The known word that is most like this one, where one is."""
    return next(iter(difflib.get_close_matches(word.lower()[:100], known, n=1, cutoff=0.6)), None)


def meant_word(word: str) -> str:
    """Ask whether this word was meant."""
    return _('Did you mean "{word}"?', word=word)


def known_words(words: Iterable[str]) -> str:
    """Say which words there are."""
    return _("Known are {words}.", words=", ".join(words))
