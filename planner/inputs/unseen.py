"""What nobody sees in a sheet: hidden rows and columns, which are read, and blank rows, which are passed over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from planner.errors import Fault, Faults, given
from planner.texts import _, ngettext

# This many rows or runs of rows are named.
RUNS_NAMED = 5


def warn_of_hidden_rows(file: str, rows: Collection[int], faults: Faults) -> None:
    """Say that rows of a table are hidden and read as any other: nobody is left out of a plan by a filter."""
    if rows:
        what = ngettext(
            "{number} row is hidden in Excel ({rows}), and is read as any other",
            "{number} rows are hidden in Excel ({rows}), and are read as any other",
            len(rows), rows=_runs(sorted(rows)),
        )  # fmt: skip
        cure = _("Clear the filter, or unhide the rows, to see what is planned with; delete those that shall not be.")
        faults.warn(Fault("hidden-rows", file, min(rows), what=what, cure=cure))


def warn_of_hidden_columns(file: str, heading: int, columns: Mapping[str, str], faults: Faults) -> None:
    """Say of each column by its letter that it is hidden and read as any other; `columns` are their names."""
    for place, name in columns.items():
        what = _('the column "{column}" is hidden in Excel, and is read as any other', column=given(name))
        cure = _("Unhide it to see what is planned with, or delete it.")
        faults.warn(Fault("hidden-column", file, heading, place, what=what, cure=cure))


def warn_of_blank_rows(file: str, heading: int, filled: Sequence[int], last: int, faults: Faults) -> None:
    """Say that blank rows stand between the headings and the last row; `filled` are those that hold anything."""
    blank = sorted(set(range(heading + 1, last)) - set(filled))
    if blank:
        what = ngettext(
            "{number} row within the table is blank ({rows}), and is passed over",
            "{number} rows within the table are blank ({rows}), and are passed over",
            len(blank), rows=_runs(blank),
        )  # fmt: skip
        faults.warn(Fault("blank-rows", file, blank[0], what=what, cure=_("Delete them, so that the table is one.")))


def _runs(rows: Sequence[int]) -> str:
    """Rows as runs, the first few by number: `3-5, 9`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    named = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:RUNS_NAMED]]
    return ", ".join(named) + (" ..." if len(runs) > RUNS_NAMED else "")
