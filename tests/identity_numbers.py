"""Swedish identity numbers in tests: made while running, so that no file holds one, and found in any text."""

import re
from collections.abc import Iterator
from datetime import date

# Not inside a longer word or number: hashes and decimals hold digit runs of every length.
CANDIDATE = re.compile(
    r"(?<![\w.,+-])(?P<century>18|19|20)?(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)[-+\u2010-\u2015\u2212]?"
    r"(?P<serial>\d{3})(?P<check>\d)(?![\w+-]|[.,]\d)",
    re.ASCII,
)


def check_digit(nine_digits: str) -> int:
    """The tenth digit after yymmddnnn: every other digit doubled, digit sums added, filled up to a whole ten."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine_digits))
    return -sum(number // 10 + number % 10 for number in doubled) % 10


def identity_number(born: date, serial: int = 238, separator: str = "-", *, coordination: bool = False) -> str:
    """A well-formed identity number of nobody in particular; as a coordination number the day is 60 higher."""
    nine = f"{born:%y%m}{born.day + 60 * coordination:02}{serial:03}"
    return f"{nine[:6]}{separator}{nine[6:]}{check_digit(nine)}"


def find_identity_numbers(text: str) -> Iterator[str]:
    """Yield what has the form, a possible date (a coordination number's too) and the right check digit."""
    for match in CANDIDATE.finditer(text):
        part = match.groupdict()
        day = int(part["day"])
        nine = part["year"] + part["month"] + part["day"] + part["serial"]
        if check_digit(nine) == int(part["check"]) and is_date(
            part["century"], part["year"], part["month"], day - 60 if day > 60 else day
        ):
            yield match.group()


def is_date(century: str | None, year: str, month: str, day: int) -> bool:
    """Whether the parts are a day of the calendar; where no century stands, of any."""
    for each in [century] if century else ["19", "20"]:
        try:
            date(int(each + year), int(month), day)
        except ValueError:
            continue
        return True
    return False
