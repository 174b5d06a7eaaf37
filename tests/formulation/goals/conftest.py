"""What a later goal is told of the goals before it, where a test does not care."""

from __future__ import annotations

import numpy as np
import pytest

from planner.formulation import Earlier


@pytest.fixture
def nothing_earlier() -> Earlier:
    """Nobody was placed, and nobody could be."""
    return Earlier(np.array([], dtype=np.int64), lambda _own: 0.0)
