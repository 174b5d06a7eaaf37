"""Minutes between zones: the user's table first, else the straight-line model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from planner.schema.models import TravelModel

EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True)
class Minutes:
    """Minutes by mode from each home zone (rows) to each slot zone (columns), NaN where nothing is known.

    `modelled` has the same shape and says which come from the model rather than from the user's table.
    """

    homes: dict[str, int]
    ends: dict[str, int]
    minutes: dict[str, NDArray[np.float64]]
    modelled: dict[str, NDArray[np.bool_]]


def travel_minutes(
    zones: pd.DataFrame, travel: pd.DataFrame, model: TravelModel, homes: Sequence[str], ends: Sequence[str]
) -> Minutes:
    """Minutes for every mode between the zones people live in and those of the slots."""
    home_at = {zone: i for i, zone in enumerate(sorted(set(homes)))}
    end_at = {zone: i for i, zone in enumerate(sorted(set(ends)))}
    km = _kilometres(zones, list(home_at), list(end_at))
    same = np.array([[home == end for end in end_at] for home in home_at], dtype=bool).reshape(km.shape)
    minutes, modelled = {}, {}
    for mode, how in model.modes.items():
        estimate = km * how.detour.value / how.speed.value * 60 + how.waiting.value
        estimate = np.where(same, how.within.value, np.ceil(estimate - 1e-9))
        own = travel[travel["mode"] == mode]
        own = own[own["from_zone"].isin(list(home_at)) & own["to_zone"].isin(list(end_at))]
        rows, columns = own["from_zone"].map(home_at).to_numpy(int), own["to_zone"].map(end_at).to_numpy(int)
        estimate[rows, columns] = own["minutes"].to_numpy(float)
        from_model = np.ones(km.shape, dtype=bool)
        from_model[rows, columns] = False
        minutes[mode], modelled[mode] = estimate, from_model
    return Minutes(home_at, end_at, minutes, modelled)


def _kilometres(zones: pd.DataFrame, homes: Sequence[str], ends: Sequence[str]) -> NDArray[np.float64]:
    """Great-circle distances; NaN where a zone has no coordinates."""
    at = zones.set_index("zone")[["lat", "lon"]].astype(float)
    start = np.radians(at.reindex(list(homes)).to_numpy())[:, None, :]
    end = np.radians(at.reindex(list(ends)).to_numpy())[None, :, :]
    half = np.sin((end - start) / 2) ** 2
    chord = half[..., 0] + np.cos(start[..., 0]) * np.cos(end[..., 0]) * half[..., 1]
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))
