"""What the files of a scenario call their columns and tables, for messages about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.errors import given
from planner.inputs.chain import Level


def called_in(levels: Iterable[Level]) -> dict[str, Mapping[str, str]]:
    """By file what it calls its columns, and in a workbook the tables, instead of their plain names.

    A table is a given part of a message there, as its plain name may be a word of the message as well.
    """
    levels = tuple(levels)
    tables = [(name, raw) for level in levels for name, raw in level.tables.items() if raw is not None]
    sheets = {given(name): raw.file.partition("!")[2] for name, raw in tables if "!" in raw.file}
    raws = [raw for _name, raw in tables] + [raw for level in levels for raw in level.added.values()]
    called = {raw.file: {**raw.called, **(sheets if "!" in raw.file else {})} for raw in raws}
    return {file: names for file, names in called.items() if names}
