"""Reads a written plan folder as text. Missing or malformed files become objections, and reading goes on."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.errors import Faults, one_line
from planner.inputs.files import read_csv
from planner.inputs.plain_words import in_plain_words
from planner.schema.cells import NUMBER
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan_tables import CANDIDATE_COLUMNS
from planner.schema.spreadsheet import unmasked
from planner.schema.weeks import week_label, week_number
from planner.schema.words import (
    OF_ASSIGNMENTS,
    OF_CHANGES,
    OF_DUTY,
    OF_EMPLOYERS,
    OF_FOLLOWUPS,
    OF_RESERVES,
    OF_SHORTLISTS,
    OF_SLOTS,
    OF_TARGETS,
    Words,
)
from planner.texts import _, pgettext, with_decimal_mark
from planner.verification.objection import Objection

if TYPE_CHECKING:
    from planner.verification.book import SavedBook

ASSIGNMENTS, SLOTS, CANDIDATES, CERTIFICATE, PLAN = (
    "assignments.csv", "slots.csv", "candidates.csv.gz", "certificate.json", "plan.json",
)  # fmt: skip
# Files that a plan has where there were proposals last week.
CHANGES, BY_EMPLOYER = "changes_since.csv", "changes_by_employer.csv"
# Only in a plan that was made without the rows of a scenario that hold faults.
SET_ASIDE = "set_aside.csv"
RESERVES, FOLLOWUPS = "reserves.csv", "followups.csv"
# Files that a plan has where somebody is proposed at a slot with a shortlist.
SHORTLISTS, LISTS_BOUND = "shortlists.csv", "shortlists.json"
# Only where somebody owes hours of activity.
DUTY = "duty.csv"
# Only in a plan of a scenario with targets.
TARGETS = "targets.csv"
WORKBOOK = "plan.xlsx"
# What keys of plan.json were called by earlier versions.
FORMER_KEYS = {"rules_off": "constraints_off"}
# What a file calls its columns that has them under their plain names.
PLAIN: Mapping[str, str] = {}
TOLERANCE = 1e-6
# Above some billions, neighbouring floats are further apart than TOLERANCE. There, numbers count as equal if this many
# steps between floats part them.
FINENESS = 4


class Entry(NamedTuple):
    """One row of a written table: the file, the row it stands in (the header is row 1), and its cells as text.

    `header` gives the position of each column, and `called` what the file calls those that do not stand there under
    their plain names. All rows of a table share them, since there may be a million rows.
    """

    file: str
    row: int
    header: Mapping[str, int]
    cells: Sequence[str]
    called: Mapping[str, str]

    @property
    def where(self) -> str:
        """The file and row, as messages write them."""
        return where_in(self.file, self.row)

    def text(self, column: str) -> str:
        """A cell, trimmed; a column that is missing is blank."""
        position = self.header.get(column)
        return "" if position is None else self.cells[position].strip()

    def differs(self, column: str, expected: object) -> str | None:
        """What is wrong with a cell that should hold a given number or text, or be blank (None); None if nothing is."""
        text, column = self.text(column), self.called.get(column, column)
        if expected is None:
            return should_be_blank(column, told(text)) if text else None
        if isinstance(expected, str):
            shown = one_line(expected).strip()
            return None if text == shown else unlike(column, told(text), f'"{shown}"')
        try:
            number = NUMBER.parse(text)
        except ValueError:
            return _(
                "{column} is {written}, which is no number; recomputed {recomputed}.",
                column=column, written=told(text), recomputed=spelled(expected),
            )  # fmt: skip
        known = float(expected)  # type: ignore[arg-type]
        if abs(number - known) > max(TOLERANCE, FINENESS * math.ulp(known)):
            return unlike(column, text, spelled(expected))
        return None

    def differs_from_week(self, column: str, week: int) -> str | None:
        """What is wrong with a cell that should hold a week."""
        try:
            written: int | None = week_number(self.text(column))
        except ValueError:
            written = None
        if written == week:
            return None
        return unlike(self.called.get(column, column), told(self.text(column)), week_label(week))


def where_in(file: str, row: int) -> str:
    """A row of a file, as messages write it."""
    return _("{file} row {row}", file=file, row=row)


def where_of_person(line: Entry, person_id: str) -> str:
    """A row and whose it is, as messages write them."""
    return _("{where}, jobseeker {person}", where=line.where, person=person_id)


def where_of_slot(line: Entry, slot_id: str) -> str:
    """A row and the slot in it, as messages write them."""
    return _("{where}, slot {slot}", where=line.where, slot=slot_id)


def should_be_blank(name: str, written: str) -> str:
    """What is wrong with a figure or a text where there should be none."""
    return _("{name} is {written} and should be blank.", name=name, written=written)


def unlike(name: str, written: str, recomputed: str) -> str:
    """What is wrong with a figure or a text that is not the one recomputed."""
    return _("{name} is {written}, recomputed {recomputed}.", name=name, written=written, recomputed=recomputed)


@dataclass(frozen=True)
class PlanFolder:
    """The content of a plan folder. A table or document that could not be read is None, and `objections` say why.

    `changes`, `by_employer`, `shortlists`, `lists_bound`, `duty` and `targets` are None, without an objection, where
    there are no such files.
    """

    home: Path
    assignments: list[Entry] | None
    slots: list[Entry] | None
    reserves: list[Entry] | None
    followups: list[Entry] | None
    candidates: list[Entry] | None
    plan: dict[str, Any] | None
    certificate: dict[str, Any] | None
    objections: list[Objection] = field(default_factory=list)
    changes: list[Entry] | None = None
    by_employer: list[Entry] | None = None
    workbook: SavedBook | None = None
    shortlists: list[Entry] | None = None
    lists_bound: dict[str, Any] | None = None
    duty: list[Entry] | None = None
    targets: list[Entry] | None = None

    @property
    def is_of_earlier_version(self) -> bool:
        """Whether plan.json has a key under its former name, and not under the present one."""
        keys = (self.plan or {}).keys()
        return any(former in keys and name not in keys for former, name in FORMER_KEYS.items())


def read_plan(home: Path) -> PlanFolder:
    """Everything in a plan folder but the scenario in inputs/."""
    objections: list[Objection] = []
    return PlanFolder(
        home,
        _table(home, ASSIGNMENTS, OF_ASSIGNMENTS, objections),
        _table(home, SLOTS, OF_SLOTS, objections),
        _table(home, RESERVES, OF_RESERVES, objections),
        _table(home, FOLLOWUPS, OF_FOLLOWUPS, objections),
        _candidates(home, objections),
        _document(home, PLAN, objections),
        _document(home, CERTIFICATE, objections),
        objections,
        _table(home, CHANGES, OF_CHANGES, objections) if (home / CHANGES).exists() else None,
        _table(home, BY_EMPLOYER, OF_EMPLOYERS, objections) if (home / BY_EMPLOYER).exists() else None,
        shortlists=_table(home, SHORTLISTS, OF_SHORTLISTS, objections) if (home / SHORTLISTS).exists() else None,
        lists_bound=_document(home, LISTS_BOUND, objections) if (home / LISTS_BOUND).exists() else None,
        duty=_table(home, DUTY, OF_DUTY, objections) if (home / DUTY).exists() else None,
        targets=_table(home, TARGETS, OF_TARGETS, objections) if (home / TARGETS).exists() else None,
    )


def told(value: object) -> str:
    """A value from a plan's file for a message: numbers and weeks are repeated, other texts are not.

    Anybody may have written in these files, so a text may hold somebody's id or identity number.
    """
    text = "" if value is None else str(value).strip()
    try:
        week_number(text)
    except ValueError:
        if not text:
            return pgettext("value", "blank")
        if not _is_plain_number(text):
            return pgettext("value", "something else")
        return with_decimal_mark(text) if isinstance(value, float) else text
    return text


def _is_plain_number(text: str) -> bool:
    try:
        NUMBER.parse(text)
    except ValueError:
        return False
    return text.isprintable() and not holds_identity_number(text)


def number_of(value: object) -> float | None:
    """A number of a document; None for anything that is none, yes and no included."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def spelled(number: object) -> str:
    """A number as messages show it."""
    return with_decimal_mark(f"{float(number) + 0.0:.10g}")  # type: ignore[arg-type]


