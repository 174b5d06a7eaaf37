"""Folders of models that synthesis reads, and small helpers of its tests."""

from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def geography() -> Path:
    return TOP / "models" / "geography" / "scb_2020" / "1"


@pytest.fixture(scope="session")
def occupations() -> Path:
    return TOP / "models" / "occupations" / "jobtech" / "1"


@pytest.fixture(scope="session")
def scenarios() -> Path:
    return TOP / "scenarios"
