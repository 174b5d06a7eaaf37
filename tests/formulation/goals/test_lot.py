"""lot: a lottery that anybody can draw again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from planner.formulation.goals.lot import lot
from tests.scenarios import Given, chosen


def drawn(key: str) -> float:
    """The number of a key under seed 48 in week 2026-W48, as docs/method.md says."""
    return int.from_bytes(hashlib.sha256(f"48|2026-W48|{key}".encode()).digest()[:8], "big") / 2**64


def test_each_proposal_counts_the_number_that_the_person_drew(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome", "other_purposes"]).people("P1", "P2").slot("S1", programme_ids="T|A")
    instance = given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.5).instance()
    goal = lot(instance)
    assert goal.score(chosen(instance, "P1 S1 T")) == pytest.approx(drawn("P1"), abs=1e-6)
    both = drawn("P1") + drawn("P2")
    assert goal.score(chosen(instance, "P1 S1 T", "P2 S1 T")) == pytest.approx(both, abs=2e-6)
    assert goal.score(chosen(instance, "P1 S1 A")) == pytest.approx(drawn("P1"), abs=1e-6)


def test_another_week_is_another_draw_and_leaves_the_quarters_as_they_are(tmp_path: Path) -> None:
    people = [f"P{number}" for number in range(30)]
    weeks, quarters = [], []
    for week in ("2026-W48", "2026-W49"):
        given = Given(tmp_path / week).people(*people).slot("S1").worth("P1", "S1", 0.5)
        given.week = week
        instance = given.instance()
        weeks.append(instance.lottery)
        quarters.append(instance.groups["hardest_quarter"])
    # The winner of one week is not the winner of the next by the seed alone.
    one, other = weeks
    assert abs(np.corrcoef(one, other)[0, 1]) < 0.5
    assert not np.array_equal(one, other)
    assert np.array_equal(quarters[0], quarters[1])