def _table(home: Path, name: str, words: Words, objections: list[Objection]) -> list[Entry] | None:
    path = home / name
    if not path.is_file():
        objections.append(Objection("files", name, _("the file is missing.")))
        return None
    faults = Faults(refused=holds_identity_number)
    try:
        raw = read_csv(path, faults)
    except (OSError, ValueError) as error:
        objections.append(Objection("files", name, _unreadable(error)))
        return None
    # The message does not repeat the name of the column, which may be any text.
    objections += [Objection("files", replace(f, column=None).where, f"{f.what}.") for f in faults.told()]
    twice = [] if raw is None else words.called_twice(raw.columns)
    objections += [Objection("files", name, _("the column {column} stands twice.", column=column)) for column in twice]
    raw = None if raw is None or twice else in_plain_words(raw, words)
    if raw is None or _lacks(name, words.columns, list(raw.columns), objections, raw.called):
        return None
    header = {column: position for position, column in enumerate(raw.columns)}
    cells = zip(*raw.columns.values(), strict=True)
    return [Entry(name, int(row), header, texts, raw.called) for row, texts in zip(raw.rows, cells, strict=True)]


def _candidates(home: Path, objections: list[Objection]) -> list[Entry] | None:
    path = home / CANDIDATES
    if not path.is_file():
        objections.append(Objection("files", CANDIDATES, _("the file is missing.")))
        return None
    try:
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            header = next(reader, [])
            if _lacks(CANDIDATES, CANDIDATE_COLUMNS, header, objections, PLAIN):
                return None
            return _lines(header, reader, objections)
    except (OSError, EOFError, ValueError, csv.Error) as error:
        objections.append(Objection("files", CANDIDATES, _unreadable(error)))
        return None


