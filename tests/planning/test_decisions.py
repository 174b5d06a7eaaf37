"""What a meeting wrote is carried over to the proposals that stay the same, and to no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import UsageFault
from planner.folders import Answered, AnswerSheet
from planner.planning import Plan
from planner.planning.decisions import Carried, refuse_uncarriable, with_answers
from tests.identity_numbers import identity_number
from tests.scenarios import Given


def proposed(home: Path) -> Plan:
    """A plan that proposes S1 to P1 and S2 to P2, and nothing to P3."""
    given = Given(home).people("P1", "P2", "P3").slot("S1").slot("S2")
    return given.worth("P1", "S1", 0.5).worth("P2", "S2", 0.5).plan()


def row(number: int, **cells: str) -> Answered:
    """A filled row: P1 at S1 as it is proposed, unless the cells say otherwise."""
    same = {"jobseeker_id": "P1", "status": "proposed", "slot_id": "S1", "programme_id": "T"}
    same |= {"start_week": "2026-W48", "decision": "yes", "motive": ""}
    return Answered(number, tuple((same | cells).items()))


@pytest.mark.parametrize(
    "rows, over",
    [
        ([row(2)], 1),
        ([row(2, motive="agreed")], 1),
        ([row(2, start_week="2026-W50")], 0),
        ([row(2, programme_id="A")], 0),
        ([row(2, status="kept")], 0),
        ([row(2, note="call first")], 0),
        ([row(2), row(3)], 0),
        ([row(2), row(3, jobseeker_id="P2", slot_id="S2"), row(4, jobseeker_id="P3", slot_id="S2")], 2),
    ],
)
def test_a_filled_row_is_carried_over_once_and_only_to_the_same_proposal(
    rows: list[Answered], over: int, tmp_path: Path
) -> None:
    plan, carried = with_answers(proposed(tmp_path), [AnswerSheet("assignments.csv", tuple(rows))])
    assert carried == Carried(over, len(rows) - over)
    assert (plan.assignments["decision"] == "yes").sum() == over
    assert plan.files["assignments.csv"].decode().count(",yes,") == over


def test_answers_in_another_sheet_are_counted_and_not_carried_over(tmp_path: Path) -> None:
    plan, carried = with_answers(proposed(tmp_path), [AnswerSheet("notes.csv", (row(2),))])
    assert carried == Carried(0, 1)
    assert plan.assignments["decision"].isna().all()


def test_a_sheet_that_cannot_be_read_or_holds_an_identity_number_is_refused_and_not_repeated() -> None:
    refuse_uncarriable([AnswerSheet("assignments.csv", (row(2, motive="agreed"),))])
    with pytest.raises(UsageFault, match=r"assignments\.csv is torn"):
        refuse_uncarriable([AnswerSheet("assignments.csv", fault="is torn")])
    number = identity_number(date(1990, 2, 28))
    with pytest.raises(UsageFault, match=r"assignments\.csv row 7") as refused:
        refuse_uncarriable([AnswerSheet("assignments.csv", (row(7, motive=f"see {number}"),))])
    assert number not in str(refused.value)


def test_what_stands_in_the_workbook_is_carried_over_too_and_counts_once(tmp_path: Path) -> None:
    listed = AnswerSheet("assignments.csv", (row(2, decision="accepted"),))
    in_book = (row(2, status="", decision="tackat ja"),
               row(3, status="", jobseeker_id="P2", slot_id="S2", decision="avvakta"))  # fmt: skip
    plan, carried = with_answers(proposed(tmp_path), [listed, AnswerSheet("plan.xlsx", in_book)])
    assert carried == Carried(2, 0)
    assert plan.assignments["decision"].dropna().tolist() == ["accepted", "avvakta"]


def test_files_that_say_different_things_about_one_place_are_refused() -> None:
    sheets = [AnswerSheet("assignments.csv", (row(2, decision="accepted"),)),
              AnswerSheet("plan.xlsx", (row(7, status="", decision="tackat nej"),))]  # fmt: skip
    with pytest.raises(UsageFault, match=r"plan.xlsx row 7 and assignments.csv row 2 say different things"):
        refuse_uncarriable(sheets)
