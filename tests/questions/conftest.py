"""A listed week to fill."""

from pathlib import Path

import pytest

from tests.scenarios import Given


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """An empty listed week."""
    return Given(tmp_path)
