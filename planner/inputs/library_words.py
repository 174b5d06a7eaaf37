"""What Python's parsers, pydantic and the system say of a file, in the language that is spoken.

A reason that stands in no table here is said as the library words it.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from planner.texts import N_, _

# pydantic's types of error that a settings file or a model can give; tests/inputs holds the table against its shapes.
MISFITS = {
    "bool_parsing": N_("does not fit: input should be a valid boolean, unable to interpret input"),
    "bool_type": N_("does not fit: input should be a valid boolean"),
    "date_from_datetime_inexact": N_("does not fit: input should be a valid date without a time of day"),
    "date_from_datetime_parsing": N_("does not fit: input should be a valid date"),
    "date_type": N_("does not fit: input should be a valid date"),
    "dict_type": N_("does not fit: input should be a valid dictionary"),
    "finite_number": N_("does not fit: input should be a finite number"),
    "float_parsing": N_("does not fit: input should be a valid number, unable to parse string as a number"),
    "float_type": N_("does not fit: input should be a valid number"),
    "greater_than": N_("does not fit: input should be greater than {gt}"),
    "greater_than_equal": N_("does not fit: input should be greater than or equal to {ge}"),
    "int_from_float": N_("does not fit: input should be a valid integer, got a number with a fractional part"),
    "int_parsing": N_("does not fit: input should be a valid integer, unable to parse string as an integer"),
    "int_parsing_size": N_("does not fit: unable to parse input string as an integer, exceeded maximum size"),
    "int_type": N_("does not fit: input should be a valid integer"),
    "less_than": N_("does not fit: input should be less than {lt}"),
    "less_than_equal": N_("does not fit: input should be less than or equal to {le}"),
    "model_type": N_("does not fit: input should be a valid dictionary"),
    "string_pattern_mismatch": N_("does not fit: string should match pattern '{pattern}'"),
    "string_too_long": N_("does not fit: at most {max_length} characters may stand here"),
    "string_too_short": N_("does not fit: something must stand here"),
    "string_type": N_("does not fit: input should be a valid string"),
    "string_unicode": N_("does not fit: input should be a valid string, unable to parse raw data as a unicode string"),
    "tuple_type": N_("does not fit: input should be a valid tuple"),
}


def misfit(error: Mapping[str, Any]) -> str:
    """What is wrong with a value, by pydantic's error."""
    known = MISFITS.get(error["type"])
    if known is None:
        return _("does not fit: {reason}", reason=error["msg"][0].lower() + error["msg"][1:])
    facts = {name: _plain(value) for name, value in error.get("ctx", {}).items()}
    return _(known, **facts)


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_TOML = (
    (r"Cannot overwrite a value", N_("Cannot overwrite a value")),
    (r"Escaped character is not a Unicode scalar value", N_("Escaped character is not a Unicode scalar value")),
    (r"Expected '=' after a key in a key/value pair", N_("Expected '=' after a key in a key/value pair")),
    (r"Expected '\]' at the end of a table declaration", N_("Expected ']' at the end of a table declaration")),
    (r"Expected '\]\]' at the end of an array declaration", N_("Expected ']]' at the end of an array declaration")),
    (r"Expected newline or end of document after a statement",
     N_("Expected newline or end of document after a statement")),
    (r"Invalid date or datetime", N_("Invalid date or datetime")),
    (r"Invalid hex value", N_("Invalid hex value")),
    (r"Invalid initial character for a key part", N_("Invalid initial character for a key part")),
    (r"Invalid statement", N_("Invalid statement")),
    (r"Invalid value", N_("Invalid value")),
    (r"Unclosed array", N_("Unclosed array")),
    (r"Unclosed inline table", N_("Unclosed inline table")),
    (r"Unescaped '\\' in a string", N_("Unescaped '\\' in a string")),
    (r"Unterminated string", N_("Unterminated string")),
    (r"Cannot declare (?P<key>.+) twice", N_("Cannot declare {key} twice")),
    (r"Cannot mutate immutable namespace (?P<key>.+)", N_("Cannot mutate immutable namespace {key}")),
    (r"Cannot redefine namespace (?P<key>.+)", N_("Cannot redefine namespace {key}")),
    (r"Duplicate inline table key (?P<key>.+)", N_("Duplicate inline table key {key}")),
    (r"Expected (?P<sign>'.+'|\".+\")", N_("Expected {sign}")),
    (r"Found invalid character (?P<sign>.+)", N_("Found invalid character {sign}")),
    (r"Illegal character (?P<sign>.+)", N_("Illegal character {sign}")),
)  # fmt: skip
_TOML_PLACE = re.compile(
    r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)


def toml_reason(error: tomllib.TOMLDecodeError | RecursionError) -> str:
    """Why a text is no TOML, and where."""
    if isinstance(error, RecursionError):
        return _("nested too deeply")
    place = _TOML_PLACE.fullmatch(str(error))
    if place is None:
        return str(error)
    reason = _reworded(_TOML, place["reason"])
    if place["line"] is None:
        return _("{reason} (at end of document)", reason=reason)
    return _("{reason} (at line {line}, column {column})", reason=reason, line=place["line"], column=place["column"])


_CSV = (
    (r"unexpected end of data", N_("unexpected end of data")),
    (r"line contains NUL", N_("line contains NUL")),
    (r"field larger than field limit \((?P<limit>\d+)\)", N_("field larger than field limit ({limit})")),
    (r"'(?P<sign>.+)' expected after '(?P<before>.+)'", N_("'{sign}' expected after '{before}'")),
)  # fmt: skip


def csv_reason(error: csv.Error) -> str:
    """Why a text is no CSV."""
    return _reworded(_CSV, str(error))


_SYSTEM = (
    (r"Permission denied", N_("Permission denied")),
    (r"No such file or directory", N_("No such file or directory")),
    (r"Input/output error", N_("Input/output error")),
    (r"Too many levels of symbolic links", N_("Too many levels of symbolic links")),
    (r"File name too long", N_("File name too long")),
    (r"Stale file handle", N_("Stale file handle")),
    (r"No space left on device", N_("No space left on device")),
    (r"Disk quota exceeded", N_("Disk quota exceeded")),
    (r"File too large", N_("File too large")),
    (r"Read-only file system", N_("Read-only file system")),
    (r"Operation not permitted", N_("Operation not permitted")),
    (r"Device or resource busy", N_("Device or resource busy")),
    (r"Directory not empty", N_("Directory not empty")),
    (r"File exists", N_("File exists")),
    (r"Not a directory", N_("Not a directory")),
    (r"Is a directory", N_("Is a directory")),
    (r"Too many open files", N_("Too many open files")),
)  # fmt: skip


def system_reason(error: OSError | ValueError) -> str:
    """Why the system does not give a file, or does not take one."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return _reworded(_SYSTEM, reason)


def _reworded(known: tuple[tuple[str, str], ...], reason: str) -> str:
    for pattern, text in known:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            return _(text, **found.groupdict())
    return reason
