"""What a workbook that is to be written may be called."""

from __future__ import annotations

from pathlib import Path

from planner.errors import UsageFault
from planner.texts import _


def refuse_no_workbook(file: Path) -> None:
    """Raise UsageFault where a file's name does not end as Excel expects of a workbook."""
    if file.suffix.lower() != ".xlsx":
        msg = _("{file} does not end in .xlsx, and Excel would not open it.", file=file)
        raise UsageFault(msg)
