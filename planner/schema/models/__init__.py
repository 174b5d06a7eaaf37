"""The assumptions under models/: versioned files that somebody can read, question and replace."""

from planner.schema.models.acceptance import Acceptance, AcceptanceModel
from planner.schema.models.assumptions import Assumptions
from planner.schema.models.benefit import Benefit, BenefitModel
from planner.schema.models.card import Card, Figure, Fitted, ModelFiles, Ranged
from planner.schema.models.futures import Concentration, FuturesFigures, FuturesModel, Margin, RangedShare
from planner.schema.models.occupations import Alike, Near, OccupationCode, OccupationsModel
from planner.schema.models.outcome import (
    EVIDENCE,
    WITHIN_WEEKS,
    CountsAs,
    EducationClass,
    Effect,
    EffectWorkplace,
    Evidence,
    FormFacts,
    MonthsClass,
    OutcomeModel,
    OutcomeShape,
    PointsModel,
    PointsRow,
    PointsShape,
    Segment,
)
from planner.schema.models.policy import Policy, PolicyValue
from planner.schema.models.rules import Amendment, CommonRules, Cost, LegalForm, LowerFees, Rule, RulePack, Who
from planner.schema.models.simulation import SimulationFigures, SimulationModel
from planner.schema.models.travel import Clock, HalfDay, ModeOfTravel, TravelModel, TripFigures

__all__ = [
    "EVIDENCE",
    "WITHIN_WEEKS",
    "Acceptance",
    "AcceptanceModel",
    "Alike",
    "Amendment",
    "Assumptions",
    "Benefit",
    "BenefitModel",
    "Card",
    "Clock",
    "CommonRules",
    "Concentration",
    "Cost",
    "CountsAs",
    "EducationClass",
    "Effect",
    "EffectWorkplace",
    "Evidence",
    "Figure",
    "Fitted",
    "FormFacts",
    "FuturesFigures",
    "FuturesModel",
    "HalfDay",
    "LegalForm",
    "LowerFees",
    "Margin",
    "ModeOfTravel",
    "ModelFiles",
    "MonthsClass",
    "Near",
    "OccupationCode",
    "OccupationsModel",
    "OutcomeModel",
    "OutcomeShape",
    "PointsModel",
    "PointsRow",
    "PointsShape",
    "Policy",
    "PolicyValue",
    "Ranged",
    "RangedShare",
    "Rule",
    "RulePack",
    "Segment",
    "SimulationFigures",
    "SimulationModel",
    "TravelModel",
    "TripFigures",
    "Who",
]
