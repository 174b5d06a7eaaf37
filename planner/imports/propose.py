"""A map where there is none: which table a sheet is, and which column each heading gives, by words that are known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import pandas as pd

from planner.imports.cells import (
    OF_OFFICIALS,
    WHOLE_ONLY,
    ZONES,
    Known,
    holds_days,
    identifier,
    parts_of,
    reader_of,
    says_nothing,
)
from planner.imports.convert import convert
from planner.imports.dates import day_in, order_of
from planner.imports.export import ExportSheet
from planner.inputs.personal import about_whom
from planner.inputs.protected import may_protect
from planner.schema.columns import kind_of
from planner.schema.cures import one_form, percent
from planner.schema.headings import headings, meant
from planner.schema.import_map import ColumnMap, Order, TableMap, Unit
from planner.schema.tables import TABLES, Table
from planner.texts import N_, _

# A heading this alike to a known one is taken for it.
ALIKE = 0.86
# This share of a column's cells decides what the column holds.
MOST = 0.5
FEWEST_COLUMNS = 2
FULL_WEEK = 60
# What sheets are called, and columns beside what `planner.schema.headings` knows.
_SHEETS = {
    "jobseekers": "deltagare sökande personer arbetssökande inskrivna klienter people participants",
    "slots": "platser lediga_platser places vakanser",
    "employers": "arbetsgivare företag enheter",
    "placements": "placeringar pågående_placeringar",
}
_HEADINGS = {
    "jobseeker_id": "ärendenr. ärende-nr ärendeid diarienr löpnr",
    "home_zone": "postort bostadsort ort_(bostad) boendeort kommundel tätort",
    "registered_days": "inskrivningsdatum inskriven_datum inskriven_fr.o.m inskriven_från inskriven_af",
    "months_unemployed": "arbetslös_sedan arbetslös_fr.o.m arbetslös_från utan_arbete_sedan",
    "waiting_weeks": "anvisad_datum anmäld anmäld_datum aktualiserad aktualiserad_datum väntar_sedan",
    "registered_status": "af-program programtyp insats_af",
    "zone": "postort ort",
}  # fmt: skip
_BRACKETS = re.compile(r"\([^)]*\)|[%:*?]")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_PERCENT_HEADING = re.compile(r"%|procent|grad\b")

LIKENESS = N_("by likeness")
FROM_REGISTERED = N_("counted from the day of registration")
NEEDS_WORDS = N_("its words have to be chosen")
NAMES_OFFICIALS = N_("may hold names; codes are needed")
OTHER_CELLS = N_("its cells are not what the column holds")
SECOND = N_("another column gives the same")


@dataclass
class Proposal:
    """A table's map as it was guessed: why columns were taken by likeness, and why headings were left out."""

    table: TableMap
    doubts: dict[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def known_headings() -> frozenset[str]:
    """Every heading that is known of any table, in the form in which words are compared."""
    own = {one_form(word.replace("_", " ")) for words in _HEADINGS.values() for word in words.split()}
    return frozenset(own | {one_form(name) for table in TABLES.values() for name in headings(table)})


def propose(sheets: Iterable[ExportSheet], known: Known) -> list[Proposal]:
    """The tables that the visible sheets hold, each as far as it can be guessed; none of a sheet that is none."""
    return [
        _proposal(sheet, table, known)
        for sheet in sheets
        if not sheet.is_hidden and (table := _table_of(sheet)) is not None
    ]


def _table_of(sheet: ExportSheet) -> Table | None:
    """The table that the sheet's headings and name speak for most, where its key is among them."""
    best, most = None, 2 * FEWEST_COLUMNS - 1
    for table in TABLES.values():
        found = [column_of(table, heading) for heading in sheet.table.columns]
        outright = {column for column, by_likeness in found if column and not by_likeness}
        alike = {column for column, _by_likeness in found if column} - outright
        called = one_form(sheet.name or "").replace(" ", "_") in {*_SHEETS.get(table.name, "").split(), table.name}
        score = 2 * len(outright) + len(alike) + 6 * called
        if (set(table.key[:1]) <= outright or called) and score > most:
            best, most = table, score
    return best


def column_of(table: Table, heading: str) -> tuple[str | None, bool]:
    """The column of a table that a heading means, and whether that is by likeness alone."""
    lower = heading.strip().lower()
    for name in dict.fromkeys((lower, _BRACKETS.sub(" ", lower).strip())):
        if about_whom(name, table) is not None:
            return None, False
        column = name if name in table.columns else meant(table, name) or _more(table).get(one_form(name))
        if column is not None:
            return column, False
    if may_protect(lower):
        return ("protected_identity" if "protected_identity" in table.columns else None), True
    known = {**{one_form(name): name for name in headings(table)}, **{name: name for name in _more(table)}}
    close = difflib.get_close_matches(one_form(lower)[:100], list(known), n=1, cutoff=ALIKE)
    if not close:
        by_word = {meant(table, word) for word in _LONG_WORD.findall(lower)} - {None}
        return (by_word.pop(), True) if len(by_word) == 1 else (None, False)
    name = known[close[0]]
    return (name if name in table.columns else meant(table, name) or _more(table).get(name)), True


@cache
def _more_of(name: str) -> Mapping[str, str]:
    return {
        one_form(word.replace("_", " ")): column
        for column, words in _HEADINGS.items() if column in TABLES[name].columns for word in words.split()
    }  # fmt: skip


def _more(table: Table) -> Mapping[str, str]:
    return _more_of(table.name) if table.name in TABLES else {}


def _proposal(sheet: ExportSheet, table: Table, known: Known) -> Proposal:
    columns: dict[str, ColumnMap] = {}
    stated = {column for heading in sheet.table.columns if (column := column_of(table, heading)[0])}
    proposal = Proposal(TableMap(name=table.name, columns={}))
    # What a heading says outright goes before what others are like.
    for heading, values in sorted(sheet.table.columns.items(), key=lambda one: column_of(table, one[0])[1]):
        column, by_likeness = column_of(table, heading)
        about = about_whom(heading.strip().lower(), table)
        if column is None:
            proposal.left[heading] = "" if about is None else about
            continue
        texts = [text for text in pd.unique(values) if text.strip()]
        for name in _by_values(column, texts, stated):
            if name in columns:
                proposal.left.setdefault(heading, SECOND)
            elif why := _unfit(table, name, texts, known) or (
                by_likeness and _misread(sheet, table, name, heading, known)
            ):
                proposal.left[heading] = why
            else:
                columns[name] = _column_map(name, heading, texts)
                proposal.left.pop(heading, None)
                if by_likeness:
                    proposal.doubts[name] = LIKENESS
                elif name != column and name == "months_unemployed":
                    proposal.doubts[name] = FROM_REGISTERED
    in_order = {name: columns[name] for name in table.columns if name in columns}
    drop = tuple(heading for heading in proposal.left if not may_protect(heading.lower()))
    proposal.table = TableMap(name=table.name, sheet=sheet.name, drop=drop, columns=in_order)
    return proposal


def _by_values(column: str, texts: list[str], stated: Collection[str]) -> list[str]:
    """The columns that a heading gives by what stands below it: a day under `Inskriven` counts, and is no programme."""
    if column != "registered_status" or not texts:
        return [column]
    days = np.mean([day_in(one_form(text), "day first") is not None for text in texts])
    if days <= MOST:
        return [column]
    return [name for name in ("registered_days", "months_unemployed") if name not in stated]


def _unfit(table: Table, column: str, texts: list[str], known: Known) -> str | None:
    """Why a column is not taken without a person's word."""
    if column in OF_OFFICIALS and any(identifier(text, column, None).text is None for text in texts):
        return NAMES_OFFICIALS
    if column not in WHOLE_ONLY.get(table.name, ()):
        return None
    kind = kind_of(table.row.model_fields[column])
    read = reader_of(column, kind, ColumnMap(heading=column), known)
    words = {part for text in texts for part in parts_of(text) if not says_nothing(part, kind)}
    return NEEDS_WORDS if any(read(word).text is None for word in words) else None


def _misread(sheet: ExportSheet, table: Table, column: str, heading: str, known: Known) -> str | None:
    """Why a column that was taken by likeness is none after all: most of its cells are no such thing."""
    if column in ZONES or column == "employer_id":
        return None
    found = convert(table, column, sheet.table, ColumnMap(heading=heading), known)
    return OTHER_CELLS if found.num_unread > MOST * found.filled else None


def _column_map(column: str, heading: str, texts: list[str]) -> ColumnMap:
    dates: Order | None = None
    if holds_days(column):
        dates = order_of(texts)
    unit = _unit(heading, texts) if column == "hours_per_week" else None
    digits = _digits(texts) if column == "jobseeker_id" else None
    return ColumnMap(heading=heading, dates=dates, unit=unit, digits=digits)


def _unit(heading: str, texts: list[str]) -> Unit | None:
    """What plain numbers under a heading of working time are of, where that shows: shares, or percent of full time."""
    plain = [text.strip().replace(",", ".") for text in texts if percent(text) is None]
    numbers = [float(text) for text in plain if re.fullmatch(r"\d+(\.\d+)?", text)]
    if not numbers:
        return None
    if len(plain) < len(texts):
        return None  # percentages stand beside them, so that a person has to say what they are
    if max(numbers) <= 1:
        return "share"
    return "percent" if max(numbers) > FULL_WEEK or _PERCENT_HEADING.search(heading.lower()) else None


def _digits(texts: list[str]) -> int | None:
    """The digits of ids of digits alone, where some show the noughts before them that others have lost."""
    if not texts or not all(text.strip().isdigit() for text in texts):
        return None
    lengths = {len(text.strip()) for text in texts}
    shows = any(text.strip().startswith("0") and len(text.strip()) == max(lengths) for text in texts)
    return max(lengths) if shows and len(lengths) > 1 else None


def why_left(reason: str) -> str:
    """Why a heading is left out, as the screen says it."""
    return _(reason) if reason else _("no column is called so")
