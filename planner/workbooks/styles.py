"""How the sheets of our workbooks look: headings, text, widths; and no cell that could run as a formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from planner.errors import one_line

# Dark enough for white text (contrast above 7), and apart from each other in grey as well.
REQUIRED, OPTIONAL = PatternFill("solid", fgColor="1F3864"), PatternFill("solid", fgColor="D6DCE5")
RED, YELLOW = PatternFill("solid", fgColor="F4B6B6"), PatternFill("solid", fgColor="FFF2B3")
EXAMPLE = PatternFill("solid", fgColor="F2F2F2")
_LINE = Border(bottom=Side("thin", color="8497B0"))
WIDEST, NARROWEST = 60, 9
# The format of cells that hold text whatever is typed, so that leading zeros live.
TEXT_FORMAT, DAY_FORMAT = "@", "yyyy-mm-dd"
AUTHOR = "planner"
# The size of a comment, in points, and about how many letters fit into a line of it.
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS = 320, 17, 48


def font(**style: Any) -> Font:  # noqa: ANN401 - as openpyxl's Font
    """The font of all our sheets, which every Excel has; without a name, programs choose one of their own."""
    return Font(**{"name": "Calibri", "size": 11, **style})


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
    """The workbook as the bytes of an .xlsx."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()
