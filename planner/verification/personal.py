"""Checks that no file of a plan folder holds an identity number. Objections say where one is, and never repeat it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from planner.inputs.personal import leaves, value_holds_identity_number
from planner.schema.cells import NUMBER
from planner.schema.identity_numbers import holds_identity_number, is_identity_number
from planner.schema.plan import PlanFile
from planner.schema.plan_tables import CANDIDATE_COLUMNS
from planner.schema.tables import TABLES
from planner.texts import N_, _
from planner.verification.folder import (
    ASSIGNMENTS,
    CANDIDATES,
    CERTIFICATE,
    FOLLOWUPS,
    LISTS_BOUND,
    PLAN,
    RESERVES,
    SHORTLISTS,
    SLOTS,
    TARGETS,
    WORKBOOK,
    Entry,
    PlanFolder,
    where_in,
)
from planner.verification.objection import Objection

# Columns of numbers: there, digits behind the decimal mark are a fraction.
NUMBERS = frozenset({
    "weeks", "hours_per_week", "travel_minutes", "outcome", "baseline", "uplift", "acceptance", "value",
    "regular_weeks", "baseline_regular_weeks", "cost_sek", "places", "running", "filled", "free", "price_lp", "gain",
    "unused_subsidy_sek", "rank", "now_value", "net_gain", "overdue_days",
    "list_position", "list_of", "list_worth", "target", "due", "reached", "promised", "adds", "adds_expected", "gap",
    "per_week", "per_day", "per_day_needed",
})  # fmt: skip
# Files that other parts of this check search: tables, documents and inputs/.
READ = frozenset({ASSIGNMENTS, SLOTS, RESERVES, FOLLOWUPS, CANDIDATES, PLAN, CERTIFICATE, WORKBOOK,
                  SHORTLISTS, LISTS_BOUND, TARGETS,
                  "inputs/scenario.toml",
                  *(f"inputs/{name}.csv" for name in TABLES)})  # fmt: skip
MESSAGE = N_("holds an identity or coordination number, which no file here may hold.")


def identity_numbers(plan: PlanFolder, before: date | None) -> list[Objection]:
    """An objection for each cell, text and line with an identity number, and each name of a file.

    `before` is the Monday of the plan week; that day and later ones are no dates of birth. The scenario in inputs/ is
    searched when it is read.
    """
    spoilt = {objection.where.split(" ")[0] for objection in plan.objections}
    found = [
        *_of_table(plan.assignments or [], before),
        *_of_table(plan.slots or [], before),
        *_of_table(plan.reserves or [], before),
        *_of_table(plan.followups or [], before),
        *_of_table(plan.targets or [], before),
        *_of_table(plan.shortlists or [], before),
        *_of_added_columns(plan.candidates or [], before),
        *_of_book(plan, before),
        *_of_document(PLAN, plan.plan, before),
        *_of_document(CERTIFICATE, plan.certificate, before),
        *_of_document(LISTS_BOUND, plan.lists_bound, before),
        *_of_lines(plan.home, READ - spoilt, before),
    ]
    return [Objection("identity", where, _(MESSAGE)) for where in dict.fromkeys(found)]


def _of_table(lines: list[Entry], before: date | None) -> Iterator[str]:
    if lines:
        yield from _of_header(lines[0], before)
    for line in lines:
        for column, position in line.header.items():
            if _is_found(line.cells[position].strip(), before, numeric=column in NUMBERS):
                yield _in_column(line.where, position)


def _of_header(line: Entry, before: date | None) -> Iterator[str]:
    positions = [position for column, position in line.header.items() if holds_identity_number(column, before)]
    yield from (_in_column(where_in(line.file, 1), position) for position in positions)


def _of_book(plan: PlanFolder, before: date | None) -> Iterator[str]:
    """The workbook but for its key and the names from it, which nobody reads."""
    if plan.workbook is None:
        return
    for lines in plan.workbook.sheets.values():
        yield from _of_table(lines, before)
    for number, rows, texts in plan.workbook.own:
        shown = _("{file}, sheet {number}", file=WORKBOOK, number=number)
        yield from (where_in(shown, row) for row, text in zip(rows, texts, strict=True)
                    if holds_identity_number(text, before))  # fmt: skip


def _in_column(where: str, position: int) -> str:
    return _("{where}, column {number}", where=where, number=position + 1)


def _of_added_columns(lines: list[Entry], before: date | None) -> Iterator[str]:
    """Added columns of the candidates; cells of the planner's own columns are recomputed or ids of the scenario."""
    if not lines:
        return
    yield from _of_header(lines[0], before)
    for position in (position for column, position in lines[0].header.items() if column not in CANDIDATE_COLUMNS):
        found = (line.where for line in lines if holds_identity_number(line.cells[position], before))
        yield from (_in_column(where, position) for where in found)


def _is_found(text: str, before: date | None, *, numeric: bool) -> bool:
    if numeric:
        try:
            return is_identity_number(NUMBER.parse(text), before)
        except ValueError:
            pass
    return holds_identity_number(text, before)


def _of_document(name: str, content: Mapping[str, Any] | None, before: date | None) -> Iterator[str]:
    """Texts and whole numbers of a document; other numbers are figures, and recomputed elsewhere."""
    for path, value in leaves(content or {}):
        if not isinstance(value, float) and value_holds_identity_number(value, before):
            yield f"{name} {path[0]}" if path[0] in PlanFile.model_fields else name


def _of_lines(home: Path, read: Collection[str], before: date | None) -> Iterator[str]:
    """run.json, the models in inputs/, what could not be read, and whatever else somebody has put into the folder."""
    for number, path in enumerate(_files(home), start=1):
        name = path.relative_to(home).as_posix()
        is_named = holds_identity_number(name, before)
        shown = _("file {number} of the folder", number=number) if is_named else name
        if is_named:
            yield _("the name of file {number} of the folder", number=number)
        if name not in read:
            rows = enumerate(_text(path).splitlines(), start=1)
            yield from (where_in(shown, row) for row, line in rows if holds_identity_number(line, before))


def _files(home: Path) -> Iterable[Path]:
    return sorted(path for path in home.rglob("*") if path.is_file())


def _text(path: Path) -> str:
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return raw.decode(encoding, errors="replace")
