"""Whose residents people are, and whose places: municipality codes with blanks filled in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from planner.schema.arrays import Texts, positions_of
from planner.schema.scenario import Scenario


def homes(scenario: Scenario) -> Texts:
    """By person, the code of the municipality that they live in; "" where nothing tells."""
    return _filled(scenario, scenario.tables["jobseekers"]["municipality"])


def seats(scenario: Scenario) -> Texts:
    """By slot, the code of the municipality whose place it is: that of its employer; "" where nothing tells."""
    employers, slots = scenario.tables["employers"], scenario.tables["slots"]
    codes = _filled(scenario, employers["municipality"])
    return codes[positions_of(slots["employer_id"], employers["employer_id"])]


def _filled(scenario: Scenario, codes: pd.Series[Any]) -> Texts:
    """Codes with the scenario's own municipality in place of a blank."""
    return codes.fillna(scenario.municipality or "").to_numpy(dtype=object)
