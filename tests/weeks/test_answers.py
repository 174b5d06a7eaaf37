"""Answers are read from whatever a meeting saved: our table, Swedish Excel, a workbook, in words of either language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import Fault, Faults, UsageFault, as_written
from planner.schema.plan_workbook import MEETING
from planner.schema.words import OF_ASSIGNMENTS
from planner.weeks.answers import Answer, read_answers, read_plan_answers
from tests.identity_numbers import identity_number
from tests.workbooks.books import changed, planned_week, put

MONDAY = date(2026, 11, 23)
OURS = "jobseeker_id,status,slot_id,reason_code,reason,note,decision,answer_by,by,on,motive\n"


def read(
    tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "assignments.csv"
) -> tuple[list[Answer], Faults]:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    faults = Faults()
    return read_answers(path, MONDAY, faults), faults


def test_our_own_table_is_read_whatever_else_stands_in_it(tmp_path: Path) -> None:
    text = OURS + "P1,proposed,S1,best,why,call first,accepted,,möte,2026-11-25,\nP2,unplaced,,outbid,why,,,,,,\n"
    answers, faults = read(tmp_path, text)
    assert not faults.found
    (answer,) = answers
    assert (answer.row, answer.person, answer.slot, answer.decision) == (2, "P1", "S1", "accepted")
    assert (answer.by, answer.on) == ("möte", date(2026, 11, 25))


def test_swedish_headings_and_words_saved_by_a_swedish_excel_are_the_same_answers(tmp_path: Path) -> None:
    columns = ("jobseeker_id", "status", "slot_id", "reason_code", "decision", "answer_by", "by", "on", "motive")
    rows = [
        ";".join(OF_ASSIGNMENTS.heading(column, "sv") for column in columns),
        "P1;föreslagen;S1;bäst;Tackat ja;;;;",
        "P2;föreslagen;S2;bäst;erbjuden;2026-12-04;samordnare;2026-11-25;",
        "P3;föreslagen;S3;bäst;I riskzonen;;;;",
    ]
    answers, faults = read(tmp_path, "\n".join([*rows, ""]), "cp1252")
    assert not faults.found
    assert [answer.decision for answer in answers] == ["accepted", "offered", "at_risk"]
    assert answers[1].answer_by == date(2026, 12, 4)


def test_a_workbook_is_read_by_its_sheets_with_answers(tmp_path: Path) -> None:
    path = tmp_path / "möte.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        pd.DataFrame({"notes": ["call"], "of": ["P1"]}).to_excel(book, sheet_name="Anteckningar", index=False)
        rows = {"jobseeker_id": ["P1", "P2"], "slot_id": ["S1", "S2"], "decision": ["accepted", None],
                "answer_by": [None, None], "attendance": [None, 0.5]}  # fmt: skip
        pd.DataFrame(rows).to_excel(book, sheet_name="Handläggare K1", index=False)
    faults = Faults()
    answers = read_answers(path, MONDAY, faults)
    assert not faults.found
    assert [(answer.person, answer.decision, answer.attendance) for answer in answers] == [
        ("P1", "accepted", None), ("P2", None, 0.5),
    ]  # fmt: skip


def test_a_motive_alone_is_a_warning_and_a_day_alone_a_fault(tmp_path: Path) -> None:
    answers, faults = read(tmp_path, OURS + "P1,proposed,S1,best,,,,,,,ring\nP2,proposed,S2,best,,,,2026-12-04,,,\n")
    assert not answers
    assert [(fault.row, fault.column) for fault in faults.warned] == [(2, "motive")]
    assert [(fault.row, fault.column) for fault in faults.found] == [(3, "decision")]


def test_an_identity_number_in_an_answer_is_refused_and_not_repeated(tmp_path: Path) -> None:
    number = identity_number(date(1985, 3, 7))
    _answers, faults = read(tmp_path, f"jobseeker_id,slot_id,decision,motive\nP1,S1,accepted,{number}\n")
    assert faults.found
    assert number not in "".join(map(str, faults.told()))


def test_a_missing_file_is_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match=r"There is no file"):
        read_answers(tmp_path / "none.csv", MONDAY, Faults())


def test_a_fault_is_named_where_the_file_has_it(tmp_path: Path) -> None:
    path = tmp_path / "meeting.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        pd.DataFrame({"person": ["P1"], "plats": ["S1"], "beslut": ["tackat ja"]}).to_excel(book, index=False)
    (answer,) = read_answers(path, MONDAY, Faults())
    assert answer.fault("decision", "is odd", "").where == "meeting.xlsx Sheet1!C2"
    (answer,), _faults = read(tmp_path, "person;plats;beslut\nP1;S1;tackat ja\n")
    assert answer.fault("decision", "is odd", "").where == "assignments.csv row 2, beslut"


def both(tmp_path: Path, row: int, change: Mapping[str, object], **listed: str) -> tuple[list[Answer], list[str]]:
    """What is read of a plan's folder: some cells of a row of the workbook, and of a person's in assignments.csv."""
    folder = planned_week(tmp_path)
    for column, value in change.items():
        changed(folder, put(MEETING, row, column, value))
    if listed:
        path = folder / "assignments.csv"
        table = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False)
        at = table.index[(table["jobseeker_id"] == "P4") & (table["status"] == "proposed")][0]
        table.loc[at, list(listed)] = list(listed.values())
        table.to_csv(path, sep=";", index=False)
    faults = Faults()
    answers = read_plan_answers(folder, MONDAY, faults)
    return answers, [f"{fault.code} {fault.where}" for fault in faults.found]


def test_what_stands_in_the_workbook_alone_or_in_both_files_alike_is_one_answer(tmp_path: Path) -> None:
    in_one = both(tmp_path / "a", 2, {"decision": "Tackat ja", "on": date(2026, 11, 25), "by": "K1"})
    in_both = both(
        tmp_path / "b", 2, {"decision": "tackat ja", "on": date(2026, 11, 25), "by": "K1"},
        decision="accepted", on="2026-11-25", by="K1",
    )  # fmt: skip
    for answers, faults in (in_one, in_both):
        assert faults == []
        assert [(one.person, one.slot, one.decision, one.on, one.by) for one in answers] == [
            ("P4", "S2", "accepted", date(2026, 11, 25), "K1")
        ]


def test_different_answers_about_one_place_in_the_two_files_are_a_fault_that_names_the_cell(tmp_path: Path) -> None:
    _answers, faults = both(tmp_path, 2, {"decision": "tackat nej"}, decision="accepted")
    assert faults == ["answers-differ plan.xlsx Mötets lista!M2"]


def test_answers_about_different_people_in_the_two_files_are_all_read(tmp_path: Path) -> None:
    answers, faults = both(tmp_path, 3, {"decision": "avvakta"}, decision="accepted")
    assert faults == []
    assert {(one.person, one.decision) for one in answers} == {("P4", "accepted"), ("0007", "hold")}


def test_a_misspelt_answer_in_the_workbook_is_named_by_its_cell(tmp_path: Path) -> None:
    _answers, faults = both(tmp_path, 2, {"decision": "tackade ja"})
    assert [fault.split(" ", 1)[1] for fault in faults] == ["plan.xlsx Mötets lista!M2"]


def test_a_cure_names_answers_as_the_file_has_them(tmp_path: Path) -> None:
    _answers, faults = read(tmp_path, "person;plats;beslut\nP1;S1;kanske\n")
    (fault,) = faults.told()
    assert fault.cure.startswith("Write one of tackat ja, tackat nej, avvakta")
    faults.add(Fault("answer", fault.file, 2, None, None, "", f"Write {as_written('answer', 'started')}."))
    assert faults.told()[-1].cure == "Write påbörjad."
