"""Swedish identity and coordination numbers, found in any text and in any number."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from planner.errors import visible

# Anything that is neither letter nor digit may stand between the parts of a number: signs, brackets, spaces.
_GAP = r"(?:\W|_)"
# An optional century, year, month, day, four more digits. Where the parts of the date stand apart, a sign must stand
# before the last four: `2026-11-20 1282` is a day and something else.
_NUMBER = re.compile(
    rf"(?<!\d)(?=(?P<century>\d\d)?(?P<year>\d\d)(?P<apart>{_GAP}{{0,3}})(?P<month>\d\d)(?P=apart)(?P<day>\d\d)"
    rf"(?P<sign>{_GAP}{{0,7}})(?P<last>\d{{4}})(?!\d))"
)
# As people write one: with or without its century, and a sign before the last four.
_WRITTEN = re.compile(r"(?<!\d)(?P<century>\d\d)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)[-+](?P<last>\d{4})(?!\d)")
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_TEN_DIGITS = re.compile(r"(?:\D*\d){10}")
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}([ .,'_])\d{3}(?:\1\d{3}){2}(?!\d)")
_EXPONENT = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?[eE]\+?\d{1,2}(?!\w)")
# The hashes of files in plan.json and on cards hold digits of every kind.
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
CENTURIES = ("18", "19", "20")
TEN, TWELVE = 10, 12
SHORTEST = 5  # 9.1e9


def holds_identity_number(text: str, before: date | None = None) -> bool:
    """Whether a Swedish identity or coordination number stands anywhere in the text.

    It is found with and without century, with any sign or bracket between its parts, in groups of thousands, and as an
    exponent. The day may be 61 to 91 (coordination numbers). The check digit must be right, so about one in 140 of
    ten-digit codes of other origin is caught as well. `before` is the Monday of the plan week. Nobody in a scenario was
    born on or after it, so such a day is no birth date. Without `before` every day may be one.
    """
    if len(text) < SHORTEST:
        return False
    if not text.isascii():
        text = _plain_digits(visible(text))
    if _TEN_DIGITS.match(text):
        shown = _HASH.sub(" ", text)
        if any(_is_match(match, before) for match in _NUMBER.finditer(shown)):
            return True
        if any(_is_digits(re.sub(r"\D", "", match[0]), before) for match in _GROUPED.finditer(shown)):
            return True
    if "e" not in text and "E" not in text:
        return False
    return any(is_identity_number(float(m[0].replace(",", ".")), before) for m in _EXPONENT.finditer(text))


def is_like_identity_number(text: str, before: date | None = None) -> bool:
    """Whether a text holds a number in the form of an identity number, with a day of birth and a wrong check digit.

    Whoever typed it may have meant one and slipped. `before` is as for `holds_identity_number`.
    """
    if not text.isascii():
        text = _plain_digits(visible(text)).translate(_DASHES)
    return any(
        not _check_digit_is_right(re.sub(r"\D", "", match[0])[-TEN:]) and _is_of_a_birth(match, before)
        for match in _WRITTEN.finditer(text)
    )


def _plain_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def is_identity_number(number: float, before: date | None = None) -> bool:
    """Whether the digits of a number before its decimal mark are an identity or coordination number.

    Digits behind the mark are a fraction.
    """
    whole = abs(number)
    return 10 ** (TEN - 1) <= whole < 10**TWELVE and _is_digits(str(int(whole)), before)


def _is_digits(digits: str, before: date | None) -> bool:
    return len(digits) in {TEN, TWELVE} and any(_is_match(match, before) for match in _NUMBER.finditer(digits))


def _is_match(match: re.Match[str], before: date | None) -> bool:
    part = match.groupdict()
    if part["apart"] and not part["sign"].strip():
        return False
    ten_digits = part["year"] + part["month"] + part["day"] + part["last"]
    return _check_digit_is_right(ten_digits) and _is_of_a_birth(match, before)


def _is_of_a_birth(match: re.Match[str], before: date | None) -> bool:
    part = match.groupdict()
    born = int(part["day"])
    day = born - 60 if born > 60 else born  # noqa: PLR2004 - coordination numbers add 60 to the day
    centuries = CENTURIES if part["century"] is None else {part["century"]} & set(CENTURIES)
    return any(_is_birth(int(first + part["year"]), int(part["month"]), day, before) for first in centuries)


def _is_birth(year: int, month: int, day: int, before: date | None) -> bool:
    try:
        born = date(year, month, day)
    except ValueError:
        return False
    return before is None or born < before


def _check_digit_is_right(ten_digits: str) -> bool:
    total = 0
    for position, digit in enumerate(ten_digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return total % 10 == 0
