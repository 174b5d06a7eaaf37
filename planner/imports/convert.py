"""One column of an export as one column of a table: each distinct text is read once, what cannot be read is counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from planner.geography import UNREAD, Read
from planner.imports.cells import (
    OCCUPATIONS,
    Known,
    chosen,
    is_mixed,
    is_plain_number,
    is_split,
    may_be_percent,
    may_be_shown,
    parts_of,
    reader_of,
    says_nothing,
)
from planner.inputs.excel import excel_error
from planner.inputs.files import RawTable
from planner.inputs.text import LOST
from planner.schema.cells import ID, TEXT, Kind
from planner.schema.columns import adapters_of, kind_of
from planner.schema.cures import one_form
from planner.schema.import_map import NOT_CHOSEN, ColumnMap
from planner.schema.tables import Table
from planner.schema.words import OF_TABLES

# Stands in a cell that could not be read and may not be repeated: the table's reader names it as a fault.
MARK = "?"
EXAMPLES = 3


@dataclass
class Unread:
    """A text that could not be read: in how many cells it stands, and what it may mean."""

    cells: int = 0
    candidates: tuple[str, ...] = ()


@dataclass
class Converted:
    """A column as the table holds it, one text for each row of the export's sheet.

    `filled` counts the cells that held anything. `unread` are texts that could not be read, None standing for all that
    may not be repeated; `rows` the rows they stand in. `guesses` are texts that were read by likeness, `examples` a few
    that were read as something else.
    """

    cells: NDArray[np.object_]
    filled: int = 0
    unread: dict[str | None, Unread] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    guesses: dict[str, str] = field(default_factory=dict)
    examples: list[tuple[str, str]] = field(default_factory=list)

    @property
    def num_unread(self) -> int:
        """In how many cells something could not be read."""
        return len(self.rows)


@dataclass(frozen=True)
class _Column:
    """How the texts of one column are read: by the words of the map, else by its reader, and then checked."""

    name: str
    table: Table
    kind: Kind
    adapter: TypeAdapter[object]
    words: Mapping[str, str]
    stated: ColumnMap
    known: Known
    is_mixed: bool

    @classmethod
    def of(cls, table: Table, name: str, stated: ColumnMap, known: Known, texts: Collection[str]) -> _Column:
        """The column `name` of a table whose texts are these."""
        words = {one_form(said): word for said, word in stated.words.items()}
        kind = kind_of(table.row.model_fields[name])
        return cls(name, table, kind, adapters_of(table.row)[name], words, stated, known, is_mixed(texts, kind, stated))

    def read(self, text: str) -> Read:
        """One text, or one word of a cell that holds several."""
        word = self.words.get(one_form(text))
        if word == NOT_CHOSEN and word is not None:
            return UNREAD._replace(candidates=self._read(text).candidates)
        if word is not None:
            return self._valid(Read(chosen(word, self.name, self.known)))
        if says_nothing(text, self.kind):
            return Read("")
        return self._valid(self._read(text))

    def _read(self, text: str) -> Read:
        if self.is_mixed and is_plain_number(text):
            return may_be_percent(text)
        plain = OF_TABLES[self.table.name].plain(self.name, text)
        return reader_of(self.name, self.kind, self.stated, self.known)(plain)

    def _valid(self, read: Read) -> Read:
        if not read.text or self.takes(read.text):
            return read
        return UNREAD._replace(candidates=read.candidates)

    def takes(self, text: str) -> bool:
        """Whether the table's column takes the text."""
        try:
            self.adapter.validate_python(text)
        except ValidationError:
            return False
        return True


def convert(table: Table, name: str, raw: RawTable, stated: ColumnMap, known: Known) -> Converted:
    """Read a column of a table from the column of the export that the map names, or from the map's one value."""
    if stated.heading is None:
        same = np.empty(len(raw), dtype=object)
        same[:] = stated.value
        return Converted(same, filled=len(raw))
    codes, texts = pd.factorize(raw.columns[stated.heading])
    column = _Column.of(table, name, stated, known, texts)
    counts = np.bincount(codes, minlength=len(texts))
    found = Converted(np.array([], dtype=object), filled=int(counts[[bool(text.strip()) for text in texts]].sum()))
    written = np.array([_cell(column, text, int(counts[at]), found) for at, text in enumerate(texts)], dtype=object)
    failed = np.array([text is None for text, _is_whole in written], bool) if len(texts) else np.array([], bool)
    shown = np.array([MARK if text is None else text for text, _is_whole in written], dtype=object)
    partly = np.array([not is_whole for _text, is_whole in written], bool) if len(texts) else failed
    found.cells = shown[codes] if len(codes) else np.array([], dtype=object)
    _mark_what_excel_changed(column, raw, found, failed[codes] if len(codes) else failed)
    found.rows += raw.rows[(failed | partly)[codes]].tolist() if len(codes) else []
    return found


def _cell(column: _Column, text: str, count: int, found: Converted) -> tuple[str | None, bool]:
    """A text as the table holds it, None where nothing of it may stand there, and whether all of it was read."""
    text = text.strip()
    if not text:
        return "", True
    if excel_error(text) or LOST in text:
        _note(found, None if LOST in text else text, count, UNREAD)
        return None, False
    read = column.read(text)
    if read.text is None and is_split(column.name, column.kind):
        return _several(column, text, count, found)
    shown = may_be_shown(text, column.name, column.kind)
    if read.text is None:
        _note(found, text if shown else None, count, read)
        if column.kind is TEXT or column.name == "ssyk":
            return "", False
        # Where the table would take the text for something, it must not stand there.
        return (text if shown and not column.takes(text) else None), False
    _note_read(found, text, read, shown=shown)
    return read.text, True


def _several(column: _Column, text: str, count: int, found: Converted) -> tuple[str, bool]:
    """A cell of several words: those that can be read, each once; the others are left out and noted."""
    words: dict[str, None] = {}
    is_whole = True
    for part in parts_of(text):
        read, shown = column.read(part), may_be_shown(part, column.name, column.kind)
        if read.text is None:
            _note(found, part if shown else None, count, read)
            is_whole = False
        else:
            _note_read(found, part, read, shown=shown)
            if read.text:
                words[read.text] = None
    return "|".join(words), is_whole


def _note(found: Converted, text: str | None, count: int, read: Read) -> None:
    unread = found.unread.setdefault(text, Unread(candidates=read.candidates))
    unread.cells += count


def _note_read(found: Converted, text: str, read: Read, *, shown: bool) -> None:
    if not shown or read.text is None:
        return
    if read.is_guess:
        found.guesses[text] = read.text
    if read.text != text and len(found.examples) < EXAMPLES:
        found.examples.append((text, read.text))


def _mark_what_excel_changed(column: _Column, raw: RawTable, found: Converted, failed: NDArray[np.bool_]) -> None:
    """Count an id as not read where Excel made a day, a yes or a broken number of it: what it was is lost."""
    if column.kind is not ID or column.name in OCCUPATIONS or not raw.changed:
        return
    rows = {row for (heading, row), _what in raw.changed.items() if heading == column.stated.heading}
    for at in np.flatnonzero(np.isin(raw.rows, list(rows)) & ~failed):
        found.cells[at] = MARK
        found.rows.append(int(raw.rows[at]))
        _note(found, None, 1, UNREAD)
