"""What columns and the words in them are called in other languages: the one table for whatever writes or reads them.

Files have plain names, such as `jobseeker_id` and `proposed`. `--headings sv` writes what the Swedish catalogue calls
them (contexts `heading` and the name of the list). Tables are read under either, so a further language is a further
catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from planner.errors import as_written
from planner.schema.advance_tables import ACT_ON_COLUMNS, BOOKING_COLUMNS, CHANGES_MADE_COLUMNS
from planner.schema.answers import ANSWERS_TABLE
from planner.schema.cells import HALVES, YES_NO
from planner.schema.columns import kind_of
from planner.schema.cures import one_form
from planner.schema.news import NEWS
from planner.schema.outcome_history import OUTCOMES_HISTORY
from planner.schema.plan_tables import (
    ASSIGNMENT_COLUMNS,
    AUDIT_COLUMNS,
    BY_EMPLOYER_COLUMNS,
    CHANGE_COLUMNS,
    DIFF_COLUMNS,
    DUTY_COLUMNS,
    EXPLANATION_COLUMNS,
    FOLLOWUP_COLUMNS,
    LETTER_COLUMNS,
    LIST_COLUMNS,
    MODULE_COLUMNS,
    RESERVE_COLUMNS,
    SHORTLIST_COLUMNS,
    SLOT_COLUMNS,
    TARGET_COLUMNS,
)
from planner.schema.tables import TABLES, Table
from planner.schema.tasks import TASKS
from planner.schema.vocabulary import HEADINGS, WORDS
from planner.texts import known_in, translations

# The headings and words that stand in the code; any other choice of `--headings` is a language.
NAMES = "names"

# Columns of the tables that are read whose list of words has another name than the column.
_LISTS = {
    "status": "slot_status",
    **dict.fromkeys(("min_swedish", "gives_swedish", "from_swedish"), "swedish_level"),
    "mode": "travel_mode",
    "when": "part_of_week",
}


@dataclass(frozen=True, eq=False)
class Words:
    """What a table holds: its columns, and by column the list of WORDS that its cells are from, where there is one.

    `more` are columns that it may have besides.
    """

    columns: tuple[str, ...]
    lists: Mapping[str, str]
    more: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All columns that it has or may have."""
        return (*self.columns, *self.more)

    def heading(self, column: str, language: str) -> str:
        """What a language calls a column; a column that is not the table's keeps its name."""
        return known_in(language, "heading", column) if column in self.known else column

    def said(self, column: str, cell: str, language: str) -> str:
        """A cell with each of its words as a language has it; `|` stands between several."""
        words = self.lists.get(column)
        if words is None:
            return cell
        return "|".join(known_in(language, words, part) if part in WORDS[words] else part for part in cell.split("|"))

    def as_written(self, column: str, cell: str) -> str:
        """A cell for a cure: each of its words is said as the file has it that the cure is about."""
        words = self.lists.get(column)
        if words is None:
            return cell
        return "|".join(as_written(words, part) if part in WORDS[words] else part for part in cell.split("|"))

    def columns_called(self, headings: Collection[str]) -> dict[str, str]:
        """By heading the column that a language calls so, unless that column stands there under its own name."""
        found: dict[str, str] = {}
        for heading in headings:
            column = self.by_heading.get(one_form(heading))
            if column is not None and column not in headings and column not in found.values():
                found[heading] = column
        return found

    def names_in_file(self, headings: Collection[str]) -> dict[str, str]:
        """By column the heading under which a file has it, where that is not its plain name.

        Where most of the file's columns stand under headings of a language, so do the columns of any table that it
        lacks, for whoever is told of them.
        """
        names = {column: heading for heading, column in self.columns_called(headings).items()}
        spoken = self.language_of(headings)
        if spoken is None:
            return names
        rest = {column: known_in(spoken, "heading", column) for column in HEADINGS if column not in headings}
        return rest | names

    def language_of(self, headings: Collection[str]) -> str | None:
        """The language in which most of a file's columns are called; None where most have their plain names."""
        called = self.columns_called(headings)
        if 2 * len(called) <= sum(heading in called or heading in self.known for heading in headings):
            return None
        return max(translations(), key=lambda name: sum(self.heading(own, name) in called for own in called.values()))

    def called_twice(self, headings: Collection[str]) -> list[str]:
        """The columns that stand in a table under two names, of which nobody can tell which one is meant."""
        named = [self.by_heading.get(one_form(heading), heading) for heading in headings]
        return [column for column in self.known if named.count(column) > 1]

    def plain(self, column: str, cell: str) -> str:
        """A cell with each word that is known in some language in its plain form; the rest stays as it is."""
        known = self._by_word.get(column)
        if known is None:
            return cell
        parts = cell.split("|")
        plain = [known.get(one_form(part)) for part in parts]
        return "|".join(part if word is None else word for part, word in zip(parts, plain, strict=True))

    @cached_property
    def by_heading(self) -> Mapping[str, str]:
        """The columns by what each language calls them, in the form in which words are compared."""
        return {
            one_form(self.heading(column, language)): column for language in translations() for column in self.known
        }

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, str]]:
        """By column with a list, its words by what each language calls them."""
        return {
            column: {
                one_form(known_in(language, words, word)): word for language in translations() for word in WORDS[words]
            }
            for column, words in self.lists.items()
        }


