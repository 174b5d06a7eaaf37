"""Rows of programmes, of the places held between them, and of the money that pays for them."""

from __future__ import annotations

from typing import Annotated

from annotated_types import Ge, Le

from planner.schema.cells import WHOLE, Id, Sek, Share, Tags, Text, Week, YesNo
from planner.schema.choices import Purpose, ShareKind
from planner.schema.row import Row
from planner.schema.row import column as _column
from planner.texts import N_


class Programme(Row):
    """The kind of measure and its legal form, with rules and funding."""

    programme_id: Id = _column(..., N_("id of the programme"))
    name: Text | None = _column(None, N_("what people call it"), blank=N_("what the law calls it"))
    rule: Id = _column(..., N_("key in the rule pack"))
    purpose: Purpose | None = _column(None, N_("what it is for"), blank=N_("the rule's purpose"))
    funding_id: Id | None = _column(None, N_("budget line that pays"), blank=N_("no budget"))
    cost_person_week_sek: Sek | None = _column(
        None,
        N_("cost per person and week, whatever the hours"),
        unit=N_("SEK a week"),
        blank=N_("the rule's cost formula"),
    )
    is_new: YesNo | None = _column(
        None,
        N_("new here: when plans are compared, its places come about by the take-up; no plan reads it"),
        blank=N_("runs already"),
    )
    leads_to: Id | None = _column(None, N_("programme that its people go on to"), blank=N_("none: it ends there"))
    leads_to_share: Share | None = _column(
        None, N_("how many of those who finish it go on"), unit=N_("share"), blank=N_("nobody: needed with leads_to")
    )
    weeks_between: Annotated[int, WHOLE, Ge(0), Le(104)] = _column(
        0, N_("fewest weeks from its end to the start of the next"), unit=N_("weeks")
    )
    share_kind: ShareKind = _column("judgement", N_("what leads_to_share rests on"))
    share_source: Text | None = _column(None, N_("where leads_to_share comes from"), blank=N_("somebody's judgement"))
    tags: Tags = _column((), N_("what its places are counted under, such as a sub-project"))


class HeldPlaces(Row):
    """Places of a slot that are kept for those who come from another programme and are ready by its start."""

    slot_id: Id = _column(..., N_("the slot, of the programme that they go on to"))
    programme_id: Id = _column(..., N_("the programme that they come from, the one with leads_to"))
    places: Annotated[int, WHOLE, Ge(1), Le(10**9)] = _column(..., N_("places held"), unit=N_("places"))
    until_week: Week | None = _column(
        None,
        N_("last plan week in which new paths may count on them; afterwards they stay with those who have a claim"),
        blank=N_("the slot's start"),
    )


class Funding(Row):
    """A budget line, with the weeks it may pay for."""

    funding_id: Id = _column(..., N_("id of the line"))
    name: Text | None = _column(None, N_("what people call it"), blank=N_("its id"))
    budget_sek: Sek = _column(..., N_("the whole line"), unit=N_("SEK"))
    committed_sek: Sek = _column(0.0, N_("already promised, running placements included"), unit=N_("SEK"))
    from_week: Week | None = _column(None, N_("first week it pays for"), blank=N_("open"))
    to_week: Week | None = _column(None, N_("last week it pays for"), blank=N_("open"))
    pace_share: Share | None = _column(
        None,
        N_("how much of what is left the proposals of one week may book"),
        unit=N_("share"),
        blank=N_("no limit"),
    )
    source: Text | None = _column(None, N_("where the money and the figure come from"))
    tags: Tags = _column((), N_("what its money is counted under, such as a sub-project"))


class ProgrammeFunding(Row):
    """A share of a programme's cost that a line pays; replaces the programme's funding_id."""

    programme_id: Id = _column(..., N_("the programme"))
    funding_id: Id = _column(..., N_("the budget line"))
    share: Share = _column(1.0, N_("share of the cost"), unit=N_("share"))
