"""Rounds figures to the score step: smaller differences decide nothing."""

from __future__ import annotations

import numpy as np

from planner.schema.arrays import Values


def to_step(values: Values, step: float) -> Values:
    """Rounded to the step, halves upwards."""
    return np.asarray(np.round(np.floor(values / step + 0.5 + 1e-9) * step, 12), dtype=np.float64)
