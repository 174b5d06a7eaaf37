"""People are drawn by the published shares."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.synthesis.figures import figures_of
from planner.synthesis.people import EDUCATION_SHARES


def test_schooling_is_drawn_by_the_published_shares(geography: Path) -> None:
    figures = figures_of(geography, "1282")
    assert EDUCATION_SHARES[0] + EDUCATION_SHARES[1] == pytest.approx(figures["shortest_schooling_share"].value)
    assert sum(EDUCATION_SHARES[level] for level in range(3)) == pytest.approx(figures["short_schooling_share"].value)
