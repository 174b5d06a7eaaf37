"""The choices of a municipality: goals, limits and groups, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.schema.closed import Closed
from planner.schema.models.card import Model
from planner.schema.settings import Group


class PolicyValue(Closed):
    """One choice of policy with its reason."""

    value: object
    reason: str


@dataclass(frozen=True)
class Policy(Model):
    """Goals, their order and price, limits and groups, each with its reason."""

    values: Mapping[str, PolicyValue]
    groups: Mapping[str, Group]
