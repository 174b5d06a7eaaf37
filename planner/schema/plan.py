"""The plan as plan.json holds it: one class from which its JSON Schema is published."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Amount = Annotated[float, Field(allow_inf_nan=False)]
Gap = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Part(BaseModel):
    """A part of plan.json; unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GoalPart(Part):
    """One goal: what it reached alone in its turn, the bound, the share of the outcome it may cost, its final value."""

    name: str
    best: Amount
    bound: Amount
    gap: Gap
    may_cost: Gap
    final: Amount
    status: Literal["optimal", "feasible"]


class Totals(Part):
    """Sums over the plan; people without protected identity alone."""

    jobseekers: int
    placed: int = Field(description="people with a proposed place of purpose main")
    expected_outcomes: Amount = Field(description="baseline + uplift")
    baseline: Amount = Field(description="people in work or study on the fixed date without any proposal")
    uplift: Amount = Field(description="the same as value")
    usual_practice_uplift: Amount = Field(description="uplift of longest wait first, each to their best free place")
    usual_practice_placed: int
    cost_sek: Amount
    travel_minutes: Amount
    protected: int = Field(description="people with protected identity, who are in no table")


class GroupPart(Part):
    """What one group got; target and shortfall are blank where fair_share does not look at it."""

    group: str
    people: int
    with_candidate: int
    placed: int
    uplift: Amount
    usual_practice_placed: int
    target: int | None
    shortfall: int | None


class PlanFile(Part):
    """All of plan.json: no clock, no path, no user."""

    format: Literal[1] = 1
    scenario: str
    week: Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]
    method: Literal["goals", "usual_practice"]
    status: Literal["optimal", "feasible"]
    reproducible: bool
    interrupted: bool
    value: Amount
    bound: Amount
    gap: Gap
    certified_bound: Amount
    certified_gap: Gap
    goals: tuple[GoalPart, ...]
    totals: Totals
    groups: tuple[GroupPart, ...]
    settings: dict[str, Any]
    models: dict[str, str]
    inputs: dict[str, str] = Field(description="SHA-256 of every file in inputs/, by its path there")
    seed: int
    lottery_seed: int
    rules_off: tuple[str, ...]
    versions: dict[str, str]
