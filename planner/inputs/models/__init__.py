"""Finds and reads the assumption files that a scenario is planned under."""

from planner.inputs.models.choose import (
    READERS,
    assumptions,
    benefit_model,
    found_models,
    model_files,
    outcome_model,
    rule_pack,
    simulation_model,
)
from planner.inputs.models.personal import refuse_personal_models
from planner.inputs.models.shipped import places, shipped

__all__ = [
    "READERS",
    "assumptions",
    "benefit_model",
    "found_models",
    "model_files",
    "outcome_model",
    "places",
    "refuse_personal_models",
    "rule_pack",
    "shipped",
    "simulation_model",
]
