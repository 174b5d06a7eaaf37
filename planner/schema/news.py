"""What happened since a week was planned, beside answers: tables of who left the pool and which slots were withdrawn.

New people, employers and slots come as rows of the tables of a scenario.
"""

from __future__ import annotations

from planner.schema.cells import Id, Text, Week
from planner.schema.row import Row, column
from planner.schema.tables import Table
from planner.texts import N_


class Leaver(Row):
    """Somebody who has left the pool."""

    jobseeker_id: Id = column(..., N_("the person"))
    left_week: Week | None = column(None, "first week in which the person is no longer there", blank="the new week")
    motive: Text | None = column(None, "why, such as work or moved")


class Withdrawn(Row):
    """A slot that the employer no longer offers."""

    slot_id: Id = column(..., N_("the slot"))
    motive: Text | None = column(None, "why")


LEAVERS = Table("leavers", Leaver, ("jobseeker_id",))
WITHDRAWN = Table("withdrawn", Withdrawn, ("slot_id",))
NEWS = (LEAVERS, WITHDRAWN)
