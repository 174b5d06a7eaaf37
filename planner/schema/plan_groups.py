"""The parts of plan.json on groups: what each got, over which weeks, and of what it could have alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.schema.plan_part import Amount, Part
from planner.schema.usual import UsualName


class ShareFigures(Part):
    """Of a group's people in the pool of the window: who has a place, whom the plan adds, and how many there should be.

    Target and shortfall are blank where fair_share does not look at the group.
    """

    placed: int = Field(description="people with a start within the window")
    proposed: int = Field(description="the others with a proposed main place of value above 0")
    target: int | None
    shortfall: int | None


class GroupWindow(Part):
    """A group over the window that fair_share looks at."""

    people: int = Field(description="in the pool during the window, those who have left and those without a place too")
    places: ShareFigures = Field(description="all places of purpose main")
    paid: ShareFigures = Field(description="those of them that are paid jobs")


class WindowPart(Part):
    """The weeks that fair_share looks back at, and everybody who was in the pool during them."""

    weeks: int
    first_week: str
    people: int
    placed: int = Field(description="people with a start within the window")
    paid: int = Field(description="people with a start in a paid job within the window")


class AlonePart(Part):
    """What a group gets of what it could have alone, in places or in uplift as setting `group_measure` says."""

    most: Amount = Field(description="the most found in any plan, if nobody else counted")
    bound: Amount = Field(description="no plan gives the group more")
    gets: Amount = Field(description="what this plan gives it")
    share: Annotated[float, Field(ge=0, le=1)] | None = Field(
        description="gets / most in whole thousandths, rounded down, at most 1; none where most is 0"
    )
    floor: Amount | None = Field(description="the least that goal group_floor seeks, where the group has a floor")


class GroupPart(Part):
    """What one group got; target and shortfall are blank where fair_share does not look at it, or looks back."""

    group: str
    people: int
    with_candidate: int
    places: int = Field(description="proposed places of every purpose")
    placed: int = Field(description="people with a proposed place of purpose main")
    uplift: Amount
    promised: int = Field(description="people with an accepted or offered place of purpose main that has not begun")
    together: int = Field(description="people with a main place, proposed, accepted or offered")
    usual_placed: dict[UsualName, int] = Field(description="the same under each plan of usual practice that there is")
    target: int | None
    shortfall: int | None
    no_place: int = Field(description="people whom every place refuses and who have no running placement")
    no_place_by: dict[str, int] = Field(
        description="by gate, of how many of those it is in the smallest set that shuts the person out"
    )
    window: GroupWindow | None = Field(description="the group over the weeks that fair_share looks back at")
    alone: AlonePart | None = Field(
        description="where group_floor, max_min or leximin was reached and looks at the group"
    )
