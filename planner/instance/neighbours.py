"""Neighbours in one pool: whose residents people are, and whose places slots are, by municipality code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from planner.candidates import homes, seats
from planner.instance.instance import Instance
from planner.schema.arrays import Bools, Texts


@dataclass(frozen=True)
class Neighbours:
    """Municipality codes by person (`homes`) and by slot (`seats`); "" where neither table nor scenario has one."""

    homes: Texts
    seats: Texts

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all municipalities of people and places, ascending."""
        return tuple(sorted({*self.homes.tolist(), *self.seats.tolist()}))

    def is_at_home(self, rows: pd.DataFrame) -> Bools:
        """For each of some candidates, whether it is a place of the person's own municipality."""
        here, there = self.homes[rows["person"].to_numpy()], self.seats[rows["slot"].to_numpy()]
        return np.asarray(here == there, dtype=bool)


def neighbours(instance: Instance) -> Neighbours:
    """The municipalities of an instance's people and places."""
    return Neighbours(homes(instance.scenario), seats(instance.scenario))
