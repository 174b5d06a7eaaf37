"""Figures are rounded to the step, and what lies half-way goes up whatever binary makes of it."""

import numpy as np
import pytest

from planner.outcomes.steps import to_step


@pytest.mark.parametrize(
    "value, step, rounded",
    [
        (0.124, 0.01, 0.12),
        (0.125, 0.01, 0.13),
        # 0.145 is a little less in binary, and 0.285 too.
        (0.145, 0.01, 0.15),
        (0.285, 0.01, 0.29),
        (-0.125, 0.01, -0.12),
        (0.37, 0.05, 0.35),
        (0.375, 0.05, 0.4),
        (1.0, 0.07, 0.98),
    ],
)
def test_a_figure_is_rounded_to_the_step_halves_upwards(value: float, step: float, rounded: float) -> None:
    assert to_step(np.array([value]), step).tolist() == [rounded]
