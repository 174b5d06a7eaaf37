"""Stability: what was proposed last week is proposed again unless something better came."""

from __future__ import annotations

import numpy as np

from planner.formulation.goal import Earlier, Goal, weighted
from planner.instance import Instance, is_earning


def stability(instance: Instance, earlier: Earlier | None = None) -> Goal:  # noqa: ARG001 - every goal is asked alike
    """Number of last week's proposals (drafts and lapsed offers) proposed again, in whatever form.

    A main candidate of value 0 earns nothing.
    """
    columns = instance.columns
    last = set(zip(instance.last_week["person"], instance.last_week["slot"], strict=True))
    pairs = zip(columns["person"], columns["slot"], strict=True)
    again = np.array([pair in last for pair in pairs], dtype=float) if last else np.zeros(len(columns))
    return weighted("stability", columns.index.to_numpy(), again * is_earning(columns))
