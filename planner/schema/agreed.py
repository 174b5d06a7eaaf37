"""Tables of what was wished, decided, agreed and done: one pydantic class for each, as in `planner.schema.tables`."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.cells import WHOLE, Day, Id, Sek, Share, Tags, Text, Week, YesNo
from planner.schema.choices import Decision, HistoryEnd, PlacementState, Quantity, Step
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_


class DecisionRow(Row):
    """What an official has decided about a pair, with the motive."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id | None = _column(None, N_("the slot"), blank=N_("allowed for contested alone, which covers every slot"))
    decision: Decision = _column(
        ..., N_("pin (must be), forbid (must not be), contested (hold the person out), interviewed (stays on a list)")
    )
    by: Text | None = _column(None, N_("role or code of the official, never a name"))
    on: Day | None = _column(None, N_("day of the decision"))
    motive: Text | None = _column(None, N_("why"))


class Placement(Row):
    """A placement under way, or promised: it is a fact and uses capacity (drafts do not)."""

    jobseeker_id: Id | None = _column(None, N_("the person"), blank=N_("an anonymous occupied place"))
    slot_id: Id = _column(..., N_("the slot"))
    programme_id: Id | None = _column(None, N_("the form"), blank=N_("not stated"))
    state: PlacementState = _column(..., N_("draft, offered, accepted or started"))
    from_week: Week | None = _column(None, N_("first week"), blank=N_("the slot's start week"))
    to_week: Week | None = _column(None, N_("last week"), blank=N_("the slot's length from the first"))
    answer_by: Day | None = _column(None, N_("day an offer must be answered"))
    support_need: Quantity | None = _column(
        None, N_("supervision of an anonymous place"), unit=N_("supervisor capacity"), blank=N_("the person's, else 1")
    )
    cost_week_sek: Sek | None = _column(
        None,
        N_("what a week of it costs, as booked on its budget lines"),
        unit=N_("SEK a week"),
        blank=N_("what the form costs at the least subsidy; of an offer, nothing is booked"),
    )
    at_risk: YesNo | None = _column(None, N_("somebody fears that it will be interrupted"), blank=N_("not said"))
    attendance: Share | None = _column(
        None, N_("share of the agreed hours attended, as last reported"), unit=N_("share"), blank=N_("not reported")
    )
    next_week: Week | None = _column(
        None, N_("week in which a place of the next step is held for the person"), blank=N_("none is held")
    )
    module_id: Id | None = _column(None, N_("module that was promised before it"), blank=N_("none"))
    by: Text | None = _column(None, N_("role or code of whoever decided, never a name"))
    on: Day | None = _column(None, N_("day of the decision"))
    motive: Text | None = _column(None, N_("why, as last said"))


class History(Row):
    """An earlier placement, an offer that was declined, or somebody whom an employer refused or vetoed."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id | None = _column(None, N_("the slot, which may no longer exist"))
    programme_id: Id | None = _column(None, N_("the form"))
    state: PlacementState | None = _column(None, N_("how far it came"))
    from_week: Week | None = _column(None, N_("first week"))
    to_week: Week | None = _column(None, N_("last week"))
    end: HistoryEnd = _column(..., N_("how it ended"))
    attendance: Share | None = _column(
        None, N_("share of the agreed hours attended, as last reported"), unit=N_("share"), blank=N_("not reported")
    )
    next_week: Week | None = _column(
        None, N_("week in which a place of the next step is held for the person"), blank=N_("none is held")
    )
    by: Text | None = _column(None, N_("role or code of whoever said so, never a name"))
    on: Day | None = _column(None, N_("day it was said"))
    motive: Text | None = _column(None, N_("why"))


class FollowUp(Row):
    """A step of follow-up that somebody has taken: what is not here is still to do."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id | None = _column(
        None, N_("the slot of the placement, which may no longer exist"), blank=N_("a row of history without a slot")
    )
    step: Step = _column(..., N_("which step of the placement"))
    done_on: Day = _column(..., N_("day it was done"))


class LeftPool(Row):
    """A person who has left the pool: counted by goals that look back, until the weeks they look at have passed."""

    jobseeker_id: Id = _column(..., N_("the person"))
    entered_week: Week | None = _column(None, N_("week the person entered the pool; no plan reads it"))
    left_week: Week = _column(..., N_("last week the person was in the pool"))
    entry_groups: Tags = _column(
        (), N_("groups and quarters the person was in when entering the pool"), blank=N_("none")
    )
    placed_week: Week | None = _column(
        None, N_("week of the latest start in a place of purpose main"), blank=N_("none")
    )
    paid_week: Week | None = _column(
        None, N_("week of the latest start in a paid job of purpose main"), blank=N_("none")
    )


class Preference(Row):
    """A wish for a slot or an occupation; rank 0 is a hard veto."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id | None = _column(None, N_("the slot; this or ssyk is needed"))
    ssyk: Id | None = _column(None, N_("the occupation; a shorter code stands for all below it"))
    rank: Annotated[int, WHOLE, Ge(0), Le(99)] = _column(..., N_("1 is wished most; 0 is a veto"))


class PastPlacement(Row):
    """A placement that the department itself chose for one of this week's slots: compared with, never planned by."""

    jobseeker_id: Id = _column(..., N_("the person"))
    slot_id: Id = _column(..., N_("the slot"))
    programme_id: Id | None = _column(
        None, N_("the form"), blank=N_("the first form of the slot that is open to the person")
    )
