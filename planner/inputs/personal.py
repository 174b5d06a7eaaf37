"""What must never be in a file: identity numbers, and columns about who a person is."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from planner.errors import Fault, Faults, visible
from planner.inputs.files import RawTable
from planner.schema.columns import kind_of
from planner.schema.tables import Table

# Ten or twelve digits as a person writes them: an optional century, year, month, day, an optional sign, four more.
# The parts of the date may stand apart, and then a sign must stand before the last four: `2026-11-20 1282` is a day.
_DASHES = r"+\-_/:.\u2010-\u2015\u2212"
_NUMBER = re.compile(
    r"(?<!\d)(?=(?P<century>\d\d)?(?P<year>\d\d)(?P<apart>[-./ ]?)(?P<month>\d\d)(?P=apart)(?P<day>\d\d)"
    rf"(?P<sign> {{0,2}}[{_DASHES}]? {{0,2}})(?P<last>\d{{4}})(?!\d))"
)
_TEN_DIGITS = re.compile(r"(?:\D*\d){10}")
_FRACTION = re.compile(r"\d[.,]$")
SHORTEST = 8

# Parts and whole words of column names by what they say of a person; only unknown columns are held against them.
_PARTS = {
    "identity number": ("personn", "person_nr", "person_num", "persnr", "samordningsn", "identity_n", "personal_num"),
    "name of a person": ("firstname", "lastname", "surname", "fullname", "efternamn", "fornamn", "förnamn"),
    "address": ("address", "adress", "street", "email", "e_mail", "epost", "e_post", "phone", "telefon", "postnummer"),
    "birth country": ("birth", "country", "fodelse", "födelse", "citizen", "medborgar", "nationalit", "ethnic"),
    "mother tongue": ("mother_tongue", "native_language", "first_language", "modersmal", "modersmål"),
    "diagnosis": ("diagnos", "icd10", "medical", "sjukdom", "funktionsneds"),
}  # fmt: skip
_WORDS = {
    "identity number": {"pnr", "ssn", "personid"},
    "address": {"gata", "gatan", "mobil", "postnr", "postcode", "zipcode"},
    "birth country": {"fodd", "född", "born"},
    "diagnosis": {"icd"},
}
_NAMES = {"name", "namn"}
_WHOLE = {"p_nr": "identity number", "personal_id": "identity number", "national_id": "identity number",
          "person_id": "identity number"}  # fmt: skip


def holds_identity_number(text: str, *, fractions: bool = False) -> bool:
    """Whether a Swedish identity or coordination number stands anywhere in the text.

    With and without century, dash or plus; the day may be 61 to 91 (coordination numbers); the check digit must be
    right, so that of ten-digit codes of other origin about one in 140 is caught as well. With `fractions`, digits
    behind a decimal mark are a fraction and no number of a person.
    """
    if not _TEN_DIGITS.match(text):
        return False
    text = visible(text)
    for match in _NUMBER.finditer(text):
        part = match.groupdict()
        if part["apart"] and not part["sign"].strip():
            continue
        # 900228.1234 is a number; in free text it is taken for what it looks like.
        if fractions and (_FRACTION.search(text[: match.start()]) or part["sign"].strip() == "."):
            continue
        if _is_identity_number(part["century"], part["year"], part["month"], part["day"], part["last"]):
            return True
    return False


def _is_identity_number(century: str | None, year: str, month: str, day: str, last: str) -> bool:
    born = int(day) - 60 if int(day) > 60 else int(day)  # noqa: PLR2004 - coordination numbers add 60 to the day
    for first in (century,) if century else ("18", "19", "20"):
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


def refuse_identity_numbers(table: Table, raw: RawTable, faults: Faults) -> set[str]:
    """Note a fault for every cell with an identity number, and return the columns whose very name holds one."""
    named = {name for name in raw.columns if holds_identity_number(name)}
    for position, name in enumerate(raw.columns, start=1):
        if name in named:
            faults.add(_found(raw.file, raw.header_row, None, f"the name of column {position}"))
    for name, values in raw.columns.items():
        field = table.row.model_fields.get(name)
        amounts = field is not None and kind_of(field).numeric
        codes, texts = pd.factorize(values)
        bad = np.array([_holds_one(text, raw, amounts=amounts) for text in texts], dtype=bool)
        if bad.any():
            for index in np.flatnonzero(bad[codes]):
                file, row, column = raw.place(int(raw.rows[index]), name)
                shown = f"column {list(raw.columns).index(name) + 1}" if name in named else column
                faults.add(_found(file, row, shown, "the cell"))
    return named


def _holds_one(text: str, raw: RawTable, *, amounts: bool) -> bool:
    if len(text) < SHORTEST:
        return False
    # A number of 2000 to 2009 that Excel took for an amount has lost its leading noughts.
    if raw.letters is not None and not amounts and len(text) < 10 and text.isdigit():  # noqa: PLR2004 - ten digits
        text = text.zfill(10)
    return holds_identity_number(text, fractions=amounts)


def _found(file: str, row: int | None, column: str | None, what: str) -> Fault:
    return Fault(
        "identity-number", file, row, column,
        what=f"{what} holds an identity or coordination number, which no file here may hold",
        cure="Replace it by a pseudonymous id, and remove the number from the file it came from.",
    )  # fmt: skip


def refuse_forbidden_columns(table: Table, raw: RawTable, faults: Faults) -> set[str]:
    """Note a fault for every column about who a person is, and return those columns."""
    forbidden = set()
    for name in raw.columns:
        about = None if name in table.columns else _about(name, table)
        if about is None:
            continue
        forbidden.add(name)
        file, row, column = raw.place(raw.header_row, name)
        faults.add(
            Fault("forbidden-column", file, row, column,
                  what=f'the column "{name}" ({about}) is never accepted', cure="Remove the column from the file.")
        )  # fmt: skip
    return forbidden


def _about(name: str, table: Table) -> str | None:
    """What a column says of a person that no file here may hold."""
    plain = re.sub(r"[\W_]+", "_", name).strip("_")
    words = set(plain.split("_"))
    for about, parts in _PARTS.items():
        if any(part in plain for part in parts) or words & _WORDS.get(about, set()):
            return about
    if plain in _WHOLE:
        return _WHOLE[plain]
    # Zones and slots may well be given a name by mistake; in these tables it would be somebody's.
    of_people = "jobseeker_id" in table.columns or table.name in {"supervisors", "caseworkers", "employers"}
    return "name of a person" if of_people and words & _NAMES else None
