"""Plain text tables that look the same on a screen, in a pipe and in a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from planner.errors import one_line

# As wide as a terminal that nobody has narrowed, and a printed page.
WIDTH = 100


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: str = "  ") -> list[str]:
    """Rows as lines with aligned columns; `right` are the positions of columns of numbers."""
    if not rows:
        return []
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append((indent + "  ".join(cells)).rstrip())
    return lines


def shortened(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= width else text[: width - 1] + "…"


def paragraphs(lines: Iterable[str], indent: str = "  ") -> list[str]:
    """Each line on as many lines as it needs, none wider than `WIDTH`; ids and words are never cut."""
    return [
        part
        for line in lines
        for part in textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
        or [""]
    ]