# What a meeting fills in is read where its answers are (planner.weeks), so `decision` has no list here.
OF_ASSIGNMENTS = Words(
    ASSIGNMENT_COLUMNS,
    {
        **dict.fromkeys(("gross", "second_choice_free"), "yes_no"),
        **{name: name for name in ("status", "strength", "basis", "to_do", "reason_code")},
    },
    (*LIST_COLUMNS, *MODULE_COLUMNS),
)
OF_CHANGES = Words(CHANGE_COLUMNS, {"change": "change", "status": "status"})
OF_DIFFERENCE = Words(
    DIFF_COLUMNS, {"change": "change", "status": "status", "figures": "figures", "still_there": "yes_no"}
)
OF_EMPLOYERS = Words(BY_EMPLOYER_COLUMNS, {})
OF_SLOTS = Words(SLOT_COLUMNS, {"reason_code": "reason_code"})
OF_RESERVES = Words(RESERVE_COLUMNS, {"in_the_way": "in_the_way"})
OF_SHORTLISTS = Words(SHORTLIST_COLUMNS, {"interviewed": "yes_no"})
OF_FOLLOWUPS = Words(FOLLOWUP_COLUMNS, {"step": "step", "overdue": "yes_no"})
OF_DUTY = Words(DUTY_COLUMNS, {})
OF_TARGETS = Words(TARGET_COLUMNS, {"counts": "counts"})
OF_CHANGES_MADE = Words(CHANGES_MADE_COLUMNS, {})
OF_BOOKINGS = Words(BOOKING_COLUMNS, {})
OF_EXPLANATIONS = Words(EXPLANATION_COLUMNS, {"status": "status", "reason_code": "reason_code"})
OF_LETTERS = Words(LETTER_COLUMNS, {"letter": "letter"})
OF_AUDIT = Words(
    AUDIT_COLUMNS,
    {
        "ground": "ground", "measure": "measure", "left_out": "yes_no",
        **dict.fromkeys(("difference_clear", "ratio_clear"), "clear"),
    },
)  # fmt: skip
OF_ACT_ON = Words(ACT_ON_COLUMNS, {"kind": "kind"})


def _lists_of(table: Table) -> dict[str, str]:
    """By column of a table that is read the list of its words, where it has one."""
    lists = {}
    for column, field in table.row.model_fields.items():
        kind = kind_of(field)
        if kind is YES_NO:
            lists[column] = "yes_no"
        elif kind is HALVES:
            lists[column] = "half_day"
        elif column == "entry_groups":
            lists[column] = "entry_group"
        elif kind.words:
            # An answer stands in a column of the same name as a row of decisions, and may be more.
            lists[column] = "answer" if kind.words == WORDS["answer"] else _LISTS.get(column, column)
    return lists


OF_TABLES = {
    table.name: Words(table.columns, _lists_of(table))
    for table in (*TABLES.values(), TASKS, OUTCOMES_HISTORY, ANSWERS_TABLE, *NEWS)
}


def in_words(table: pd.DataFrame, words: Words, headings: str) -> pd.DataFrame:
    """A table that is about to be written, with the headings and words of a language, or as it is."""
    if headings == NAMES:
        return table
    said = {
        column: table[column].map(lambda cell, of=column: words.said(of, cell, headings), na_action="ignore")
        for column in words.lists
    }
    return table.assign(**said).rename(columns=lambda column: words.heading(column, headings))
