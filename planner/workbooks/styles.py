"""How the sheets of our workbooks look, no cell that could run as a formula, and the bytes of a workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from planner.errors import one_line
from planner.schema.spreadsheet import masked, unmasked

# Dark enough for white text (contrast above 7), and apart from each other in grey as well.
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="D6DCE5")
RED, YELLOW = PatternFill("solid", fgColor="F4B6B6"), PatternFill("solid", fgColor="FFF2B3")
EXAMPLE = PatternFill("solid", fgColor="F2F2F2")
_LINE = Border(bottom=Side("thin", color="8497B0"))
WIDEST, NARROWEST = 60, 9
# The format of cells that hold text whatever is typed: leading zeros live, and what begins like a formula is none.
TEXT_FORMAT, DAY_FORMAT = "@", "yyyy-mm-dd"
AUTHOR = "planner"
# The size of a comment, in points, and about how many letters fit into a line of it.
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS = 320, 17, 48
# Of a font that Windows has, and Linux one with letters as wide: columns are as wide everywhere.
LETTERS, POINTS = "Arial", 10
LINE_POINTS = 13.0
# More letters than its width has digits fit into a column: most letters are narrower.
FIT = 1.12
# Columns that somebody fills in.
ASKED_FILL, ASKED_CELL = PatternFill("solid", start_color="7F6000"), PatternFill("solid", start_color="FFF8E1")
# A limit that is reached, and one that is exceeded.
FULL_FILL, ABOVE_FILL = PatternFill(bgColor="FFE699"), PatternFill(bgColor="F4B183")
THIN = Side(style="thin", color="BFBFBF")
LINES = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
WRAPPED = Alignment(vertical="top", wrap_text=True)
NUMERAL = Alignment(horizontal="right", vertical="top", indent=1)
_ESCAPED = re.compile("_x(?=[0-9A-Fa-f]{4}_)")
# The first day that a zip archive knows.
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)


def font(**style: Any) -> Font:  # noqa: ANN401 - as openpyxl's Font
    """The font of all our sheets; without a name, programs choose one of their own."""
    return Font(**{"name": LETTERS, "size": POINTS, **style})


HEADING_FONT, BOLD_FONT = font(size=8, bold=True, color="FFFFFF"), font(bold=True)


def heading(cell: Cell, text: str, *, is_required: bool = False) -> None:
    """A heading of a column, dark where it must be filled in."""
    write_text(cell, text)
    cell.fill = REQUIRED if is_required else OPTIONAL
    cell.font = font(bold=True, color="FFFFFF" if is_required else "1F3864")
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.border = _LINE


def write_text(cell: Cell, text: str) -> None:
    """A text that stays one, whatever it begins with: Excel takes none that is stored so for a formula."""
    cell.value = one_line(text)
    cell.data_type = "s"
    if text[:1] in {"=", "+", "-", "@"}:
        # Else Excel would make a formula of it once somebody has edited the cell; openpyxl has no public way to say so.
        cell.number_format = TEXT_FORMAT
        cell._style.quotePrefix = 1  # noqa: SLF001


def comment(cell: Cell, text: str) -> None:
    """A comment that is shown whole."""
    lines = sum(1 + len(line) // _LETTERS for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, width=_COMMENT_WIDTH, height=_LINE_HEIGHT * (lines + 1))


def width_of(*texts: str) -> float:
    """The width of a column, in letters, that shows these texts, as far as that is sensible."""
    return min(max([NARROWEST, *(len(text) + 2 for text in texts)]), WIDEST)


def on_paper(sheet: Worksheet, pages_wide: int = 1) -> None:
    """Print on A4 across, as wide as so many pages and as high as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&A  &P/&N"


def saved(book: Workbook) -> bytes:
    """A workbook that somebody fills in, or a copy of theirs, as the bytes of an .xlsx."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def new_book(title: str) -> Workbook:
    """An empty workbook whose rows are written one after the other."""
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "placement-planner", title
    # The style "Normal" is what the width of columns is counted in; no public name leads to it.
    book._named_styles["Normal"].font = font()  # noqa: SLF001
    book._fonts[0] = font()  # noqa: SLF001
    return book


@contextmanager
def quietly_given_up(book: Workbook) -> Iterator[None]:
    """Close the sheets of a book where its making is given up, so that openpyxl says nothing as they are collected."""
    try:
        yield
    except BaseException:
        for sheet in book.worksheets:
            # A sheet that is saved already, or has a row half written, says that it cannot be closed.
            with suppress(Exception):
                sheet.close()
        raise


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
