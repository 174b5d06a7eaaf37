"""What a meeting wrote into an earlier plan, carried over to the proposals that stay the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from planner.errors import UsageFault
from planner.explanation.form_names import form_names_spoken
from planner.folders import OPTIONS, Answered, AnswerSheet, Choices
from planner.planning.make import Plan
from planner.planning.texts import csv_text
from planner.schema.answers import ANSWERS_TABLE
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import ASSIGNMENTS, SHORTLISTS
from planner.schema.plan_tables import ANSWERS
from planner.schema.plan_workbook import WORKBOOK
from planner.schema.words import OF_ASSIGNMENTS, OF_SHORTLISTS, OF_TABLES, in_words
from planner.texts import _

# What makes two rows the same proposal.
SAME = ("jobseeker_id", "slot_id", "programme_id", "start_week")
_OF_PROPOSALS = frozenset((ASSIGNMENTS, WORKBOOK, SHORTLISTS))


@dataclass(frozen=True)
class Carried:
    """How many filled rows of an earlier plan were carried over, and how many were not."""

    over: int
    not_over: int


def refuse_uncarriable(sheets: Sequence[AnswerSheet], choices: Choices = OPTIONS) -> None:
    """Raise UsageFault where a sheet cannot be read, holds what may not be carried over, or contradicts another."""
    for sheet in sheets:
        if sheet.fault is not None:
            msg = _(
                "{sheet} {fault}. Nothing in it can be carried over. Mend it, or use {replace}.",
                sheet=sheet.name,
                fault=sheet.fault,
                replace=choices.replace,
            )
            raise UsageFault(msg)
        for row in sheet.rows:
            if any(holds_identity_number(row.cell(column)) for column in ANSWERS):
                msg = _(
                    "{sheet} row {row}: decision or motive holds an identity or coordination number, which no file "
                    "here may hold. Remove it, or use {replace}.",
                    sheet=sheet.name,
                    row=row.row,
                    replace=choices.replace,
                )
                raise UsageFault(msg)
    _refuse_unlike(sheets, choices)


def with_answers(plan: Plan, sheets: Sequence[AnswerSheet]) -> tuple[Plan, Carried]:
    """The plan with the answers of an earlier one in the rows that are the same proposal or placement.

    They are the same if jobseeker, slot, programme and start week are, and the status; of shortlists.csv, whatever the
    position. A row is not carried over if the
    new plan does not have it so, if the sheet has it twice, or if a column that somebody added is filled in there.
    """
    filled = _once(sheets)
    # The workbook calls forms by their names, in the language of its plan.
    forms = {name: form for named in form_names_spoken(plan.instance).values() for form, name in named.items()}
    table, over = _with(plan.assignments, filled, forms)
    tables = {ASSIGNMENTS: (table, OF_ASSIGNMENTS)}
    of_lists, lists = [row for sheet in sheets if sheet.name == SHORTLISTS for row in sheet.rows], plan.lists
    if lists is not None:
        listed, more = _with(lists.table, of_lists, forms)
        lists, over = replace(lists, table=listed), over + more
        tables[SHORTLISTS] = listed, OF_SHORTLISTS
    headings, dialect = (plan.file.settings[name] for name in ("headings", "dialect"))
    files = {name: csv_text(in_words(own, words, headings), dialect).encode() for name, (own, words) in tables.items()}
    others = sum(len(sheet.rows) for sheet in sheets if sheet.name not in _OF_PROPOSALS)
    number = len(filled) + len(of_lists) + others
    carried = Carried(over, number - over)
    return replace(plan, assignments=table, lists=lists, files={**plan.files, **files}), carried


def _with(table: pd.DataFrame, filled: Sequence[Answered], forms: Mapping[str, str]) -> tuple[pd.DataFrame, int]:
    """A table with the answers of the filled rows that it has too, and how many those are."""
    keys = [_key(row, forms) for row in filled]
    times = Counter(keys)
    kept = {key: row for key, row in zip(keys, filled, strict=True) if times[key] == 1 and not row.has_more}
    found, over = table.copy(), 0
    states = table["status"] if "status" in table else pd.Series("", table.index)
    for (at, *key), status in zip(table[list(SAME)].itertuples(), states.tolist(), strict=True):
        row = kept.get(tuple("" if pd.isna(part) else part for part in key))
        # The workbook has no status: its list has proposals and offers alone. Nor have lists.
        if row is not None and row.cell("status") in {status, ""}:
            over += 1
            for column in (column for column in ANSWERS if column in table):
                found.loc[at, column] = row.cell(column) or None
    return found, over


def _once(sheets: Sequence[AnswerSheet]) -> list[Answered]:
    """The filled rows of assignments.csv, then those of plan.xlsx that say nothing that a row there says."""
    listed = [row for sheet in sheets if sheet.name == ASSIGNMENTS for row in sheet.rows]
    said = {_pair(row): row for row in listed}
    more = [row for sheet in sheets if sheet.name == WORKBOOK for row in sheet.rows]
    return [*listed, *(row for row in more if _pair(row) not in said or _said(row) != _said(said[_pair(row)]))]


def _said(row: Answered) -> tuple[str, ...]:
    """What the meeting wrote, with the decision as a plain word, in whichever language it was written."""
    return tuple(OF_TABLES[ANSWERS_TABLE.name].plain(column, row.cell(column)) for column in ANSWERS)


def _pair(row: Answered) -> tuple[str, str]:
    return row.cell("jobseeker_id"), row.cell("slot_id")


def _refuse_unlike(sheets: Sequence[AnswerSheet], choices: Choices) -> None:
    """Raise UsageFault where assignments.csv and plan.xlsx say different things about one place."""
    said = {_pair(row): row for sheet in sheets if sheet.name == ASSIGNMENTS for row in sheet.rows}
    for row in (row for sheet in sheets if sheet.name == WORKBOOK for row in sheet.rows):
        other = said.get(_pair(row))
        if other is not None and _said(other) != _said(row):
            msg = _(
                "{one} row {row} and {other} row {other_row} say different things about the same place. Write the same "
                "in both or clear one of them, or use {replace}.",
                one=WORKBOOK, row=row.row, other=ASSIGNMENTS, other_row=other.row, replace=choices.replace,
            )  # fmt: skip
            raise UsageFault(msg)


def _key(row: Answered, forms: Mapping[str, str]) -> tuple[str, ...]:
    called = row.cell("programme_id") or row.cell("programme")
    return row.cell("jobseeker_id"), row.cell("slot_id"), forms.get(called, called), row.cell("start_week")
