"""Files to raw text tables: CSV in the dialects that Swedish offices write."""

from __future__ import annotations

import csv
import io
import re
import stat
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, Faults, given
from planner.inputs.excel import excel_error, letter
from planner.inputs.library_words import csv_reason, system_reason
from planner.inputs.text import LOST, LOST_CURE, LOST_WHAT, file_text
from planner.schema.arrays import Bools, Positions
from planner.schema.spreadsheet import may_hold_masked, unmasked
from planner.texts import _

csv.field_size_limit(1_000_000)

# Excel writes this line above the header when told to, and reads it itself.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_SEPARATORS = ",;\t|"
# What a row of totals begins with.
TOTALS = {"summa", "totalt", "total", "totals", "sum", "s:a", "delsumma", "subtotal", "totalsumma", "antal rader"}
# A row of totals in which one column alone is summed has few cells; a row of the table has more.
FEW_CELLS = 2
# Headings of a table are looked for in this many rows, below titles.
TITLE_ROWS = 20
# Excel omits the separators at the end of rows where the last columns are blank in this many rows together.
EXCEL_ROWS = 16
Record = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class RawTable:
    """A table as text: one array of str per column, and the row of the file each entry was in (from 1).

    `file` names the file as messages show it; in a workbook it is `file!sheet` and `letters` gives each column's.
    `called` gives the heading in the file's language of each column that does not stand there under its plain name;
    `spoken` is that language, None where it has plain names.
    `changed` holds what Excel turned a cell into, by column and row: "date", "yes or no" or a kind of number.
    `ragged` are the cells, by column, of rows that were left out because their length is wrong; `titles` are the rows
    above the headings and those of totals, which are passed over.
    """

    file: str
    columns: dict[str, NDArray[np.object_]]
    rows: Positions
    letters: dict[str, str] | None = None
    header_row: int = 1
    changed: dict[tuple[str, int], str] = field(default_factory=dict)
    ragged: tuple[dict[str, str], ...] = ()
    titles: tuple[Record, ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    spoken: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, mask: Bools) -> RawTable:
        """The rows where the mask holds."""
        return replace(self, columns={n: v[mask] for n, v in self.columns.items()}, rows=self.rows[mask])

    def place(self, row: int | None, column: str | None) -> tuple[str, int | None, str | None]:
        """File, row and column for a fault, the column as a letter in a workbook, else as the file calls it."""
        shown = None if column is None else self.shown.get(column, given(column))
        return self.file, row, shown

    @property
    def shown(self) -> Mapping[str, str]:
        """What messages call the columns, where that is not their plain name."""
        return self.called if self.letters is None else self.letters


def read_bytes(path: Path, file: str, faults: Faults) -> bytes | None:
    """The bytes of a file, or None with a fault where the system does not give them.

    Pipes and devices are refused: they may never end, and nobody may be writing to them.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            why = _("it is no file but a folder, a pipe or a device")
        else:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        why = system_reason(error)
    faults.add(
        Fault("cannot-read", file, what=_("the file cannot be opened ({reason})", reason=why),
              cure=_("See that it is a file, that it is not open elsewhere, and that you may read it."))
    )  # fmt: skip
    return None


def read_csv(path: Path, faults: Faults, columns: Collection[str] = ()) -> RawTable | None:
    """Read one CSV file as text; every structural fault is noted and None returned where there is no table.

    `columns` are known names of headings, by which the headings are found below rows of a title.
    """
    raw = read_bytes(path, path.name, faults)
    return None if raw is None else csv_table(raw, path.name, faults, columns)


def csv_table(raw: bytes, file: str, faults: Faults, columns: Collection[str] = ()) -> RawTable | None:
    """The bytes of a CSV file as a raw table, or None with faults."""
    text = file_text(raw, file, faults)
    records = None if text is None else csv_records(text, file, faults)
    if text is None or records is None:
        return None
    filled = not_blank(enumerate(records, start=1))
    numbered = _below_titles(file, filled, columns, faults)
    if numbered and _is_whole_line(numbered[0][1]):
        faults.add(
            Fault("quoted-lines", file, numbered[0][0],
                  what=_("the whole line is one cell: each line stands in quotes"),
                  cure=_('Open it in Excel, spread column A with "Text to Columns", and save it as "CSV UTF-8".'))
        )  # fmt: skip
        return None
    unquoted = _unquoted(numbered, _separator(text))
    table = _raw_table(file, unquoted, faults, filled_up=_excel_filled(records, text))
    if table is None:
        return None
    if LOST in text:
        _note_lost(table, faults)
    return replace(table, titles=(*filled[: len(filled) - len(numbered)], *table.titles))


def csv_records(text: str, file: str, faults: Faults) -> list[list[str]] | None:
    """The lines of the text of a CSV file, each as its cells, with one of Excel's `sep=` blank; None with a fault."""
    separator = _separator(text)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        faults.add(
            Fault("not-csv", file, what=_("the file cannot be read as CSV ({reason})", reason=csv_reason(error)),
                  cure=_("Look for a quotation mark that is never closed, then save it as CSV again."))
        )  # fmt: skip
        return None
    if may_hold_masked(text):
        records = [[unmasked(cell) for cell in record] for record in records]
    if records and records[0] and _SEPARATOR_LINE.fullmatch(separator.join(records[0]).strip()):
        records[0] = []
    return records


