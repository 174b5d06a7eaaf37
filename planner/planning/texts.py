"""Tables as CSV text, in the plain dialect or the one Swedish Excel reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from planner.schema.spreadsheet import masked

# Decimals of the numbers in a table.
CSV_DECIMALS = 6


def csv_text(table: pd.DataFrame, dialect: str, *, exact: bool = False) -> str:
    """A table as CSV: comma and point, or (swedish) semicolon, decimal comma and a byte-order mark.

    Numbers are written without trailing zeros, to six decimals or exactly, and blanks as nothing. So equal plans are
    equal bytes. Texts stand on one line, and none begins as a formula does.
    """
    swedish = dialect == "swedish"
    written = pd.DataFrame({name: _column(table[name], swedish=swedish, exact=exact) for name in table}, dtype=object)
    text = written.to_csv(index=False, sep=";" if swedish else ",", lineterminator="\n")
    return ("\ufeff" if swedish else "") + text


def _column(values: pd.Series[Any], *, swedish: bool, exact: bool) -> list[str]:
    if values.dtype.kind == "f":
        codes, distinct = pd.factorize(values.to_numpy(), use_na_sentinel=True)
        written = [_exact(value) if exact else number_text(value, swedish=swedish) for value in distinct]
        return list(np.array([*written, ""], dtype=object)[codes])
    codes, distinct = pd.factorize(values.to_numpy(dtype=object), use_na_sentinel=True)
    return list(np.array([*(_cell(value, swedish=swedish) for value in distinct), ""], dtype=object)[codes])


def _exact(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _cell(value: object, *, swedish: bool) -> str:
    if isinstance(value, (float, np.floating)):
        return number_text(float(value), swedish=swedish)
    return masked(str(value))


def number_text(value: float, *, swedish: bool = False) -> str:
    """A number to six decimals without trailing zeros."""
    text = f"{value:.{CSV_DECIMALS}f}".rstrip("0").rstrip(".")
    text = "0" if text in {"-0", ""} else text
    return text.replace(".", ",") if swedish else text
