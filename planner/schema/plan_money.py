"""The parts of plan.json on money: what each line brings, dear proposals, and what goals and restrictions cost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from planner.schema.plan_part import Amount, Gap, Part


class MoneyPart(Part):
    """One budget line: what it has, what the plan books on it, and what its money brings."""

    funding_id: str
    left_sek: Amount = Field(description="budget_sek - committed_sek, below 0 where more is committed than there is")
    cost_sek: Amount = Field(description="what the proposals cost on the line")
    pace_sek: Amount | None = Field(description="what a week's proposals may book by pace_share; null without a pace")
    price_100000: Gap = Field(
        description="about what 100,000 SEK more on the line would bring at most, from the linear relaxation"
    )
    yield_100000: Amount | None = Field(
        description="what 100,000 SEK of the line bring in the plan, on average; null where it pays for no main place"
    )


class DearPart(Part):
    """A proposal that costs more than a cheaper one for the same person, and brings less than so much money usually.

    With the other slot or form in its place, the plan still keeps every constraint.
    """

    jobseeker_id: str
    slot_id: str
    programme_id: str
    other_slot_id: str
    other_programme_id: str
    sek: Amount = Field(description="what it costs more on the budget lines, over its whole length")
    gain: Amount = Field(description="what it brings more, in the plan's unit; below 0 where the other brings more")
    usual: Amount = Field(description="what so much of the lines' money brings in the plan, on average")


class GoalPricePart(Part):
    """What the plan would be without a goal, or with a restriction inside one at its end: the week planned anew.

    The goals after it are sought anew as well, so the prices of two say nothing of both together.
    """

    kind: Literal["goal", "restriction"]
    goal: str | None = Field(description="the goal; null for what bounds all goals together")
    setting: str | None = Field(description="the restriction; null where the goal is left out")
    setting_before: Amount | None
    setting_after: Amount | None
    outcome: Amount = Field(description="value of the plan then, less value of this plan")
    doubt: Gap = Field(description="what the gaps of the two plans leave open of it")
    drawn_low: Amount | None = Field(description="low end of it in paired random futures")
    drawn_high: Amount | None
    draws: Annotated[int, Field(ge=0)]
    reached: Amount | None = Field(
        description="how far the goal comes in this plan: people with a main place for waiting and fair_share, else "
        "its final value"
    )
    reached_then: Amount | None
    gains: tuple[str, ...] = Field(description="people who would have a main place and have none, by jobseeker_id")
    loses: tuple[str, ...]
    moves: tuple[str, ...]
    unfinished: tuple[str, ...] = Field(description="goals whose search did not end, in either plan")
