"""The two dialects in which tables are written: plain (comma, point) and that of a Swedish Excel."""

from __future__ import annotations

import csv
import io
from typing import Literal

from planner.schema.columns import kind_of
from planner.schema.json_schema import KNOWN

Dialect = Literal["plain", "swedish"]


def in_dialect(name: str, raw: bytes, dialect: Dialect) -> bytes:
    """Return a table that we wrote in either dialect, as UTF-8 in the dialect asked for; other files as they are.

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
    writer.writerow(header)
    writer.writerows([cell.replace(old, new) if at in numbers else cell for at, cell in enumerate(row)] for row in rows)
    return written.getvalue().encode("utf-8-sig" if dialect == "swedish" else "utf-8")
