"""What must never be in a file: identity numbers, and columns about who a person is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.errors import Fault, Faults, given
from planner.inputs.files import RawTable, nth_column
from planner.schema.cells import TEXT, Kind
from planner.schema.columns import kind_of
from planner.schema.headings import meant
from planner.schema.identity_numbers import (
    TEN,
    holds_identity_number,
    is_identity_number,
    is_like_identity_number,
)
from planner.schema.tables import Table
from planner.texts import N_, _

EIGHT = 8
IDENTITY_CURE = N_("Replace it by a pseudonymous id, and remove the number from the file it came from.")

# Parts and whole words of column names, by what they say of a person; only unknown columns are compared with them.
_PARTS = {
    N_("identity number"): ("personn", "person_nr", "person_num", "persnr", "samordningsn", "identity_n",
                            "personal_num"),
    N_("name of a person"): ("firstname", "lastname", "surname", "fullname", "efternamn", "fornamn", "förnamn"),
    N_("address"): ("address", "adress", "street", "email", "e_mail", "epost", "e_post", "phone", "telefon",
                    "postnummer"),
    N_("birth country"): ("birth", "country", "fodelse", "födelse", "citizen", "medborgar", "nationalit", "ethnic"),
    N_("mother tongue"): ("mother_tongue", "native_language", "first_language", "modersmal", "modersmål"),
    N_("diagnosis"): ("diagnos", "icd10", "medical", "sjukdom", "funktionsneds"),
}  # fmt: skip
_WORDS = {
    N_("identity number"): {"pnr", "ssn", "personid"},
    N_("address"): {"gata", "gatan", "mobil", "postnr", "postcode", "zipcode"},
    N_("birth country"): {"fodd", "född", "born"},
    N_("diagnosis"): {"icd"},
}
_NAMES = {"name", "namn"}
_WHOLE = {"p_nr": "identity number", "personal_id": "identity number", "national_id": "identity number",
          "person_id": "identity number"}  # fmt: skip


def refuse_identity_numbers(
    table: Table, raw: RawTable, before: date | None, faults: Faults, cure: str = IDENTITY_CURE
) -> set[str]:
    """Note a fault for every cell with an identity number, and return the columns whose own name holds one.

    A cell is checked as it was read and as it will be written, which may be another text. `before` is the Monday of the
    plan week: a day from it on is no birth date.
    """
    for number, cells in raw.titles:
        if holds_identity_number(" | ".join(cells), before):
            faults.add(_found(raw.file, number, None, _("the row outside the table"), cure))
    named = {name for name in raw.columns if holds_identity_number(name, before)}
    for position, name in enumerate(raw.columns, start=1):
        if name in named:
            what = _("the name of column {number}", number=position)
            faults.add(_found(raw.file, raw.header_row, None, what, cure))
    for name, values in raw.columns.items():
        field = table.row.model_fields.get(name)
        kind = TEXT if field is None else kind_of(field)
        codes, texts = pd.factorize(values)
        in_workbook = raw.letters is not None
        bad = np.array(
            [
                (len(text) >= EIGHT or "e" in text or "E" in text)  # as nearly no cell
                and _holds_one(text, kind, before, in_workbook=in_workbook)
                for text in texts
            ],
            bool,
        )
        if bad.any():
            for index in np.flatnonzero(bad[codes]):
                file, row, column = raw.place(int(raw.rows[index]), name)
                shown = nth_column(list(raw.columns).index(name) + 1) if name in named else column
                faults.add(_found(file, row, shown, _("the cell"), cure))
        _warn_of_likeness(name, raw, codes, [is_like_identity_number(text, before) for text in texts], faults)
    return named


def _warn_of_likeness(name: str, raw: RawTable, codes: NDArray[np.intp], alike: list[bool], faults: Faults) -> None:
    """Warn of cells that look like an identity number but for their check digit; the number is not repeated."""
    for index in np.flatnonzero(np.array(alike, bool)[codes]):
        file, row, column = raw.place(int(raw.rows[index]), name)
        faults.warn(
            Fault("like-identity-number", file, row, column,
                  what=_("the cell looks like an identity number, but its check digit is wrong"),
                  cure=_("If it is one, mistyped, replace it by a pseudonymous id. Case numbers are better written in "
                         "another form."))
        )  # fmt: skip


def _holds_one(text: str, kind: Kind, before: date | None, *, in_workbook: bool) -> bool:
    # A number from the years 2000 to 2009 that Excel took for an amount has lost its leading zeros.
    if in_workbook and not kind.numeric and EIGHT <= len(text) < TEN and text.isdigit():
        text = text.zfill(TEN)
    if len(text) < TEN and "e" not in text and "E" not in text:  # nearly every cell
        return False
    try:
        value = kind.parse(text)
    except ValueError:
        return holds_identity_number(text, before)
    if kind.numeric:
        return is_identity_number(value, before)
    return holds_identity_number(text, before) or holds_identity_number(kind.format(value), before)


def _found(file: str, row: int | None, column: str | None, what: str, cure: str = IDENTITY_CURE) -> Fault:
    return Fault(
        "identity-number", file, row, column,
        what=_("{what} holds an identity or coordination number, which no file here may hold", what=what),
        cure=_(cure),
    )  # fmt: skip


def refuse_identity_numbers_in_keys(
    text: str, keys: Mapping[str, Any], file: str, before: date | None, faults: Faults
) -> None:
    """Note a fault for every line of a settings file that holds an identity number, and every value that is one.

    Digits behind the decimal mark of a number are a fraction; in quotation marks and comments they are not.
    """
    lines = [
        row for row, line in enumerate(text.splitlines(), start=1)
        if holds_identity_number(_without_fractions(line), before)
    ]  # fmt: skip
    for row in lines:
        faults.add(_found(file, row, None, _("the line")))
    if lines:
        return
    for path, value in leaves(keys):
        if value_holds_identity_number(value, before):
            known = ".".join(part for part in path if not holds_identity_number(part, before))
            faults.add(_found(file, None, given(known) if known else None, _("the value")))


_FRACTION = re.compile(r"(?<=[\s=\[,{])([+-]?\d+)\.\d+(?=\s*(?:[\s,\]}#]|$))")


def _without_fractions(line: str) -> str:
    values, sign, comment = line.partition("#")
    parts = values.split('"')
    # Every other part stands in quotation marks.
    parts[::2] = [_FRACTION.sub(r"\1", part) for part in parts[::2]]
    return '"'.join(parts) + sign + comment


def value_holds_identity_number(value: object, before: date | None) -> bool:
    """Whether a text or number of a settings file or a plan is or holds an identity number."""
    if isinstance(value, bool):
        return False
    if isinstance(value, (int, float)):
        return is_identity_number(value, before)
    return holds_identity_number(str(value), before)


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every key and every value within a value, each with the path that leads to it; lists are counted from 1."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield (*path, str(key)), str(key)
            yield from leaves(inner, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for position, inner in enumerate(value, start=1):
            yield from leaves(inner, (*path, str(position)))
    else:
        yield path, value


def refuse_forbidden_columns(table: Table, raw: RawTable, faults: Faults) -> set[str]:
    """Note a fault for every column about who a person is, and return those columns."""
    forbidden = set()
    for name in raw.columns:
        about = about_whom(name, table)
        if about is None:
            continue
        forbidden.add(name)
        file, row, column = raw.place(raw.header_row, name)
        faults.add(
            Fault("forbidden-column", file, row, column,
                  what=_('the column "{column}" ({about}) is never accepted', column=given(name), about=_(about)),
                  cure=_("Remove the column from the file."))
        )  # fmt: skip
    return forbidden


def about_whom(name: str, table: Table) -> str | None:
    """What a column says of a person that no file here may hold, as a key of the catalogues; `name` in lower case."""
    is_own = name in table.columns or meant(table, name) is not None
    return None if is_own else _about(name, table)


def _about(name: str, table: Table) -> str | None:
    plain = re.sub(r"[\W_]+", "_", name).strip("_")
    words = set(plain.split("_"))
    for about, parts in _PARTS.items():
        if any(part in plain for part in parts) or words & _WORDS.get(about, set()):
            return about
    if plain in _WHOLE:
        return _WHOLE[plain]
    # A zone or slot may be given a name by mistake; in these tables a name would be a person's.
    of_people = "jobseeker_id" in table.columns or table.name in {"supervisors", "caseworkers", "employers"}
    return "name of a person" if of_people and words & _NAMES else None
