"""The model of places that comes with the program."""

from pathlib import Path

import pytest

from planner.geography import GEOGRAPHY
from planner.inputs import shipped


@pytest.fixture(scope="session")
def geography() -> Path:
    return shipped() / GEOGRAPHY
