"""The parts of plan.json on tags and targets; both are there only where the tables have any."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from planner.schema.choices import COUNTED
from planner.schema.plan_part import Amount, Part

Label = Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]


class TagPart(Part):
    """What is counted under one tag: a slot's places have the slot's own tags and those of their programme."""

    tag: str
    open_places: int = Field(description="places left in open slots before anything is proposed")
    running: int = Field(description="placements that run or are accepted")
    offered: int = Field(description="placements that are offered")
    proposed: int = Field(description="proposals of the plan")
    expected_gain: Amount = Field(description="acceptance x uplift over its main proposals")
    cost_sek: Amount = Field(description="cost of its proposals")
    line_left_sek: Amount | None = Field(
        description="budget_sek - committed_sek of the budget lines with the tag; null without one"
    )
    line_cost_sek: Amount | None = Field(description="what the proposals cost on these lines; null without one")


class TargetPart(Part):
    """One target, or the sum of those of one name, whose target_id and filters are null."""

    target_id: str | None
    name: str
    parts: int | None = Field(description="how many targets a sum holds; null for one target")
    counts: Annotated[str, Field(pattern=f"^({'|'.join(COUNTED)})$")]
    tag: str | None
    employer_id: str | None
    programme_id: str | None
    group: str | None
    from_week: Label
    to_week: Label
    target: Amount
    due: Amount = Field(description="what the path asks for in the plan week")
    reached: Amount = Field(description="before the plan week; of places, what is offered by now")
    promised: Amount = Field(description="accepted or offered starts in the plan week or later")
    adds: Amount = Field(description="what this plan adds if everybody accepts")
    adds_expected: Amount = Field(description="each proposal by the chance that it is accepted")
    gap: Amount = Field(description="due less reached, promised and adds; above 0 where the path is missed")
    per_week: Amount | None = Field(description="what each later week must add; null in the last week and after it")
    per_day: Amount | None = Field(description="reached a day since the window began; null before its second week")
    per_day_needed: Amount | None = Field(description="per_week / 7")
