"""A mode of travel that cannot be is refused."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.models.travel import ModeOfTravel


def figure(value: float) -> dict[str, Any]:
    """A figure of this value."""
    return {"value": value, "unit": "x", "source": "x", "year": 2026, "kind": "judgement", "sure": "known"}


MODE = {"detour": figure(1.3), "speed": figure(30), "waiting": figure(5), "within": figure(10)}


@pytest.mark.parametrize(
    "cells", [{"near_km": figure(2)}, {"near_speed": figure(15)}, {"speed": figure(0)},
              {"near_km": figure(2), "near_speed": figure(-1)}],
)  # fmt: skip
def test_a_part_of_the_way_has_a_speed_and_every_speed_gets_somewhere(cells: dict[str, Any]) -> None:
    ModeOfTravel.model_validate(MODE | {"near_km": figure(2), "near_speed": figure(15)})
    with pytest.raises(ValidationError):
        ModeOfTravel.model_validate(MODE | cells)
