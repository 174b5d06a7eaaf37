"""Every model that one scenario is planned under."""

from __future__ import annotations

from dataclasses import dataclass

from planner.schema.models.acceptance import AcceptanceModel
from planner.schema.models.card import ModelFiles
from planner.schema.models.futures import FuturesModel
from planner.schema.models.occupations import OccupationsModel
from planner.schema.models.outcome import OutcomeModel, PointsModel
from planner.schema.models.policy import Policy
from planner.schema.models.rules import RulePack
from planner.schema.models.travel import TravelModel


@dataclass(frozen=True)
class Assumptions:
    """Every model one scenario is planned under, and the one that futures of its plans are drawn from.

    No plan depends on `futures`. So plans name and copy that model only where the scenario does (`names_futures`).
    """

    rules: RulePack
    outcome: OutcomeModel | PointsModel
    acceptance: AcceptanceModel
    travel: TravelModel
    policy: Policy
    occupations: OccupationsModel
    futures: FuturesModel
    names_futures: bool = False

    @property
    def stored(self) -> dict[str, ModelFiles]:
        """The models by kind, for copying and naming them in a plan: that of futures where the scenario names it."""
        models = {
            "acceptance": self.acceptance.stored,
            "occupations": self.occupations.stored,
            "outcome": self.outcome.stored,
            "policy": self.policy.stored,
            "rules": self.rules.stored,
            "travel": self.travel.stored,
        }
        return {**models, "futures": self.futures.stored} if self.names_futures else models
