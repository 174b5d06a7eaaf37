"""People with protected identity, who are placed by hand, and the places that are kept for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.instance.instance import Instance
from planner.instance.purposes import COMPETING_CLASS


@dataclass(frozen=True)
class ByHand:
    """How many places are kept by hand (`places`), and how many the protected people should have by their number.

    `waiting` are the other people, those with a running placement left aside. `free` are the free places of open slots,
    those kept by hand among them. Courses beside work do not count.
    """

    protected: int
    waiting: int
    free: int
    places: int

    @property
    def share(self) -> int:
        """Their share of the free places, rounded down."""
        everybody = self.protected + self.waiting
        return self.protected * self.free // everybody if everybody else 0

    @property
    def lacks(self) -> bool:
        """Whether too few places are kept."""
        return self.places < self.share


def by_hand(instance: Instance) -> ByHand:
    """The places that are kept by hand, beside the share of people with protected identity."""
    offers, slots = instance.offers, instance.slots
    competes = np.zeros(len(slots), dtype=bool)
    competes[offers.loc[offers["purpose"].isin(COMPETING_CLASS), "slot"].to_numpy()] = True
    counted = competes & (slots["status"] == "open").to_numpy()
    kept = slots["reserved_by_hand"].to_numpy()[counted]
    free = np.maximum(slots["places"].to_numpy() - instance.running_in_slot, 0)[counted]
    placed = set(instance.running["person"].tolist()) - {-1}
    return ByHand(instance.protected, len(instance.people) - len(placed), int(free.sum()), int(kept.sum()))
