"""Every column and every word of a list has a name in each language, and is recognised by it in its table alone."""

from __future__ import annotations

import pandas as pd
import pytest

from planner.inputs.settings_checks import ENTRY_WORDS
from planner.outcomes.worth import BASES, STRENGTHS
from planner.schema.columns import kind_of
from planner.schema.cures import one_form
from planner.schema.outcome_history import OUTCOMES_HISTORY
from planner.schema.plan_tables import PLAN_TABLES
from planner.schema.plan_workbook import SHEETS
from planner.schema.tables import TABLES
from planner.schema.tasks import TASKS
from planner.schema.vocabulary import HEADINGS, SAME_EVERYWHERE, WORDS
from planner.schema.words import (
    NAMES,
    OF_ACT_ON,
    OF_ASSIGNMENTS,
    OF_BOOKINGS,
    OF_CHANGES,
    OF_CHANGES_MADE,
    OF_DIFFERENCE,
    OF_EMPLOYERS,
    OF_FOLLOWUPS,
    OF_RESERVES,
    OF_SHORTLISTS,
    OF_SLOTS,
    OF_TABLES,
    OF_TARGETS,
    Words,
    in_words,
)
from planner.texts import known_in, translations
from planner.verification import CONSTRAINTS
from planner.verification.parsed_plan import STATUSES
from planner.verification.reason_codes import PROPOSED, SLOTS, UNPLACED, USUAL
from planner.verification.to_do import MARKS

KNOWN = {**TABLES, TASKS.name: TASKS, OUTCOMES_HISTORY.name: OUTCOMES_HISTORY}
ALL = {
    "assignments of a plan": OF_ASSIGNMENTS,
    "slots of a plan": OF_SLOTS,
    "reserves of a plan": OF_RESERVES,
    "lists of a plan": OF_SHORTLISTS,
    "targets of a plan": OF_TARGETS,
    "follow-up of a plan": OF_FOLLOWUPS,
    "changes of a plan": OF_CHANGES,
    "employers of a plan": OF_EMPLOYERS,
    "difference of two plans": OF_DIFFERENCE,
    "changes that make a week": OF_CHANGES_MADE,
    "bookings of a week": OF_BOOKINGS,
    "what to act on": OF_ACT_ON,
    **OF_TABLES,
    **{f"plan.xlsx {name}": form.words for name, form in SHEETS.items()},
}
EACH = pytest.mark.parametrize("words", ALL.values(), ids=ALL)
LANGUAGES = pytest.mark.parametrize("language", translations())


def clashes(names: dict[str, str]) -> list[str]:
    """Of the names of things in a language, those that are another's name as well."""
    said = [one_form(name) for name in names.values()]
    return [name for thing, name in names.items() if said.count(one_form(name)) > 1 or name in {*names} - {thing}]


def test_every_column_that_is_read_or_written_has_a_heading() -> None:
    read = {column for table in KNOWN.values() for column in table.columns}
    written = {column.name for _rows, columns in PLAN_TABLES.values() for column in columns}
    shown = {column for form in SHEETS.values() for column in form.columns}
    assert set(HEADINGS) == read | written | shown
    assert len(HEADINGS) == len(set(HEADINGS))


def test_every_word_that_a_plan_may_hold_is_in_its_list() -> None:
    assert set(WORDS["status"]) == set(STATUSES)
    assert set(WORDS["to_do"]) == set(MARKS)
    codes = {*PROPOSED, *UNPLACED, *SLOTS, "running", "held", *(code for codes in USUAL.values() for code in codes)}
    assert set(WORDS["reason_code"]) == codes
    assert set(WORDS["strength"]) == set(STRENGTHS) - {""}
    assert set(WORDS["basis"]) == set(BASES)
    # A move keeps to one_main and to decisions by what it is; what falls below a minimum of places has its own word.
    never = {"one_main", "decisions"}
    assert set(WORDS["in_the_way"]) == {constraint.name for constraint in CONSTRAINTS} - never | {"minimum"}


@pytest.mark.parametrize("table", KNOWN.values(), ids=KNOWN)
def test_every_word_that_a_table_may_hold_is_in_its_list(table: object) -> None:
    known = KNOWN[str(getattr(table, "name", ""))]
    lists = OF_TABLES[known.name].lists
    for column, field in known.row.model_fields.items():
        kind = kind_of(field)
        if kind.store != "yes_no" and kind.words:
            assert set(WORDS[lists[column]]) == set(kind.words) - SAME_EVERYWHERE
        elif kind.pattern is not None and "mo|tu" in kind.pattern:
            assert all(kind.parse(word) == (word,) for word in WORDS[lists[column]])
            assert len(WORDS[lists[column]]) == 21
        elif column == "entry_groups":
            # Beside the names of groups that people choose.
            assert set(WORDS[lists[column]]) == set(ENTRY_WORDS)
        else:
            assert lists.get(column) == ("yes_no" if kind.store == "yes_no" else None)


@LANGUAGES
@EACH
def test_no_two_columns_of_a_table_share_a_heading(words: Words, language: str) -> None:
    assert clashes({column: words.heading(column, language) for column in words.columns}) == []


@LANGUAGES
@pytest.mark.parametrize("name", WORDS)
def test_no_two_words_of_a_list_are_called_the_same(name: str, language: str) -> None:
    called = {word: known_in(language, name, word) for word in WORDS[name]}
    assert clashes(called) == []
    assert not any("|" in said for said in called.values())


@LANGUAGES
@EACH
def test_what_a_language_says_is_read_as_it_stood(words: Words, language: str) -> None:
    headings = [words.heading(column, language) for column in words.columns]
    called = words.columns_called([f" {heading.upper()} " for heading in headings])
    named = dict(zip(headings, words.columns, strict=True))
    assert {heading.strip().lower(): column for heading, column in called.items()} == named
    for column, name in words.lists.items():
        for word in WORDS[name]:
            assert words.plain(column, words.said(column, word, language).upper()) == word
        several = "|".join(WORDS[name][:2])
        assert words.plain(column, words.said(column, several, language)) == several


def test_a_heading_is_passed_over_where_its_column_stands_there_by_name_or_twice() -> None:
    assert OF_ASSIGNMENTS.columns_called(["jobseeker_id", "person", "plats"]) == {"plats": "slot_id"}
    assert OF_ASSIGNMENTS.columns_called(["person", "Person", "mitt eget"]) == {"person": "jobseeker_id"}


def test_what_the_meeting_has_written_and_words_of_no_list_stay_as_they_are() -> None:
    for column, cell in {"decision": "låsning", "reason": "bäst", "status": "kanske", "to_do": "ring|"}.items():
        assert OF_ASSIGNMENTS.plain(column, cell) == OF_ASSIGNMENTS.said(column, cell, "sv") == cell
    assert OF_ASSIGNMENTS.said("decision", "pin", "sv") == "pin"


def test_a_table_is_written_in_swedish_with_its_blanks_and_its_own_columns() -> None:
    table = pd.DataFrame({"jobseeker_id": ["P1", "P2"], "status": ["kept", None], "note": ["x", ""]}, dtype=object)
    words = Words(("jobseeker_id", "status"), {"status": "status"})
    written = in_words(table, words, "sv")
    assert list(written) == ["person", "status", "note"]
    assert written["status"].iloc[0] == "pågår"
    assert written["status"].isna().tolist() == [False, True]
    assert in_words(table, words, NAMES) is table
