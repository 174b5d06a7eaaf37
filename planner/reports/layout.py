"""Plain text tables that look the same on a screen, in a pipe and in a mail."""

from __future__ import annotations

from collections.abc import Sequence

from planner.errors import one_line
from planner.planning import number_text


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


def decimal(value: float, digits: int, *, swedish: bool, plus: bool = False) -> str:
    """A number with so many decimals, thousands set apart by spaces."""
    text = f"{value:+,.{digits}f}" if plus else f"{value:,.{digits}f}"
    text = text.replace(",", " ")
    if not text.strip("+-0."):  # what rounds to zero has no sign
        text = text.lstrip("+-")
    return text.replace(".", ",") if swedish else text


def percent(share: float, *, swedish: bool, digits: int = 2) -> str:
    """A share as a percentage, without zeros that say nothing."""
    return f"{number_text(round(100 * share, digits), swedish=swedish)} %"


def shortened(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= width else text[: width - 1] + "…"
