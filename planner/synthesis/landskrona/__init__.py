"""The Landskrona demo: hand-shaped employers, offers and money; people, running placements and the rest drawn."""

from planner.synthesis.landskrona.build import landskrona

__all__ = ["landskrona"]
