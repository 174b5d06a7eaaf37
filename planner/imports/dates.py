"""Days as offices write them, and time counted from a day to the Monday of the plan week."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from planner.schema.import_map import Order

# Days that Excel shows as a number where a column was saved without its format: 1990 to 2099.
FIRST_SERIAL, LAST_SERIAL = 32_874, 73_050
_EXCEL_START = date(1899, 12, 30)
DAYS_A_MONTH = 30.4375
MOST_MONTHS = 12

_MONTHS = {
    name: number
    for number, names in enumerate((
        "januari jan january", "februari feb february", "mars mar march", "april apr", "maj may", "juni jun june",
        "juli jul july", "augusti aug august", "september sep sept", "oktober okt october oct", "november nov",
        "december dec",
    ), start=1) for name in names.split()
}  # fmt: skip
_TIME = r"(?:[ t]\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?z?)?"
_YEAR_FIRST = re.compile(rf"(?<!\d)((?:19|20)\d\d)([-/. ]?)(\d\d)\2(\d\d)(?!\d){_TIME}", re.IGNORECASE)
_YEAR_LAST = re.compile(rf"(?<!\d)(\d{{1,2}})([-/.])(\d{{1,2}})\2((?:19|20)\d\d)(?!\d){_TIME}", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?<!\d)(?:(\d{1,2})\.? )?([a-z]+)\.? ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_MONTH_ALONE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)(?![\d-])")


def day_in(text: str, order: Order | None) -> date | None:
    """The one day that a cell names, with words around it or without; None where there is none, or more than one.

    `order` is that of days such as 03/04/2026; without it, such a day is none where both readings are days.
    `mars 2025` and `2025-03` are the first of the month.
    """
    if text.isdigit() and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        return _EXCEL_START + timedelta(int(text))
    for pattern, read in ((_YEAR_FIRST, _year_first), (_YEAR_LAST, lambda match: _year_last(match, order)),
                          (_IN_WORDS, _in_words), (_MONTH_ALONE, _month_alone)):  # fmt: skip
        found = list(pattern.finditer(text))
        if found:
            rest = pattern.sub("", text)
            return read(found[0]) if len(found) == 1 and not any(letter.isdigit() for letter in rest) else None
    return None


def _year_first(match: re.Match[str]) -> date | None:
    return _day(match[1], match[3], match[4])


def _year_last(match: re.Match[str], order: Order | None) -> date | None:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > MOST_MONTHS:
        order = "day first"
    elif second > MOST_MONTHS:
        order = "month first"
    elif first == second:
        order = "day first"
    if order is None:
        return None
    return _day(match[4], second, first) if order == "day first" else _day(match[4], first, second)


def _in_words(match: re.Match[str]) -> date | None:
    month = _MONTHS.get(match[2].casefold())
    return None if month is None else _day(match[3], month, match[1] or 1)


def _month_alone(match: re.Match[str]) -> date | None:
    return _day(match[1], match[2], 1)


def _day(year: str, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def order_of(texts: Iterable[str]) -> Order | None:
    """The order that the days of a column show where one of them leaves no doubt, and no other says otherwise."""
    first, second = False, False
    for text in texts:
        for match in _YEAR_LAST.finditer(text):
            first |= int(match[1]) > MOST_MONTHS
            second |= int(match[3]) > MOST_MONTHS
    if first == second:
        return None
    return "day first" if first else "month first"


def counted(day: date, monday: date, unit: str) -> str | None:
    """The time from a day to a Monday in days, whole weeks or months, as a cell; None where the day lies after it."""
    days = (monday - day).days
    if days < 0:
        return None
    if unit == "months":
        return f"{round(days / DAYS_A_MONTH, 1):g}"
    return str(days if unit == "days" else days // 7)