def sheet_table(file: str, records: Sequence[Record], columns: Sequence[int], faults: Faults) -> RawTable | None:
    """The rows of a sheet from its headings on as a raw table, or None with faults.

    `columns` are the columns of the sheet, counted from 0, that the cells of the rows stand in.
    """
    return _raw_table(file, records, faults, letters=columns, filled_up=True)


def not_blank(records: Collection[Record] | enumerate[list[str]]) -> list[Record]:
    """The rows that hold anything."""
    return [(number, record) for number, record in records if not is_blank(record)]


def is_blank(record: Sequence[str]) -> bool:
    """Whether a row holds nothing but spaces."""
    return not (record and record[0].strip()) and not any(cell.strip() for cell in record)


def _is_whole_line(record: Sequence[str]) -> bool:
    return len(record) == 1 and any(separator in record[0] for separator in _SEPARATORS)


def _unquoted(records: list[Record], separator: str) -> list[Record]:
    """The records; a line that Excel put whole into quotes is read a second time.

    Excel writes such lines when a Swedish Excel opened a file with commas as one column: lines that hold quotes get
    more quotes around them, and the other lines stay as they were.
    """
    width = len(records[0][1]) if records else 0
    result: list[Record] = []
    for number, record in records:
        if width > 1 and len(record) == 1 and separator in record[0]:
            try:
                inner = list(csv.reader([record[0]], delimiter=separator, strict=True))
            except csv.Error:
                inner = []
            if len(inner) == 1 and len(inner[0]) == width:
                result.append((number, inner[0]))
                continue
        result.append((number, record))
    return result


def _excel_filled(records: Sequence[Sequence[str]], text: str) -> bool:
    """Whether Excel made short rows: it writes a block of rows only up to the last column that any of them fills."""
    if not text.endswith(("\n", "\r")):
        return False
    for start in range(0, len(records), EXCEL_ROWS):
        block = [record for record in records[start : start + EXCEL_ROWS] if record]
        widths = {len(record) for record in block}
        if len(widths) > 1 or (start and block and not any(record[-1].strip() for record in block)):
            return False
    return True


def _note_lost(table: RawTable, faults: Faults) -> None:
    for name, values in table.columns.items():
        for position, cell in enumerate(values):
            if LOST in cell:
                file, row, column = table.place(int(table.rows[position]), name)
                faults.add(Fault("not-text", file, row, column, what=_(LOST_WHAT), cure=_(LOST_CURE)))


