"""The table of answers: what became of proposals, offers and placements, as the meeting or a caseworker says it."""

from __future__ import annotations

from planner.schema.cells import Day, Id, Share, Text, Week
from planner.schema.choices import AnswerWord
from planner.schema.row import Row, column
from planner.schema.tables import Table
from planner.texts import N_


class AnswerRow(Row):
    """An answer about a person and a place: of the meeting, the person, the employer or the caseworker."""

    jobseeker_id: Id = column(..., N_("the person"))
    slot_id: Id | None = column(None, "the slot", blank="allowed for contested alone, which covers every slot")
    decision: AnswerWord | None = column(
        None, "the answer; docs/answers.md says what each does", blank="allowed where attendance is stated"
    )
    answer_by: Day | None = column(None, "with offered: the day it must be answered", blank="refused with offered")
    from_week: Week | None = column(None, "first week of the placement", blank="the week proposed or agreed")
    to_week: Week | None = column(
        None, "with interrupted and ended: the last week", blank="the week before the new plan week"
    )
    attendance: Share | None = column(None, "share of the agreed hours attended", unit=N_("share"))
    by: Text | None = column(None, "role or code of whoever decided, never a name")
    on: Day | None = column(None, "day of the decision")
    motive: Text | None = column(None, "why")


ANSWERS_TABLE = Table("answers", AnswerRow)
