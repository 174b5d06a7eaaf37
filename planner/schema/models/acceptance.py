"""How likely a person takes an offer."""

from __future__ import annotations

from dataclasses import dataclass

from planner.schema.closed import Closed
from planner.schema.models.card import Figure, Model


class Acceptance(Closed):
    """How likely a person takes an offer, by what they have wished and declined before."""

    wished: Figure
    no_wish_stated: Figure
    other_than_wished: Figure
    declined_before: Figure


@dataclass(frozen=True)
class AcceptanceModel(Model):
    """The acceptance figures in use."""

    acceptance: Acceptance
