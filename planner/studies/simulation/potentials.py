"""Potentials: this week's best plan where waiting, places and money have a price, the mean over imagined futures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.schema.arrays import Positions
from planner.solving import HighsClient
from planner.studies.simulation.policies import chosen_now
from planner.studies.simulation.prices import Imagined, prices_now
from planner.studies.simulation.run import PolicyState

# Among equals, what the futures agree on.
AGREED = 1e-3


@dataclass(frozen=True)
class PotentialsPolicy:
    """Each week imagines futures from where it stands, and charges what a proposal would take from them.

    The prices are those of `planner plan --look-ahead` (`prices_now`). A slot whose last week this is has no price.
    """

    client: HighsClient
    imagined: Imagined

    def __call__(self, standing: PolicyState, now: Positions) -> Positions:
        """The best choice at the mean prices."""
        played = standing.played
        now = now[played.is_column[now]]
        if not len(now):
            return now
        prices, chance = prices_now(self.client, standing, now, self.imagined), played.chance[now]
        left = played.gain[now] - prices.charges(played.pairs.of(now), played.cost[now])
        return chosen_now(self.client, standing, now, np.asarray(chance * left + AGREED * prices.agreed))
