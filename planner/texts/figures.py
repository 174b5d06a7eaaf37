"""Numbers, shares, dates and lists as the language writes them, by Babel's locale data (CLDR)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from planner.texts.catalogue import language

# The characters that CLDR asks for beside those on a keyboard. A terminal or file in an old encoding lacks some, and
# a lost minus changes what a figure says; a plain space is what people search for.
_ON_A_KEYBOARD = str.maketrans({"\N{MINUS SIGN}": "-", "\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})

# The English of Europe, where a day comes before its month.
_LOCALES = {"en": "en_GB"}


def _locale() -> str:
    return _LOCALES.get(language(), language())


def decimal(value: float, digits: int, *, plus: bool = False, trim: bool = False) -> str:
    """A number with so many decimals and its thousands set apart: `10 259,0`.

    `plus` gives numbers above 0 a sign. `trim` leaves out zeros at the end: `10 259`.
    """
    from babel.numbers import format_decimal  # noqa: PLC0415 - a tenth of a second, which --help does without

    text = format_decimal(
        round(value, digits) + 0.0, format=f"#,##0.{('#' if trim else '0') * digits}", locale=_locale()
    )
    text = text.translate(_ON_A_KEYBOARD)
    nothing = not any(letter in "123456789" for letter in text)  # what rounds to zero has no sign
    return text.lstrip("-") if nothing else f"+{text}" if plus and value > 0 else text


def with_decimal_mark(number: str) -> str:
    """A number as Python writes it, with the decimal mark of the language: `10259,04`, to be held against a file."""
    from babel.numbers import get_decimal_symbol  # noqa: PLC0415 - see decimal

    return number.replace(".", get_decimal_symbol(_locale()))


def percent(share: float, digits: int = 2) -> str:
    """A share as a percentage, without zeros that say nothing: `93 %`."""
    from babel import Locale  # noqa: PLC0415 - see decimal
    from babel.numbers import format_percent  # noqa: PLC0415 - see decimal

    pattern = Locale.parse(_locale()).percent_formats[None].pattern.replace("0", f"0.{'#' * digits}")
    return format_percent(round(100 * share, digits) / 100 + 0.0, format=pattern, locale=_locale()).translate(
        _ON_A_KEYBOARD
    )


def listed(words: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """Words as a list in a sentence: `a, b och c`, with `or` between the last two: `a, b eller c`."""
    from babel.lists import format_list  # noqa: PLC0415 - see decimal

    return format_list(words, style, _locale()) if words else ""


def long_date(day: date) -> str:
    """A day as a sentence has it: `29 november 2026`."""
    from babel.dates import format_date  # noqa: PLC0415 - see decimal

    return format_date(day, "long", _locale()).translate(_ON_A_KEYBOARD)


def short_month(day: date) -> str:
    """The month of a day as an axis has it: `jan`."""
    from babel.dates import format_date  # noqa: PLC0415 - see decimal

    return format_date(day, "LLL", _locale()).rstrip(".")