def _unreadable(error: Exception) -> str:
    return _("the file cannot be read ({fault}).", fault=type(error).__name__)


def _lines(header: list[str], reader: Any, objections: list[Objection]) -> list[Entry]:  # noqa: ANN401 - csv's reader
    """The rows of the table of candidates; equal texts are kept once."""
    once = _Once()
    columns = {column: position for position, column in enumerate(header)}
    lines = []
    for number, record in enumerate(reader, start=2):
        if len(record) != len(header):
            message = _("the row has {cells} cells and the header {names}.", cells=len(record), names=len(header))
            objections.append(Objection("files", where_in(CANDIDATES, number), message))
            continue
        lines.append(Entry(CANDIDATES, number, columns, tuple(map(once.__getitem__, record)), PLAIN))
    return lines


class _Once(dict[str, str]):
    """Cells as they are read, by how they are written."""

    def __missing__(self, cell: str) -> str:
        return self.setdefault(cell, unmasked(cell))


def _lacks(
    name: str, columns: tuple[str, ...], header: list[str], objections: list[Objection], called: Mapping[str, str]
) -> bool:
    missing = [called.get(column, column) for column in columns if column not in header]
    objections += [Objection("files", name, _("the column {column} is missing.", column=column)) for column in missing]
    return bool(missing)


def _document(home: Path, name: str, objections: list[Objection]) -> dict[str, Any] | None:
    path = home / name
    if not path.is_file():
        objections.append(Objection("files", name, _("the file is missing.")))
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refused)
    except (OSError, ValueError, RecursionError) as error:
        message = _("the file cannot be read as JSON ({fault}).", fault=type(error).__name__)
        objections.append(Objection("files", name, message))
        return None
    if not isinstance(content, dict) or content.get("format") != 1:
        objections.append(Objection("files", name, _("it does not say format 1.")))
        return None
    return content


def _refused(word: str) -> float:
    msg = f"{word} is no number"
    raise ValueError(msg)
