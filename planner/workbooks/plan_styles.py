"""What the cells of every workbook look like, and the bytes of a workbook: the same for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.writer.excel import ExcelWriter

from planner.errors import one_line
from planner.schema.spreadsheet import masked, unmasked

# The row of headings.
# Of a font that Windows has, and Linux one with letters as wide: columns are as wide everywhere.
LETTERS, POINTS = "Arial", 10
HEADING_FONT = Font(name=LETTERS, size=8, bold=True, color="FFFFFF")
BOLD_FONT = Font(name=LETTERS, size=POINTS, bold=True)
LINE_POINTS = 13.0
# More letters than its width has digits fit into a column: most letters are narrower.
FIT = 1.12
HEADING_FILL = PatternFill("solid", start_color="1F3864")
# Columns that somebody fills in.
ASKED_FILL, ASKED_CELL = PatternFill("solid", start_color="7F6000"), PatternFill("solid", start_color="FFF8E1")
# A limit that is reached, and one that is exceeded.
FULL_FILL, ABOVE_FILL = PatternFill(bgColor="FFE699"), PatternFill(bgColor="F4B183")
THIN = Side(style="thin", color="BFBFBF")
LINES = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
WRAPPED = Alignment(vertical="top", wrap_text=True)
NUMERAL = Alignment(horizontal="right", vertical="top", indent=1)
# The format of a cell that stays text: leading zeros live, and what begins like a formula is none.
TEXT = "@"
_ESCAPED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
# The first day that a zip archive knows.
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


def new_book(title: str) -> Workbook:
    """An empty workbook whose rows are written one after the other."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "placement-planner", title
    # The style "Normal" is what the width of columns is counted in; no public name leads to it.
    book._named_styles["Normal"].font = Font(name=LETTERS, size=POINTS)  # noqa: SLF001
    book._fonts[0] = Font(name=LETTERS, size=POINTS)  # noqa: SLF001
    return book


def num_lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column of a width, in letters; words are not split."""
    width *= FIT
    lines, room = 1, width
    for word in text.split(" "):
        if len(word) > room and room < width:
            lines, room = lines + 1, width
        while len(word) > width:
            word = word[int(width) :]  # noqa: PLW2901 - what is left of it
            lines += 1
        room -= len(word) + 1
    return lines


def cell_text(text: str) -> str:
    """A text as a cell holds it: on one line, and so that it is read as it was.

    A text in whose beginning our own mark against formulas would be seen is marked, as in our CSV files. What a
    workbook takes for a character's code is escaped.
    """
    text = one_line(text)
    return _ESCAPED.sub("_x005F_x", text if unmasked(text) == text else masked(text))


def book_bytes(book: Workbook, day: datetime) -> bytes:
    """The workbook as a file, with `day` as its date throughout, so that the same content is the same bytes."""
    book.properties.created = book.properties.modified = day
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        ExcelWriter(book, archive).save()
    out = io.BytesIO()
    stamp = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
    with zipfile.ZipFile(written) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in archive.namelist():
            raw = archive.read(name)
            if name == "docProps/core.xml":
                raw = stamp.sub(rb"\g<1>" + f"{day:%Y-%m-%dT%H:%M:%SZ}".encode(), raw)
            info = zipfile.ZipInfo(name, _NO_CLOCK)
            info.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(info, raw)
    return out.getvalue()
