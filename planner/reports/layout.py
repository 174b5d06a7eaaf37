"""Plain text tables that look the same on a screen, in a pipe and in a mail."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import one_line


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
