"""Foresight, the yardstick of simulated weeks: it keeps all limits, and where nobody says no it is hindsight."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.foresight import ForesightPolicy
from planner.solving import HighsClient
from planner.studies.simulation.run import hindsight, run_policy
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, broken, played


@pytest.mark.parametrize("follows", [False, True])
def test_it_keeps_all_limits(tmp_path: Path, follows: bool) -> None:  # noqa: FBT001 - a parameter of the test
    world = played(crowded(tmp_path, people=20, slots=8).scenario(), 8, **EVERYTHING)
    with HighsClient() as client:
        run = run_policy(world, ForesightPolicy(client, follows=follows))
    assert len(run.kept)
    assert broken(run, minimums=True) == []


def test_where_nobody_says_no_it_brings_what_hindsight_brings(tmp_path: Path) -> None:
    given = Given(tmp_path).person("A").person("B", available_from="2026-W50")
    given.slot("NOW").slot("LASTS", start_week="2026-W53")
    given.worth("A", "NOW", 0.5).worth("A", "LASTS", 0.6).worth("B", "LASTS", 0.6)
    world = played(given.scenario(), 6)
    with HighsClient() as client:
        assert run_policy(world, ForesightPolicy(client)).value == pytest.approx(hindsight(client, world).value)
