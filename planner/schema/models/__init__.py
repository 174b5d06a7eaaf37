"""The assumptions under models/: versioned files that somebody can read, question and replace."""

from planner.schema.models.acceptance import Acceptance, AcceptanceModel
from planner.schema.models.assumptions import Assumptions
from planner.schema.models.card import Card, Figure, ModelFiles
from planner.schema.models.outcome import Effect, OutcomeModel, OutcomeShape, Segment
from planner.schema.models.policy import Policy, PolicyValue
from planner.schema.models.rules import Amendment, Cost, LegalForm, Rule, RulePack, Who
from planner.schema.models.travel import ModeOfTravel, TravelModel

__all__ = [
    "Acceptance",
    "AcceptanceModel",
    "Amendment",
    "Assumptions",
    "Card",
    "Cost",
    "Effect",
    "Figure",
    "LegalForm",
    "ModeOfTravel",
    "ModelFiles",
    "OutcomeModel",
    "OutcomeShape",
    "Policy",
    "PolicyValue",
    "Rule",
    "RulePack",
    "Segment",
    "TravelModel",
    "Who",
]
