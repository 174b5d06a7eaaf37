"""What the files of a scenario call their columns and tables, for messages about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.errors import Faults, given
from planner.inputs.chain import Level
from planner.inputs.files import RawTable


def note_called(levels: Iterable[Level], faults: Faults) -> None:
    """Note what each file calls its columns and words, and in a workbook the tables, instead of their plain names.

    A table is a given part of a message there, as its plain name may be a word of the message as well.
    """
    levels = tuple(levels)
    tables = [(name, raw) for level in levels for name, raw in level.tables.items() if raw is not None]
    sheets = {given(name): raw.file.partition("!")[2] for name, raw in tables if "!" in raw.file}
    raws = [raw for _name, raw in tables] + [raw for level in levels for raw in level.added.values()]
    for raw in raws:
        note_called_in(raw, faults, sheets if "!" in raw.file else {})


def note_called_in(raw: RawTable, faults: Faults, sheets: Mapping[str, str] | None = None) -> None:
    """Note what one file calls its columns and words."""
    faults.called[raw.file] = {**raw.called, **(sheets or {})}
    if raw.spoken is not None:
        faults.worded[raw.file] = raw.spoken