def _separator(text: str) -> str:
    """The separator: that of Excel's own first line, else the most frequent one in the first line that has any."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][: TITLE_ROWS + 1]
    stated = _SEPARATOR_LINE.fullmatch(lines[0].strip(" ")) if lines else None
    if stated and stated[1] in _SEPARATORS:
        return stated[1]
    for line in lines:
        plain = re.sub(r'"[^"]*"', "", line)
        counts = {separator: plain.count(separator) for separator in ",;\t"}
        if any(counts.values()):
            return max(counts, key=lambda separator: counts[separator])
        if "|" in plain:
            return "|"
    return ","


def _below_titles(file: str, records: list[Record], columns: Collection[str], faults: Faults) -> list[Record]:
    """The records from the headings on; with one warning where rows of a title stand above them."""
    at = heading_at(records, columns)
    if at:
        warn_of_titles(file, records[0][0], records[at][0], faults)
    return records[at:]


def heading_at(records: Sequence[Record], columns: Collection[str]) -> int:
    """Which record holds the headings: the first with two known names, else the first record."""
    for at, (_row, record) in enumerate(records[:TITLE_ROWS]):
        names = {cell.strip().lower() for cell in record} & set(columns)
        if len(names) > 1:
            return at
    return 0


def warn_of_titles(file: str, first: int, heading: int, faults: Faults) -> None:
    """Say that rows above the headings are not read."""
    what = _("what stands above the headings in row {row} is passed over", row=heading)
    faults.warn(Fault("title-row", file, first, what=what, cure=_("Remove it, so that the headings stand in row 1.")))


def _raw_table(
    file: str, records: Sequence[Record], faults: Faults, *, letters: Sequence[int] | None = None, filled_up: bool
) -> RawTable | None:
    """The records of a file or sheet, headings first, as a raw table, or None with faults where they are not sound.

    Short rows are `filled_up` with blanks, or faults. Rows of totals are passed over, with a warning for each.
    """
    if not records:
        what, cure = _("there is no header row"), _("Write the column names in row 1.")
        faults.add(Fault("no-header", file, what=what, cure=cure))
        return None
    header_row, header = records[0]
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    if not _header_is_sound(file, header_row, names, faults, letters):
        return None
    width = len(names)
    kept, row_numbers, ragged, totals = [], [], [], list[Record]()
    for number, record in records[1:]:
        if is_total(record):
            totals.append((number, record))
            warn_of_total(file, number, faults)
            continue
        if any(cell.strip() for cell in record[width:]) or (len(record) < width and not filled_up):
            ragged.append(dict(zip(names, record, strict=False)))
            faults.add(_ragged(file, number, record, width, letters))
            continue
        kept.append(record if len(record) == width else (list(record) + [""] * width)[:width])
        row_numbers.append(number)
    arrays = zip(*kept, strict=True) if kept else [()] * width
    columns = {name: np.array(values, dtype=object) for name, values in zip(names, arrays, strict=True)}
    places = None if letters is None else {name: letter(letters[i]) for i, name in enumerate(names)}
    rows = np.array(row_numbers, dtype=np.int64)
    return RawTable(file, columns, rows, places, header_row, ragged=tuple(ragged), titles=tuple(totals))


def is_total(record: Sequence[str]) -> bool:
    """Whether a row says that it is one of totals: `Summa: 12`, `Totalt`."""
    first = next((cell.strip().casefold() for cell in record if cell.strip()), "")
    if not first:
        return False
    if first.rstrip(": ") in TOTALS:
        return True
    return first.split()[0].rstrip(":") in TOTALS and sum(bool(cell.strip()) for cell in record) <= FEW_CELLS


def warn_of_total(file: str, row: int, faults: Faults) -> None:
    """Say that a row of totals is not read."""
    what = _("the row is one of totals, and is passed over")
    faults.warn(Fault("total-row", file, row, what=what, cure=_("Delete it, so that nobody takes it for a row.")))


def _ragged(file: str, row: int, record: Sequence[str], width: int, letters: Sequence[int] | None) -> Fault:
    if letters is not None:
        at = next(place for place, cell in enumerate(record) if place >= width and cell.strip())
        return stray_cell(file, row, letters[at])
    if len(record) < width:
        cure = _("Give every row as many cells as the header, the last ones blank if need be.")
    else:
        cure = _("Give every row as many cells as the header; put a cell that holds the separator in quotes.")
    what = _("the row has {cells} cells and the header {width}", cells=len(record), width=width)
    return Fault("ragged-row", file, row, what=what, cure=cure)


def stray_cell(file: str, row: int, column: int) -> Fault:
    """The fault of a cell of a sheet, its column counted from 0, that stands outside the table."""
    return Fault(
        "stray-cell", file, row, letter(column),
        what=_("the cell stands outside the table, far away or under no heading"),
        cure=_("Delete the cell (its whole row or column, where nothing is to be seen in it), or give its column a "
               "name."),
    )  # fmt: skip


def nth_column(number: int) -> str:
    """A column of a CSV file that has no name, or one that must not be repeated."""
    return _("column {number}", number=number)


def _header_is_sound(file: str, row: int, names: list[str], faults: Faults, letters: Sequence[int] | None) -> bool:
    unread = [(at, error) for at, name in enumerate(names) if (error := excel_error(name.upper()))]
    twice = sorted(name for name, count in Counter(names).items() if count > 1 and name and not excel_error(name))
    for name in twice:
        again = names.index(name, names.index(name) + 1)
        place, what = given(name), _("the column stands twice")
        if letters is not None:
            place, what = letter(letters[again]), _('the column "{column}" stands twice', column=given(name))
        faults.add(Fault("column-twice", file, row, place, what=what, cure=_("Remove one of them.")))
    for at, (value, what, _cure) in unread:
        faults.add(
            Fault("no-column-name", file, row, nth_column(at + 1) if letters is None else letter(letters[at]), value,
                  what, _("Write the name of the column itself."))
        )  # fmt: skip
    if "" in names:
        at = names.index("")
        faults.add(
            Fault("no-column-name", file, row, None if letters is None else letter(letters[at]),
                  what=_("column {number} has no name", number=at + 1 if letters is None else letters[at] + 1),
                  cure=_("Name the column or remove it."))
        )  # fmt: skip
    return not twice and not unread and "" not in names
