"""A Swedish Excel that opens a CSV file with a double click and saves it: what it takes cells for, and what it writes.

Imitated, as no Excel runs here: it parts cells at semicolons; a cell that looks like a number loses leading zeros and
all beyond fifteen digits, and is written with a decimal comma; TRUE and FALSE become Swedish; whatever may be a day, a
time, a percentage, a power or a formula is mangled, but for an ISO day, which a Swedish Excel writes as it read it.
Sixteen rows at a time are written to the last column that one of them fills (Microsoft's old article KB 77295), and
lines end in CR LF.
"""

import csv
import io
import re

NUMBER = re.compile(r"-?\d+(,\d+)?")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTH = "(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)"
GUESSED = re.compile(
    r"\d{1,4}[-/.]\d{1,4}([-/.]\d{1,4})?|\d+:\d\d.*|-?\d+(,\d+)? ?%|-?\d+(,\d+)?e[+-]?\d+|[=+@-].*|"
    rf"{MONTH}[a-z]*[- ]?\d+|\d+[- ]{MONTH}.*",
    re.IGNORECASE,
)
IN_SWEDISH = {"true": "SANT", "false": "FALSKT"}
BLOCK = 16


def saved(raw: bytes, *, as_utf8: bool) -> bytes:
    """The file after opening and saving it, as CSV UTF-8 or as the older CSV in Windows-1252."""
    assert raw.startswith(b"\xef\xbb\xbf"), "without a byte-order mark Excel takes UTF-8 for Windows-1252"
    rows = [[_guessed(cell) for cell in row] for row in csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";")]
    return _written(rows).encode("utf-8-sig" if as_utf8 else "cp1252")


def saved_as_one_column(raw: bytes) -> bytes:
    """A file with commas after opening and saving it: every line is one cell, quoted where it holds quotes."""
    assert b";" not in raw
    lines = raw.decode("utf-8").splitlines()
    return _written([[line] for line in lines]).encode("utf-8-sig")


def _guessed(cell: str) -> str:
    if NUMBER.fullmatch(cell):
        whole, _, decimals = cell.partition(",")
        number = f"{int(whole[:15])}" + (f",{decimals.rstrip('0')}" if decimals.strip("0") else "")
        return number if len(whole) < 12 else f"{int(whole):.5E}".replace(".", ",")
    if ISO_DAY.fullmatch(cell):
        return cell
    if GUESSED.fullmatch(cell):
        return "1900-01-01"
    return IN_SWEDISH.get(cell.lower(), cell)


def _written(rows: list[list[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = []
    for start in range(0, len(rows), BLOCK):
        block = [row + [""] * (width - len(row)) for row in rows[start : start + BLOCK]]
        last = max((at for row in block for at, cell in enumerate(row) if cell), default=0)
        lines += [";".join(_quoted(cell) for cell in row[: last + 1]) for row in block]
    return "".join(f"{line}\r\n" for line in lines)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search('[;"\r\n]', cell) else cell
