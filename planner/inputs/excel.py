"""What Excel means by a cell: its error words, and numbers whose format says more than their value."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from planner.texts import _

LARGEST_EXACT = 1e15
# Wider than any table: cells further to the right belong to no table, and no row is filled up that far.
WIDEST = 1_000
MOST_CELLS = 20_000_000
# A formula that a program wrote and Excel never calculated: its result is unknown.
NO_RESULT = "#FORMULA!"

# As the file holds them, and as a Swedish Excel writes them into CSV. A column too narrow for its cell gives ####.
_ERRORS = frozenset((
    "#null!", "#div/0!", "#value!", "#ref!", "#name?", "#num!", "#n/a", "#getting_data", "#spill!", "#calc!", "#field!",
    "#blocked!", "#connect!", "#unknown!", "#busy!", "#python!", "#external!",
    "#skärning!", "#division/0!", "#värdefel!", "#referens!", "#namn?", "#ogiltigt!", "#saknas!", "#utspill!",
    "#beräkna!", "#fält!", "#blockerad!", "#anslut!", "#okänd!", "#hämtar_data",
))  # fmt: skip
_TOO_NARROW = re.compile("#{3,}")

Format = Literal["plain", "text", "day", "percent", "other signs"]


class Shown(NamedTuple):
    """How a number format shows a number: what it is, and to how many digits noughts fill it up."""

    kind: Format
    digits: int = 0


@dataclass(frozen=True)
class Range:
    """Cells from one corner to the other; rows count from 1, columns from 0, both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """A sheet as text: its rows that hold anything, in order, each with its number (from 1) and cells from column A.

    `changed` says, by row and column, what Excel holds in a cell that is no text: "date", "yes or no", "number" (a
    broken one) or "number shown otherwise". `far` are cells beyond the widest table, `merged` ranges of more than one.
    `hidden_rows` and `hidden_columns` are what Excel does not show, by a filter or by hand, columns as first and last.
    `sums` are the cells, by row and column, whose formula adds up others. `meant_as_text` is what stands in cells that
    are formatted as text and hold a formula without a result: Excel itself would have stored it as text.
    """

    name: str
    is_hidden: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    changed: dict[tuple[int, int], str] = field(default_factory=dict)
    far: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    sums: set[tuple[int, int]] = field(default_factory=set)
    meant_as_text: dict[tuple[int, int], str] = field(default_factory=dict)

    def hides(self, column: int) -> bool:
        """Whether Excel does not show a column."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def put(self, row: int, column: int, text: str, changed: str | None = None) -> None:
        """Take in one cell; rows come in order, cells of a row in any."""
        if column >= WIDEST:
            self.far.append((row, column))
            return
        if not self.rows or self.rows[-1][0] != row:
            self.rows.append((row, []))
        cells = self.rows[-1][1]
        if column >= len(cells):
            cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text
        if changed is not None:
            self.changed[row, column] = changed


def excel_error(text: str) -> tuple[str | None, str, str] | None:
    """The cell as a fault shows it, what is wrong and the cure where the text is an error of Excel's; else None."""
    if not text.lstrip().startswith("#"):
        return None
    word = text.strip()
    if word == NO_RESULT:
        return (
            None,
            _("the cell holds a formula without a result"),
            _("Open the file in Excel, save it, and try again."),
        )
    if _TOO_NARROW.fullmatch(word):
        what = _("is what Excel shows where a column is too narrow")
        return word, what, _("Widen the column in Excel, and save it again.")
    if word.casefold() in _ERRORS:
        return word, _("is an error of Excel's and no value"), _("Mend the formula, or write the value itself.")
    return None


def letter(position: int) -> str:
    """The name of a column, counted from 0: A, B ... Z, AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_cell(value: float, shown: Shown, *, since_1904: bool = False) -> tuple[str, str | None]:
    """A number as the text a CSV file would hold, and a note on it where it is no plain whole number."""
    if shown.kind == "day" and (day := _day(value, since_1904=since_1904)) is not None:
        return day, "date"
    if shown.kind == "percent" and abs(value) <= 100:  # noqa: PLR2004 - beyond 10 000 % it is no share of anything
        return f"{plain_number(round(value * 100, 10))} %", "number"
    if not value.is_integer():
        return plain_number(value), "number"
    text = plain_number(value)
    if shown.kind == "other signs":
        return text, "number shown otherwise"
    return (text.zfill(shown.digits) if value >= 0 else text), None


def plain_number(value: float) -> str:
    """A number as CSV holds it; never three decimals, which might be read as thousands."""
    if value.is_integer() and abs(value) < LARGEST_EXACT:
        return str(int(value))
    text = repr(value)
    return f"{text}0" if re.fullmatch(r"-?\d+\.\d{3}", text) else text


def _day(value: float, *, since_1904: bool) -> str | None:
    """The ISO day of a day's number; Excel treats 1900 as a leap year, so its day 60 does not exist."""
    start = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if value >= 61 else 31)  # noqa: PLR2004
    try:
        return (start + timedelta(int(value))).isoformat()
    except OverflowError:
        return None


# Formats that a file names by number alone: days and times of every language, and the two of percent.
_BUILT_IN: dict[int, Format] = {
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "day"),
    **dict.fromkeys((9, 10), "percent"),
    49: "text",
}
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)


@cache
def shown_by(number: int, code: str | None) -> Shown:
    """How the format with this number, and this code where the file gives one, shows a number."""
    if code is None:
        return Shown(_BUILT_IN.get(number, "plain"))
    section = _BRACKETS.sub("", _first_section(code))
    signs = _QUOTED.sub("", section)
    if signs.strip().lower() in {"general", "standard", "@"}:
        return Shown("text" if signs.strip() == "@" else "plain")
    if re.search("[dmyhs]", signs, re.IGNORECASE):
        return Shown("day")
    if "%" in signs:
        return Shown("percent")
    if re.fullmatch("0{2,}", section):
        return Shown("plain", len(section))
    has_words = any(re.search(r"\w", part) for part in re.findall(r'"[^"]*"|\\.', section))
    return Shown("other signs" if has_words or re.search(r"0[ -]0", signs) else "plain")


def _first_section(code: str) -> str:
    """The part for numbers that are not negative: up to the first semicolon outside quotes."""
    match = re.match(r'(?:"[^"]*"|\\.|[^;"\\])*', code)
    return match[0] if match else code
