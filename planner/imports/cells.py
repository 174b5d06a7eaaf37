"""Cells of an export as cells of a table: how a text is read, by the column that it goes to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.geography import UNREAD, Read, Towns, looks_like_an_address, slug
from planner.imports.dates import counted, day_in
from planner.imports.occupations import Occupations
from planner.imports.reading import LONGEST_SHOWN, looks_like_a_contact, looks_like_a_full_name, looks_like_a_name
from planner.schema.cells import CODES, DAY, HALVES, HOURS, ID, IDS, TAGS, TEXT, WEEK, Kind
from planner.schema.cures import day as day_guess
from planner.schema.cures import one_form, percent
from planner.schema.cures import week as week_guess
from planner.schema.import_map import BLANK, ColumnMap
from planner.schema.weeks import week_label, week_number
from planner.schema.working_time import FULL_TIME_HOURS

# Columns that hold time until the plan week, which an export gives as the day from which it counts.
COUNTED = {
    "months_unemployed": "months", "months_since_establishment": "months", "permit_months": "months",
    "registered_days": "days", "waiting_weeks": "weeks",
}  # fmt: skip
_DAYS = frozenset(("available_from", "start_week", "from_week", "to_week", "answer_by", "on", "union_consulted_on"))
ZONES = frozenset(("home_zone", "zone", "from_zone", "to_zone"))
OCCUPATIONS = frozenset(("ssyk", "wished_ssyk"))
# Ids that may be spelled with spaces and letters that no id has; those of officials may be names.
RESPELLED = frozenset(("jobseeker_id", "slot_id"))
OF_OFFICIALS = frozenset(("caseworker_id", "supervisor_id", "contact_id"))
# By table, columns of which no word may be overlooked: somebody could be sent where they cannot work.
WHOLE_ONLY = {"jobseekers": {"limits"}, "slots": {"excluded_limits", "skills", "driving_licence"}}
LICENCES = frozenset(["AM", "A1", "A2", "A", "B", "B96", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"])
_WORK_TIME = {"heltid": FULL_TIME_HOURS, "full tid": FULL_TIME_HOURS, "halvtid": FULL_TIME_HOURS / 2}
# What offices write where nothing is known; a column with words of its own reads `ingen` or `-` as one of them.
_NOTHING = {"okänt", "okänd", "ej angivet", "ej angiven", "uppgift saknas", "saknas", "vet ej", "n/a", "null", "(tom)"}
_PARTS = re.compile(r"[|;,\n/]| och | and ")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_MARKS = re.compile(r"[^A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Known:
    """What cells are compared with: the plan week's Monday, places, occupations, and the base's ids and words.

    `employers` gives ids by name and by id, `programmes` ids by rule and by id; `tags` are words for skills and limits.
    """

    monday: date | None
    towns: Towns
    occupations: Occupations
    employers: dict[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    tags: Collection[str] = frozenset()
    new_employers: dict[str, str] = field(default_factory=dict)


Reader = Callable[[str], Read]


def reader_of(column: str, kind: Kind, stated: ColumnMap, known: Known) -> Reader:
    """How the texts of one column are read, without the words of the map."""
    read = _special(column, kind, stated, known)
    if column in COUNTED:
        return lambda text: _counted(text, COUNTED[column], stated, known, kind)
    return read or (lambda text: _by_kind(text, kind))


def _special(column: str, kind: Kind, stated: ColumnMap, known: Known) -> Reader | None:
    if column in ZONES:
        return known.towns.read
    if column in OCCUPATIONS:
        return known.occupations.read
    if column == "employer_id":
        return lambda text: _employer(text, known)
    if column == "programme_ids":
        return lambda text: Read(known.programmes[slug(text)]) if slug(text) in known.programmes else UNREAD
    if kind in {ID, IDS}:
        return lambda text: identifier(text, column, stated.digits)
    by_kind: dict[Kind, Reader] = {
        HOURS: lambda text: _hours(text, stated),
        WEEK: lambda text: _week(text, stated),
        DAY: lambda text: _day(text, stated),
        HALVES: lambda text: _by_kind(text.replace("/", ","), kind),
        CODES: _licence,
        TAGS: lambda text: Read(one_form(text)) if one_form(text) in known.tags else UNREAD,
        TEXT: lambda text: UNREAD if looks_like_a_contact(text) else Read(text),
    }
    return by_kind.get(kind)


def holds_days(column: str) -> bool:
    """Whether a column is read from days: no words of a map stand for those."""
    return column in COUNTED or column in _DAYS


def is_split(column: str, kind: Kind) -> bool:
    """Whether a cell may hold several words, each of which is read by itself."""
    return kind in {TAGS, CODES, IDS} or column == "programme_ids"


def parts_of(text: str) -> list[str]:
    """The words of a cell that may hold several, whatever stands between them."""
    return [part for piece in _PARTS.split(text) if (part := piece.strip())]


def says_nothing(text: str, kind: Kind) -> bool:
    """Whether a text says that nothing is known."""
    plain = one_form(text).strip(". ")
    return plain in _NOTHING or (plain in {"-", "--", "–", "?"} and not kind.words)


def may_be_shown(text: str, column: str, kind: Kind) -> bool:
    """Whether a text that was not read may be repeated: no id, free text, or what may name or reach somebody."""
    if column not in ZONES | {"ssyk"} and kind in {ID, IDS, TEXT} and column != "programme_ids":
        return False
    is_day = (column in COUNTED or kind in {DAY, WEEK}) and day_in(one_form(text), "day first") is not None
    if len(text) > LONGEST_SHOWN or (looks_like_a_contact(text) and not is_day):
        return False
    if column in ZONES:
        return not looks_like_an_address(text)
    return column in OCCUPATIONS or not looks_like_a_full_name(text)


def _by_kind(text: str, kind: Kind) -> Read:
    """As the table's own reader does, else what its cure for the cell would be."""
    try:
        value = kind.parse(text)
    except ValueError:
        guessed = None if kind.guess is None else kind.guess(text)
        return UNREAD if guessed is None else Read(guessed)
    return Read(kind.format(value) if kind.words else text)


