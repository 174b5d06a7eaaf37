"""The kinds of cell a table may hold: how each is read from text, stored in a frame, and written back.

Each kind is a piece of pydantic metadata, so a column's annotation alone says what is valid in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from pydantic import GetCoreSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from planner.errors import given, one_line
from planner.schema import cures
from planner.schema.weeks import week_label, week_number
from planner.texts import N_, _

Store = Literal["text", "whole", "number", "yes_no", "day", "list"]


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of cell: its name, the advice on a bad one, and both directions of its text form.

    `name` and `advice` are keys of the catalogues; `words`, or the `examples` where there are some, may stand in the
    advice as a fact.
    `pattern` is the text form as a regular expression that Python and JSON Schema both read; `words` are all that may
    stand there, where they are few; `numeric` says that values are amounts, with a range and a unit; `guess` tells what
    to write instead of a bad cell, where it can.
    """

    name: str
    advice: str
    store: Store
    parse: Callable[[str], Any]
    format: Callable[[Any], str]
    pattern: str | None = None
    words: tuple[str, ...] = ()
    numeric: bool = False
    guess: cures.Guess | None = None
    more_advice: Callable[[], str] | None = None
    examples: tuple[str, ...] = ()

    def cure(self, said: Callable[[str], str] = str) -> str:
        """The cure for a bad cell, in the language that is spoken; `said` gives each word as the file has it."""
        shown = "|".join(map(said, self.examples)) or ", ".join(map(said, self.words))
        text = _(self.advice, words=shown)
        return text if self.more_advice is None else f"{text} {self.more_advice()}"

    def text_schema(self) -> JsonSchemaValue:
        """JSON Schema of the text of one cell that is not blank."""
        schema: JsonSchemaValue = {"type": "string"}
        if self.words:
            schema["enum"] = list(self.words)
        elif self.pattern is not None:
            schema["pattern"] = self.pattern
        return schema

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, handler(source))

    def _read(self, value: object) -> object:
        return self.parse(value) if isinstance(value, str) else value


LONGEST_ID = 100


def _text(text: str) -> str:
    return one_line(text).strip()


def _identifier(text: str) -> str:
    text = text.strip()
    if not _ID.fullmatch(text):
        raise ValueError(_("is not an id"))
    if len(text) > LONGEST_ID:
        raise ValueError(_("is longer than {longest} characters", longest=LONGEST_ID))
    return text


_ID = re.compile(r"[A-Za-z0-9_.-]+")


# Spaces that Swedish Excel puts between thousands: plain, no-break, thin and narrow no-break.
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
# Not three zeros: some read 1,000 as a thousand, others as one.
_WHOLE = re.compile(r"[+-]?\d{1,15}([.,]0{1,2})?")
_THOUSAND_OR_DECIMALS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")


def _number(text: str) -> float:
    plain = _THOUSANDS.sub("", text.strip()).replace("\u2212", "-")
    if not _DECIMAL.fullmatch(plain):
        raise ValueError(_("is not a number"))
    value = float(plain.replace(",", "."))
    if abs(value) > 1e15:  # noqa: PLR2004 - beyond this a float no longer holds whole kronor
        raise ValueError(_("is too large to be exact"))
    return value


def _money(text: str) -> float:
    if _THOUSAND_OR_DECIMALS.fullmatch(text.strip()):
        raise ValueError(_("may be thousands or three decimals"))
    return _number(text)


def _share(text: str) -> float:
    part = cures.percent(text)
    return _number(text) if part is None else part


def _whole(text: str) -> int:
    plain = _THOUSANDS.sub("", text.strip()).replace("\u2212", "-")
    if not _WHOLE.fullmatch(plain):
        raise ValueError(_("is not a whole number"))
    return int(plain.replace(",", ".").split(".", maxsplit=1)[0])


_YES = {"yes", "ja", "true", "sant", "1", "y", "j"}
_NO = {"no", "nej", "false", "falskt", "0", "n"}


def _yes_no(text: str) -> bool:
    word = cures.one_form(text)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(_("is neither yes nor no"))


