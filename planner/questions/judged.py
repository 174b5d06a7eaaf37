"""The same week if the effects that somebody has judged were all at one end of their ranges."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from planner.instance import Instance, build
from planner.schema.models import OutcomeModel
from planner.schema.scenario import Scenario

End = Literal["low", "high"]
ENDS: tuple[End, ...] = ("low", "high")


def has_judged_effects(scenario: Scenario) -> bool:
    """Whether values rest on a model with judged effects: not in listed mode, and not where points count."""
    model = scenario.assumptions.outcome
    if not isinstance(model, OutcomeModel) or scenario.settings.candidates == "listed":
        return False
    return any(row.kind == "judgement" for row in model.effects)


def at_end(instance: Instance, end: End) -> Instance:
    """The instance with every judged effect at the low or the high end of its stated range; gates stay as they are."""
    return build(with_judged(instance.scenario, end), instance.eligibility)


def with_judged(scenario: Scenario, end: End) -> Scenario:
    """The scenario with every judged effect at that end of its range.

    Effects from studies and counts stay, and so do acceptance, levels and the fit: no range of an effect is theirs.
    """
    model = scenario.assumptions.outcome
    assert isinstance(model, OutcomeModel)  # noqa: S101 - asked only where has_judged_effects
    effects = tuple(
        row.model_copy(update={"effect": row.effect_low if end == "low" else row.effect_high})
        if row.kind == "judgement"
        else row
        for row in model.effects
    )
    changed = replace(model, effects=effects)
    return replace(scenario, assumptions=replace(scenario.assumptions, outcome=changed))
