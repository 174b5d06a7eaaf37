"""What must never be in a file: identity numbers, columns about who a person is, people with protected identity."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import Fault, Faults
from planner.inputs.files import RawTable
from planner.schema.cells import ID, NUMBER, TAGS, TEXT, YES_NO
from planner.schema.columns import kind_of
from planner.schema.tables import TABLES

# Ten or twelve digits as a person writes them: an optional century, year, month, day, an optional sign, four more.
# Digits behind a decimal mark are a fraction, not a number of a person.
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,])(\d\d)?(\d\d)(\d\d)(\d\d)[ \u2010-\u2015\u2212+-]?(\d{4})(?!\d)")

FORBIDDEN_COLUMNS = {
    "identity number": (
        "personnummer", "personnr", "pnr", "person_number", "personal_number", "identity_number", "ssn",
        "samordningsnummer", "national_id", "personal_id", "personid", "person_id",
    ),
    "name of a person": (
        "namn", "first_name", "firstname", "last_name", "lastname", "surname", "given_name", "full_name", "fullname",
        "fornamn", "förnamn", "efternamn", "jobseeker_name", "tilltalsnamn",
    ),
    "address": (
        "address", "adress", "street", "gata", "gatuadress", "home_address", "postal_address", "postadress", "email",
        "e-post", "epost", "phone", "telefon", "mobil", "mobile", "co_address",
    ),
    "birth country": (
        "birth_country", "country_of_birth", "birthcountry", "fodelseland", "födelseland", "citizenship",
        "medborgarskap", "nationality", "birth_date", "date_of_birth", "fodelsedatum", "födelsedatum", "ethnicity",
    ),
    "mother tongue": ("mother_tongue", "native_language", "first_language", "modersmal", "modersmål"),
    "diagnosis": ("diagnosis", "diagnos", "diagnoses", "diagnoser", "icd", "icd10", "icd_10", "medical", "sjukdom"),
}  # fmt: skip
_FORBIDDEN = {name: what for what, names in FORBIDDEN_COLUMNS.items() for name in names}
_TOKEN = re.compile(r"[A-Za-z0-9_.-]+")


def holds_identity_number(text: str) -> bool:
    """Whether a Swedish identity or coordination number stands anywhere in the text.

    With and without century, dash or plus; the day may be 61 to 91 (coordination numbers); the check digit must be
    right, so that about one in a thousand ten-digit codes of other origin is caught as well.
    """
    return any(_is_identity_number(*match.groups()) for match in _NUMBER.finditer(text))


def _is_identity_number(century: str | None, year: str, month: str, day: str, last: str) -> bool:
    born = int(day) - 60 if int(day) > 60 else int(day)  # noqa: PLR2004 - coordination numbers add 60 to the day
    centuries = (century,) if century else ("19", "20")
    for first in centuries:
        if first not in {"18", "19", "20"}:
            continue
        try:
            date(int(first + year), int(month), born)
        except ValueError:
            continue
        return _check_digit_is_right(year + month + day + last)
    return False


def _check_digit_is_right(ten_digits: str) -> bool:
    total = 0
    for position, digit in enumerate(ten_digits):
        product = int(digit) * (2 if position % 2 == 0 else 1)
        total += product // 10 + product % 10
    return total % 10 == 0


def refuse_identity_numbers(table: RawTable, faults: Faults) -> None:
    """Note a fault for every cell with an identity number; the value is never repeated."""
    for name, values in table.columns.items():
        codes, texts = pd.factorize(values)
        bad = np.array([len(text) > 9 and holds_identity_number(text) for text in texts], dtype=bool)  # noqa: PLR2004
        if not bad.any():
            continue
        for position in np.flatnonzero(bad[codes]):
            file, row, column = table.place(int(table.rows[position]), name)
            faults.add(
                Fault("identity-number", file, row, column,
                      what="the cell holds an identity or coordination number, which no file here may hold",
                      cure="Replace it by a pseudonymous id, and remove the number from the file it came from.")
            )  # fmt: skip


def refuse_forbidden_columns(table: RawTable, faults: Faults) -> set[str]:
    """Note a fault for every column about who a person is, and return those columns."""
    allowed = set(TABLES[_name(table)].columns) if _name(table) in TABLES else set()
    forbidden = {name for name in table.columns if name in _FORBIDDEN and name not in allowed}
    if _name(table) == "jobseekers" and "name" in table.columns:
        forbidden.add("name")
    for name in sorted(forbidden):
        file, row, column = table.place(1, name)
        faults.add(
            Fault("forbidden-column", file, row, column,
                  what=f'the column "{name}" ({_FORBIDDEN.get(name, "name of a person")}) is never accepted',
                  cure="Remove the column from the file.")
        )  # fmt: skip
    return forbidden


def _name(table: RawTable) -> str:
    return table.file.split("!")[-1].removesuffix(".csv").lower()


@dataclass(frozen=True)
class Protected:
    """People with protected identity: their ids, kept in memory alone, and the support need of each."""

    support_need: dict[str, str]

    def __len__(self) -> int:
        return len(self.support_need)

    @property
    def ids(self) -> frozenset[str]:
        """Their ids, never written anywhere."""
        return frozenset(self.support_need)


def protected_people(jobseekers: list[RawTable]) -> Protected:
    """Collect the people with protected identity before anything else is looked at."""
    people: dict[str, str] = {}
    for table in jobseekers:
        flags, ids = table.columns.get("protected_identity"), table.columns.get("jobseeker_id")
        if flags is None or ids is None:
            continue
        needs = table.columns.get("support_need", np.full(len(table), "", dtype=object))
        for flag, person, need in zip(flags, ids, needs, strict=True):
            # A flag that cannot be read protects: the reader will object to it, and must not name the person.
            if flag.strip() and _protects(flag) and person.strip():
                people[person.strip()] = need.strip()
    return Protected(people)


def _protects(flag: str) -> bool:
    try:
        return bool(YES_NO.parse(flag))
    except ValueError:
        return True


def without_protected(name: str, table: RawTable, protected: Protected, faults: Faults) -> RawTable:
    """Take protected people out of a table; their running placements stay as anonymous occupied places."""
    if not protected.ids:
        return table
    ids = table.columns.get("jobseeker_id")
    if ids is not None:
        theirs = np.array([person.strip() in protected.ids for person in ids], dtype=bool)
        table = _anonymous(table, theirs, protected) if name == "placements" else table.keep(~theirs)
    _refuse_mentions(name, table, protected.ids, faults)
    return table


def _anonymous(table: RawTable, theirs: NDArray[np.bool_], protected: Protected) -> RawTable:
    states = table.columns.get("state", np.full(len(table), "", dtype=object))
    drafts = np.array([state.strip().lower() == "draft" for state in states], dtype=bool)
    keep = ~(theirs & drafts)
    columns = {name: values.copy() for name, values in table.columns.items()}
    columns.setdefault("support_need", np.full(len(table), "", dtype=object))
    for position in np.flatnonzero(theirs):
        need = protected.support_need[columns["jobseeker_id"][position].strip()]
        columns["support_need"][position] = need if _is_number(need) else "1"
        columns["jobseeker_id"][position] = ""
        if "answer_by" in columns:
            columns["answer_by"][position] = ""
    return replace(table, columns=columns).keep(keep)


def _is_number(text: str) -> bool:
    try:
        NUMBER.parse(text)
    except ValueError:
        return False
    return True


def _refuse_mentions(name: str, table: RawTable, protected: frozenset[str], faults: Faults) -> None:
    """A protected id in any other cell would leave with that table: refuse it without repeating it.

    Ids of digits alone are looked for in text only: in id columns of other tables `12` is another thing's name.
    """
    fields = TABLES[name].row.model_fields
    for column, values in table.columns.items():
        if column == "jobseeker_id" and "jobseeker_id" in fields:
            continue
        kind = kind_of(fields[column]) if column in fields else TEXT
        sought = protected if kind in {TEXT, TAGS} or column not in fields else _with_letters(protected)
        if kind.store in {"whole", "number", "yes_no", "day"} and kind is not ID:
            sought = _with_letters(protected)
        codes, texts = pd.factorize(values)
        bad = np.array([any(token in sought for token in _TOKEN.findall(text)) for text in texts], dtype=bool)
        if not bad.any():
            continue
        for position in np.flatnonzero(bad[codes]):
            file, row, shown = table.place(int(table.rows[position]), column)
            faults.add(
                Fault("protected-mention", file, row, shown,
                      what="the cell names a person with protected identity",
                      cure="Remove the mention; such people are placed by hand, outside these files.")
            )  # fmt: skip


def _with_letters(ids: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in ids if not name.isdigit())