def _counted(text: str, unit: str, stated: ColumnMap, known: Known, kind: Kind) -> Read:
    day = day_in(one_form(text), stated.dates)
    if day is None:
        return _by_kind(text, kind)
    found = None if known.monday is None else counted(day, known.monday, unit)
    return UNREAD if found is None else Read(found)


def _hours(text: str, stated: ColumnMap) -> Read:
    plain = one_form(text)
    if plain in _WORK_TIME:
        return Read(f"{_WORK_TIME[plain]:g}")
    part = percent(plain)
    if part is None and stated.unit in {"percent", "share"}:
        number = _by_kind(plain, HOURS).text
        part = None if number is None else HOURS.parse(number) / (100 if stated.unit == "percent" else 1)
        if part is None:
            return UNREAD
    return _by_kind(text, HOURS) if part is None else Read(f"{round(part * FULL_TIME_HOURS, 2):g}")


def may_be_percent(text: str) -> Read:
    """A plain number beside percentages: of which of the two it is has to be chosen."""
    hours = f"{HOURS.parse(text) / 100 * FULL_TIME_HOURS:g}"
    return Read(None, candidates=(f"{hours} ({text} %)", f"{text} (h)"))


def is_mixed(texts: Collection[str], kind: Kind, stated: ColumnMap) -> bool:
    """Whether a column of working time has percentages beside plain numbers, and nobody says what those are."""
    if kind is not HOURS or stated.unit is not None:
        return False
    return any(percent(text) is not None for text in texts) and any(map(is_plain_number, texts))


def is_plain_number(text: str) -> bool:
    """Whether a text is digits with a decimal mark at most."""
    return _PLAIN.fullmatch(text.strip()) is not None


def _week(text: str, stated: ColumnMap) -> Read:
    day = day_in(one_form(text), stated.dates)
    if day is not None:
        year, week, _day_of_week = day.isocalendar()
        return Read(f"{year}-W{week:02d}")
    try:
        return Read(week_label(week_number(text)))
    except ValueError:
        return Read(week_guess(text))


def _day(text: str, stated: ColumnMap) -> Read:
    day = day_in(one_form(text), stated.dates)
    return Read(day_guess(text) if day is None else day.isoformat())


def _licence(text: str) -> Read:
    word = one_form(text).upper().removesuffix("-KÖRKORT").removesuffix(" KÖRKORT").removeprefix("KLASS ").strip()
    if word in LICENCES:
        return Read(word)
    return Read("") if one_form(text) in {"nej", "n", "inget", "saknar", "no", "-", "ingen"} else UNREAD


def identifier(text: str, column: str, digits: int | None) -> Read:
    """An id, its lost noughts filled up; a name of an official is none, and other signs are spelled in letters."""
    plain = text.strip()
    if digits is not None and plain.isdigit():
        plain = plain.zfill(digits)
    if column in RESPELLED and any(letter.isdigit() for letter in plain):
        letters = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
        return Read(_MARKS.sub("-", letters).strip("-"))
    if column in RESPELLED | OF_OFFICIALS and looks_like_a_name(plain):
        return UNREAD
    return _by_kind(plain, ID)


def _employer(text: str, known: Known) -> Read:
    """The id of an employer by its id or name; a name that nobody has yet makes a new employer."""
    plain = one_form(text)
    if plain in known.employers:
        return Read(known.employers[plain])
    if looks_like_a_contact(text):
        return UNREAD
    if not re.search(r"\s|[^\x00-\x7f]", text.strip()) and not looks_like_a_name(text.strip()):
        new = text.strip()
    else:
        new = slug(text)[:LONGEST_SHOWN]
    read = _by_kind(new, ID)
    if read.text is not None:
        known.new_employers.setdefault(read.text, text)
    return read


def chosen(word: str, column: str, known: Known) -> str:
    """What a person chose in the map for a word, as the table holds it."""
    if word == BLANK:
        return ""
    if column in ZONES:
        return known.towns.chosen(word) or word
    return known.occupations.read(word).text or word if column in OCCUPATIONS else word
