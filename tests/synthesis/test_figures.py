"""Shares that a week is drawn by, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.synthesis.figures import figures_of


@pytest.mark.parametrize(
    "code, share, published",
    [
        ("1282", "share_12_months", 1083 / 2406),
        ("1282", "share_24_months", 541 / 2406),
        ("1283", "share_12_months", 5.0 / 10.9),
        ("0484", "share_12_months", 5.6 / 10.7),
    ],
)
def test_shares_that_are_the_municipalitys_own_are_those_published(
    code: str, share: str, published: float, geography: Path
) -> None:
    figure = figures_of(geography, code)[share]
    assert figure.is_own
    assert figure.kind == "derived"
    assert figure.value == pytest.approx(published, abs=0.001)


def test_a_municipality_without_figures_borrows_and_says_from_whom(geography: Path) -> None:
    figures = figures_of(geography, "1287")
    assert not any(figure.is_own for figure in figures.values())
    borrowed = figures["share_12_months"]
    assert (borrowed.value, borrowed.kind, borrowed.place) == (0.45, "judgement", "Landskrona")
