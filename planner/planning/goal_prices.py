"""What the goals of a plan cost, in its plan.json: the week has been planned anew without each, elsewhere."""

from __future__ import annotations

from dataclasses import replace

from planner.folders import json_bytes
from planner.planning.make import Plan
from planner.schema.plan import PLAN_FILE
from planner.schema.plan_money import GoalPricePart


def with_goal_prices(plan: Plan, parts: tuple[GoalPricePart, ...]) -> Plan:
    """The plan with the prices of its goals and restrictions; call it before the plan is written."""
    file = plan.file.model_copy(update={"goal_prices": parts})
    return replace(plan, file=file, files={**plan.files, PLAN_FILE: json_bytes(file.model_dump(mode="json"))})
