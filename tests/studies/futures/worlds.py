"""Proposals as a test states them: alike people, each with a place of their own, unless it says otherwise."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from planner.outcomes import Ranges
from planner.schema.models import FuturesFigures
from planner.studies.futures import TOTAL, Proposals

SOURCE = {"unit": "share", "source": "a test", "year": 2026, "kind": "judgement", "sure": "unverified"}


def figures(acceptance_off: float = 0.0, **changes: tuple[float, float, float]) -> FuturesFigures:
    """Everybody begins and every place comes about, but for the figures named as (low, value, high)."""
    ends = {"no_show": (0.0, 0.0, 0.0), "withdrawn": (0.0, 0.0, 0.0), "take_up": (0.6, 0.6, 0.6), **changes}
    ranged = {name: {"low": low, "value": value, "high": high, **SOURCE} for name, (low, value, high) in ends.items()}
    plain = {"acceptance_off": {"value": acceptance_off, **SOURCE}, "concentration": {"value": 6.0, **SOURCE}}
    return FuturesFigures.model_validate({**ranged, **plain})


def cells(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    """Cells as (key, low, value, high)."""
    table = [(key, value, low, high) for key, low, value, high in rows]
    return pd.DataFrame(table, columns=["cell", "value", "low", "high"])


# One level and one effect for everybody.
ALIKE = cells(("level", 0.2, 0.3, 0.4), ("effect", 0.0, 0.1, 0.2))


def world(people: int, known: pd.DataFrame | None = None, **changes: Any) -> Proposals:  # noqa: ANN401 - any field
    """Proposals for P0, P1 and so on at S0, S1 and so on under T: all say yes, outcome 0.4, baseline 0.3."""
    every = np.arange(people)
    table = ALIKE if known is None else known
    fields: dict[str, Any] = {
        "week": "2026-W48",
        "people": [f"P{number}" for number in every],
        "slots": [f"S{number}" for number in every],
        "programmes": ["T"] * people,
        "is_main": np.ones(people, dtype=bool),
        "is_new": np.zeros(people, dtype=bool),
        "acceptance": np.ones(people),
        "outcome": np.full(people, 0.4),
        "baseline": np.full(people, 0.3),
        "cost": np.full(people, 1000.0),
        "ranges": Ranges(table, np.zeros(people, int), np.zeros(people, int), np.ones(people, int)),
        "members": {TOTAL: np.ones(people, dtype=bool)},
        "figures": figures(),
        "counts_people": True,
    }
    return Proposals(**fields | changes)
