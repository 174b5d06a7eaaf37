"""The dialects in which tables are written, plain (comma, point) and that of a Swedish Excel, and the words."""

from __future__ import annotations

import csv
import io
from typing import Literal, NamedTuple

from planner.schema.columns import kind_of
from planner.schema.cures import one_form
from planner.schema.json_schema import KNOWN
from planner.schema.words import NAMES, OF_TABLES
from planner.texts import translations

Dialect = Literal["plain", "swedish"]


class TableForm(NamedTuple):
    """How tables are written: their dialect, and the headings and words."""

    dialect: Dialect
    headings: str = NAMES


def form_of(raw: bytes) -> TableForm:
    """How somebody has written a table, from its first line: plain where it cannot be told."""
    line = raw[:10_000].decode("utf-8-sig", errors="replace").partition("\n")[0]
    is_swedish = line.count(";") > line.count(",")
    headings = [one_form(name) for name in line.strip().split(";" if is_swedish else ",")]
    spoken = next(
        (language for language in translations()
         if sum(name in _called(language) for name in headings) * 2 > len(headings)), NAMES,
    )  # fmt: skip
    return TableForm("swedish" if is_swedish else "plain", spoken)


def _called(language: str) -> set[str]:
    """What a language calls columns, where that is not their name."""
    return {one_form(words.heading(column, language)) for words in OF_TABLES.values() for column in words.columns
            if words.heading(column, language) != column}  # fmt: skip


def in_dialect(name: str, raw: bytes, dialect: Dialect, headings: str = NAMES) -> bytes:
    """Return a table that we wrote in either dialect, as UTF-8 in the dialect asked for; other files as they are.

    With `headings` in a language, the plain headings and words that the table has become those of the language.

    The Swedish dialect has semicolons, decimal commas and a byte-order mark: with these, a double click opens the
    file with every value in a cell of its own. `name` is the name of the file.
    """
    table = KNOWN.get(name.removesuffix(".csv"))
    if table is None or not name.endswith(".csv"):
        return raw
    text = raw.decode("utf-8-sig")
    was = ";" if text.partition("\n")[0].count(";") else ","
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=was)
    numbers = {
        at for at, column in enumerate(header) if column in table.columns
        and kind_of(table.row.model_fields[column]).numeric
    }  # fmt: skip
    old, new = (".", ",") if dialect == "swedish" else (",", ".")
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if dialect == "swedish" else ",", lineterminator="\n")
    shown = [[cell.replace(old, new) if at in numbers else cell for at, cell in enumerate(row)] for row in rows]
    if headings != NAMES:
        words = OF_TABLES[table.name]
        shown = [
            [words.said(column, cell, headings) for column, cell in zip(header, row, strict=True)] for row in shown
        ]
        header = [words.heading(column, headings) for column in header]
    writer.writerows([header, *shown])
    return written.getvalue().encode("utf-8-sig" if dialect == "swedish" else "utf-8")
