"""Cells that a spreadsheet would run as formulas: how every file we write disarms them, and how they are read again."""

from __future__ import annotations

import re

from planner.errors import one_line

# Excel and its like take a cell for a formula that begins with one of these signs, some also after blanks, and the wide
# signs of East Asian letters. A plus or minus before digits alone is a number, and one alone is a dash.
_SIGNS = r"=@+\-\uff1d\uff0b\uff0d\uff20"
_NUMBER = r"[+-]?[\d.,\s]*(?:[eE][+-]?\d+)?"
_CELL = rf"(?='*(?:[=@\uff1d\uff0b\uff0d\uff20]|[+-](?!{_NUMBER}\Z)))"
# Where a table is opened with the other separator, the text after that separator begins a cell as well.
_PART = rf"(?='*(?:[=@\uff1d\uff0b\uff0d\uff20]|[+-](?!{_NUMBER}(?:(?P=sign)|\Z))))"
_LIVE = re.compile(rf"\A\s*{_CELL}|(?P<sign>[;,])\s*{_PART}")
_MASKED = re.compile(rf"\A\s*'{_CELL}|(?P<sign>[;,])\s*'{_PART}")
_SUSPECT = re.compile(rf"[{_SIGNS}]")
_MAYBE_MASKED = re.compile(rf"'[{_SIGNS}]")


def masked(text: str) -> str:
    """A cell as it is written into a table: on one line, and with an apostrophe before what would begin a formula.

    Numbers stay as they are, negative ones too. `unmasked` restores the text, including apostrophes of its own.
    """
    text = one_line(text)
    return _LIVE.sub(lambda start: f"{start[0]}'", text) if _SUSPECT.search(text) else text


def unmasked(text: str) -> str:
    """A cell of a table as it was before `masked`; a cell that was not masked stays as it is."""
    return _MASKED.sub(lambda start: start[0][:-1], text) if "'" in text else text


def may_hold_masked(text: str) -> bool:
    """Whether any cell of a whole file may be masked: a quick look before every cell is examined."""
    return _MAYBE_MASKED.search(text) is not None
