"""Files to raw text tables: CSV in the dialects that Swedish offices write."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, Faults, given
from planner.schema.spreadsheet import may_hold_masked, unmasked

csv.field_size_limit(1_000_000)

# What no text file holds: control characters other than tab, line ends and form feed.
_BINARY = re.compile("[\x00-\x08\x0e-\x1f]")
# Excel writes this line above the header when told to, and reads it itself.
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)


@dataclass(frozen=True)
class RawTable:
    """A table as text: one array of str per column, and the row each entry stood in (the first line is row 1).

    `file` names the file as messages show it; in a workbook it is `file!sheet` and `letters` gives each column's.
    `changed` holds what Excel made of a cell that is no number, by column and row: "date" or "yes or no".
    `ragged` are the cells of rows left out because their length is wrong, by column as far as they go.
    """

    file: str
    columns: dict[str, NDArray[np.object_]]
    rows: NDArray[np.int64]
    letters: dict[str, str] | None = None
    header_row: int = 1
    changed: dict[tuple[str, int], str] = field(default_factory=dict)
    ragged: tuple[dict[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def keep(self, mask: NDArray[np.bool_]) -> RawTable:
        """The rows where the mask holds."""
        return replace(self, columns={n: v[mask] for n, v in self.columns.items()}, rows=self.rows[mask])

    def place(self, row: int | None, column: str | None) -> tuple[str, int | None, str | None]:
        """File, row and column for a fault, the column as a letter in a workbook."""
        shown = None if column is None else (self.letters or {}).get(column, given(column))
        return self.file, row, shown


def read_bytes(path: Path, file: str, faults: Faults) -> bytes | None:
    """The bytes of a file, or None with a fault where the system does not give them."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        faults.add(
            Fault("cannot-read", file, what=f"the file cannot be opened ({why})",
                  cure="See that it is a file, that it is not open elsewhere, and that you may read it.")
        )  # fmt: skip
        return None


def decoded(raw: bytes, file: str, faults: Faults) -> str | None:
    """The text of a file: UTF-8 with or without BOM, else Windows-1252; None, with a fault, where it is neither."""
    if not raw:
        faults.add(Fault("empty-file", file, what="the file has no bytes", cure="Write at least the header row."))
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
        break
    faults.add(
        Fault("not-text", file, what="this is no text file in UTF-8 or Windows-1252",
              cure='Save it from Excel as "CSV UTF-8".')
    )  # fmt: skip
    return None


def read_csv(path: Path, faults: Faults, shown: str | None = None) -> RawTable | None:
    """Read one CSV file as text; every structural fault is noted and None returned where there is no table.

    `shown` is the file's name in messages, its own where not given.
    """
    file = shown or path.name
    raw = read_bytes(path, file, faults)
    return None if raw is None else csv_table(raw, file, faults)


def csv_table(raw: bytes, file: str, faults: Faults) -> RawTable | None:
    """The bytes of a CSV file as a raw table, or None with faults."""
    text = decoded(raw, file, faults)
    if text is None:
        return None
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True))
    except csv.Error as error:
        faults.add(
            Fault("not-csv", file, what=f"the file cannot be read as CSV ({error})",
                  cure="Look for a quotation mark that is never closed, then save it as CSV again.")
        )  # fmt: skip
        return None
    if may_hold_masked(text):
        records = [[unmasked(cell) for cell in record] for record in records]
    if records and records[0] and _SEPARATOR_LINE.fullmatch(",".join(records[0]).strip()):
        records[0] = []
    return raw_table(file, records, faults)


def _separator(text: str) -> str:
    """Semicolon or comma: what Excel's own first line says, else what the header has more of outside quotes."""
    lines = text.lstrip("\r\n").splitlines()
    first = lines[0] if lines else ""
    stated = _SEPARATOR_LINE.fullmatch(first.strip())
    if stated and stated[1] in ";,":
        return stated[1]
    first = re.sub(r'"[^"]*"', "", first)
    return ";" if first.count(";") > first.count(",") else ","


def raw_table(file: str, records: Sequence[Sequence[str]], faults: Faults, *, letters: bool = False) -> RawTable | None:
    """The records of a file or sheet as a raw table, or None with faults where there is no sound header."""
    numbered = [(n, record) for n, record in enumerate(records, start=1) if not _is_blank(record)]
    if not numbered:
        faults.add(Fault("no-header", file, what="there is no header row", cure="Write the column names in row 1."))
        return None
    header_row, header = numbered[0]
    names = [name.strip().lower() for name in header]
    while names and not names[-1]:
        names.pop()
    if not _header_is_sound(file, header_row, names, faults):
        return None
    width = len(names)
    kept, row_numbers, ragged = [], [], []
    for number, record in numbered[1:]:
        if len(record) == width:
            kept.append(record)
        elif any(cell.strip() for cell in record[width:]) or (len(record) < width and not letters):
            ragged.append(dict(zip(names, record, strict=False)))
            faults.add(
                Fault("ragged-row", file, number, what=f"the row has {len(record)} cells and the header {width}",
                      cure="Give every row as many cells as the header; put a cell that holds the separator in quotes.")
            )  # fmt: skip
            continue
        else:
            kept.append((list(record) + [""] * width)[:width])
        row_numbers.append(number)
    arrays = zip(*kept, strict=True) if kept else [()] * width
    columns = {name: np.array(values, dtype=object) for name, values in zip(names, arrays, strict=True)}
    places = {name: _letter(i) for i, name in enumerate(names)} if letters else None
    rows = np.array(row_numbers, dtype=np.int64)
    return RawTable(file, columns, rows, places, header_row, ragged=tuple(ragged))


def _is_blank(record: Sequence[str]) -> bool:
    return not (record and record[0].strip()) and not any(cell.strip() for cell in record)


def _letter(position: int) -> str:
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def _header_is_sound(file: str, row: int, names: list[str], faults: Faults) -> bool:
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    for name in twice:
        faults.add(
            Fault("column-twice", file, row, given(name), what="the column stands twice", cure="Remove one of them.")
        )
    if "" in names:
        faults.add(
            Fault("no-column-name", file, row, what=f"column {names.index('') + 1} has no name",
                  cure="Name the column or remove it.")
        )  # fmt: skip
    return not twice and "" not in names
