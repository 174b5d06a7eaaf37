"""The cure says what to write where that can be told exactly, and never what may be meant otherwise."""

from pathlib import Path

import pandas as pd
import pytest

from planner.errors import unmarked
from planner.inputs import read
from planner.schema import cures
from planner.schema.cells import suggestion
from planner.schema.columns import adapters_of, kind_of
from planner.schema.json_schema import KNOWN
from tests.inputs.folders import edited, good, message_of, text_of

EXACT = [
    ("jobseekers", "education_level", "Gymnasium", "3"),
    ("jobseekers", "education_level", "grundskola", "2"),
    ("jobseekers", "education_level", "tre", "3"),
    ("jobseekers", "swedish_level", "B1+", "B1"),
    ("jobseekers", "swedish_level", "modersmål", "C2"),
    ("jobseekers", "travel_mode", "Cykel", "bike"),
    ("jobseekers", "travel_mode", "till fots", "walk"),
    ("jobseekers", "travel_mode", "kollektivtrafik", "transit"),
    ("jobseekers", "registered_status", "ETAB", "etablering"),
    ("jobseekers", "registered_status", "jobbgarantin för ungdomar", "JUG"),
    ("jobseekers", "protected_identity", "x", "yes"),
    ("jobseekers", "leaves_children", "ej", "no"),
    ("jobseekers", "hours_per_week", "75 %", "30: 75 % of 40 hours"),
    ("jobseekers", "hours_per_week", "37,5 h", "37.5"),
    ("jobseekers", "busy", "mån fm, tis em", "mo-am|tu-pm"),
    ("jobseekers", "approved_rules", "bea_jobb; nystartsjobb", "bea_jobb|nystartsjobb"),
    ("jobseekers", "available_from", "2026-11-30", "2026-W49"),
    ("jobseekers", "available_from", "v. 49 2026", "2026-W49"),
    ("slots", "places", "2 st", "2"),
    ("slots", "gross_month_sek", "24 500 kr", "24500"),
    ("slots", "status", "stängd", "closed"),
    ("slots", "union_consulted_on", "23/11/2026", "2026-11-23"),
    ("slots", "union_consulted_on", "2026/11/23", "2026-11-23"),
    ("employers", "sector", "Kommun", "department"),
    ("placements", "state", "pågående", "started"),
    ("history", "end", "Nekad", "refused"),
    ("history", "end", "ej vald", "refused"),
    ("history", "end", "tackat nej", "declined"),
]  # fmt: skip


@pytest.mark.parametrize("table,column,text,instead", EXACT)
def test_a_cure_is_exact_and_valid_in_its_column(table: str, column: str, text: str, instead: str) -> None:
    row = KNOWN[table].row
    assert unmarked(suggestion(kind_of(row.model_fields[column]), text)) == f"Write {instead}."
    adapters_of(row)[column].validate_python(instead.partition(":")[0])


@pytest.mark.parametrize(
    "table,column,text",
    [
        ("jobseekers", "education_level", "eftergymnasial"),
        ("jobseekers", "available_from", "v 48"),
        ("slots", "union_consulted_on", "3/11/2026"),
        ("slots", "union_consulted_on", "2026/13/45"),
        ("slots", "places", "2,5 st"),
        ("slots", "places", "3-4"),
        ("jobseekers", "busy", "mån"),
        ("jobseekers", "available_from", "2027v53"),
    ],
)
def test_what_may_mean_two_things_gets_the_rule_of_its_column(table: str, column: str, text: str) -> None:
    kind = kind_of(KNOWN[table].row.model_fields[column])
    assert suggestion(kind, text) == kind.cure()


def test_a_declined_offer_is_sent_to_history_and_never_called_a_placement(tmp_path: Path) -> None:
    folder = good(tmp_path, edited("placements.csv", ("S2,praktik,draft", "S2,praktik,declined")))
    assert "move it to history, with end declined" in message_of(folder)


def test_a_row_of_totals_is_passed_over_and_named(tmp_path: Path) -> None:
    before = read(good(tmp_path / "before"))
    text = text_of("supervisors.csv")
    scenario = read(good(tmp_path / "after", {"supervisors.csv": f"{text}Summa:,9\n"}))
    pd.testing.assert_frame_equal(scenario.tables["supervisors"], before.tables["supervisors"])
    (warning,) = [one for one in scenario.warnings if one.code == "total-row"]
    assert (warning.file, warning.row) == ("supervisors.csv", text.count("\n") + 1)


@pytest.mark.parametrize(
    "said, word",
    [("Nekad", "refused"), ("avvisad", "refused"), ("ej vald", "refused"), ("fick avslag", "refused"),
     ("nekat", "declined"), ("tackar nej", "declined"), ("anställd", "chosen")],
)  # fmt: skip
def test_words_of_an_employer_who_says_no_are_no_answers_of_the_person(said: str, word: str) -> None:
    assert cures.ANSWER(said) == word
