"""The dialects in which tables are written, plain (comma, point) and that of a Swedish Excel, and the words."""

from __future__ import annotations

import csv
import io
from typing import Literal

from planner.schema.columns import kind_of
from planner.schema.json_schema import KNOWN
from planner.schema.words import NAMES, OF_TABLES

Dialect = Literal["plain", "swedish"]


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