def _day(text: str) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
            raise ValueError  # noqa: TRY301 - one message for a wrong form and for a day that does not exist
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(_("is not a day")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(_("is not a day from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR))
    return day


def _names(text: str) -> tuple[str, ...]:
    """Words without case, since `Lyft` and `lyft` are one limit to everybody who writes them."""
    return tuple(sorted({word for part in one_line(text).split("|") if (word := cures.one_form(part))}))


def _tag(text: str) -> str:
    words = _names(text)
    if len(words) > 1:
        raise ValueError(_("is more than one tag"))
    return "".join(words)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(sorted(word.upper() for word in _names(text)))


def _identifiers(text: str) -> tuple[str, ...]:
    """Ids in the order written; the order matters only to readers of the file."""
    return tuple(dict.fromkeys(_identifier(part) for part in text.split("|") if part.strip()))


FIRST_YEAR, LAST_YEAR = 1900, 2099
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
PARTS = ("am", "pm", "ev")
HALF_DAYS = tuple(f"{day}-{part}" for day in DAYS for part in PARTS)


def _half_days(text: str) -> tuple[str, ...]:
    parts = {cures.one_form(part) for part in text.split("|") if part.strip()}
    unknown = sorted(parts - set(HALF_DAYS))
    if unknown:
        raise ValueError(_("has a half-day that does not exist, {half_day}", half_day=given(unknown[0])))
    return tuple(half_day for half_day in HALF_DAYS if half_day in parts)


def _plain_number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _plain_amount(value: float) -> str:
    """Never write three decimals: they are refused on reading, since they may be thousands."""
    text = _plain_number(value)
    return f"{text}0" if _THOUSAND_OR_DECIMALS.fullmatch(text) else text


def choice(
    name: str,
    refusal: str,
    *words: str,
    guess: cures.Guess | None = None,
    more_advice: Callable[[], str] | None = None,
) -> Kind:
    """A kind whose cells are one of a few words, in any case of letters; `refusal` is said of any other."""
    by_form = {cures.one_form(word): word for word in words}

    def parse(text: str) -> str:
        word = by_form.get(cures.one_form(text))
        if word is None:
            raise ValueError(_(refusal))
        return word

    advice = N_("Write one of {words}.")
    return Kind(name, advice, "text", parse, str, words=words, guess=guess, more_advice=more_advice)


TEXT = Kind(N_("text"), N_("Write a short text."), "text", _text, str)
ID = Kind(
    N_("an id"),
    N_("Use letters A-Z, digits, and _ . - only."),
    "text",
    _identifier,
    str,
    pattern=r"^[A-Za-z0-9_.-]+$",
)
WHOLE = Kind(
    N_("a whole number"),
    N_("Write a whole number, such as 3."),
    "whole",
    _whole,
    _plain_number,
    pattern=r"^[+-]?\d[\d ]*([.,]0{1,2})?$",
    numeric=True,
    guess=cures.whole_number,
)
_ANY_NUMBER = r"^[+-]?(\d[\d ]*([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$"
NUMBER = Kind(
    N_("a number"),
    N_("Write a number, such as 0.5 or 0,5."),
    "number",
    _number,
    _plain_number,
    pattern=_ANY_NUMBER,
    numeric=True,
    guess=cures.number,
)
# Not "such as 0.5": that would lead somebody who means 50 % of full time to write half an hour a week.
HOURS = replace(NUMBER, advice=N_("Write hours a week, such as 30; full time is 40."), guess=cures.hours)
MONEY = Kind(
    N_("an amount"),
    N_("Write kronor without separators, such as 1500 or 1500.50."),
    "number",
    _money,
    _plain_amount,
    pattern=_ANY_NUMBER,
    numeric=True,
    guess=cures.number,
)
SHARE = Kind(
    N_("a share"),
    N_("Write a share of 1, such as 0.5, or a percentage such as 50 %."),
    "number",
    _share,
    _plain_number,
    pattern=r"^([+-]?(\d[\d ]*([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?|\d{1,3}([.,]\d{1,4})? ?%)$",
    numeric=True,
)
YES_NO = Kind(
    N_("yes or no"),
    N_("Write yes or no (ja or nej, true or false, sant or falskt, 1 or 0)."),
    "yes_no",
    _yes_no,
    lambda value: "yes" if value else "no",
    words=("yes", "no", "ja", "nej", "true", "false", "sant", "falskt", "1", "0"),
    guess=cures.YES_OR_NO,
)
WEEK = Kind(
    N_("an ISO week"),
    N_("Write year and week, such as 2026-W48."),
    "whole",
    week_number,
    lambda value: week_label(int(value)),
    pattern=r"^\d{4}-W\d{2}$",
    guess=cures.week,
)
DAY = Kind(
    N_("a day"),
    N_("Write year, month and day, such as 2026-11-23."),
    "day",
    _day,
    lambda value: value.strftime("%Y-%m-%d"),
    pattern=r"^\d{4}-\d{2}-\d{2}$",
    guess=cures.day,
)
TAGS = Kind(N_("a list"), N_("Put | between the words."), "list", _names, "|".join)
TAG = Kind(N_("a tag"), N_("Write one tag, without |."), "text", _tag, str)
CODES = Kind(N_("a list of codes"), N_("Put | between the codes."), "list", _codes, "|".join)
IDS = Kind(
    N_("a list of ids"),
    N_("Use letters A-Z, digits, and _ . - in each id, and | between them."),
    "list",
    _identifiers,
    "|".join,
    pattern=r"^[A-Za-z0-9_.-]+( *\| *[A-Za-z0-9_.-]+)*$",
    guess=cures.ids,
)
HALVES = Kind(
    N_("a list of half-days"),
    N_("Write half-days such as {words}."),
    "list",
    _half_days,
    "|".join,
    pattern=r"^(mo|tu|we|th|fr|sa|su)-(am|pm|ev)( *\| *(mo|tu|we|th|fr|sa|su)-(am|pm|ev))*$",
    guess=cures.half_days,
    # Together they have each day and each part of one.
    examples=("mo-am", "mo-pm", "mo-ev", *(f"{day}-am" for day in DAYS[1:])),
)

Text = Annotated[str, TEXT]
Id = Annotated[str, ID]
Whole = Annotated[int, WHOLE, Ge(0), Le(10**9)]
YesNo = Annotated[bool, YES_NO]
LATEST_WEEK = week_number("2099-W52")
Week = Annotated[int, WEEK, Ge(week_number("2000-W01")), Le(LATEST_WEEK)]
Day = Annotated[date, DAY]
Tags = Annotated[tuple[str, ...], TAGS]
Tag = Annotated[str, TAG]
Codes = Annotated[tuple[str, ...], CODES]
Ids = Annotated[tuple[str, ...], IDS]
Halves = Annotated[tuple[str, ...], HALVES]
Sek = Annotated[float, MONEY, Ge(0), Le(10**12)]
Share = Annotated[float, SHARE, Ge(0), Le(1)]
Hours = Annotated[float, HOURS, Ge(0), Le(168)]
Minutes = Annotated[float, NUMBER, Ge(0), Le(1440)]


def suggestion(kind: Kind, text: str, said: Callable[[str], str] = str) -> str:
    """The cure for one bad cell: what to write instead, exactly where that can be told; `said` as in `Kind.cure`."""
    guessed = None if kind.guess is None else kind.guess(text)
    return kind.cure(said) if guessed is None else _("Write {guess}.", guess=said(guessed))
