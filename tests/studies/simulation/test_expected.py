"""What is to be expected where answers are not known, held against sums over everything that can happen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from planner.solving import HighsClient
from planner.studies.simulation.expected import attainable, expected
from planner.studies.simulation.policies import GreedyPolicy
from planner.studies.simulation.run import run_policy
from planner.studies.simulation.templates import templates
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, played, rates


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as running:
        yield running


def test_the_chances_are_those_of_the_worlds(tmp_path: Path) -> None:
    """Of many people and slots alike, as many are still there in a week as is expected."""
    given = Given(tmp_path).people(*(f"P{n}" for n in range(500)))
    for number in range(500):
        given.slot(f"S{number}", start_week="2027-W02").worth(f"P{number}", f"S{number}", 0.5)
    scenario = given.scenario()
    made = templates(scenario)
    found = rates(scenario, made, leaves=0.04, withdrawn=0.5)
    world = drawn_world(made, found, 7, 1)
    this = played(scenario, 7, leaves=0.04, withdrawn=0.5)
    pairs, week = this.unhindered, world.week + 4
    own = expected(this, world.people, world.openings, pairs, (np.full(len(pairs), week), world.week))
    assert np.allclose(own.stays, 0.96**4)
    assert float((world.people.after > week).mean()) == pytest.approx(0.96**4, abs=0.06)
    assert float((world.openings.last >= week).mean()) == pytest.approx(float(own.is_open.mean()), abs=0.06)
    assert np.allclose(own.is_open, 1 - 0.5 * 4 / 7)


def test_one_person_and_one_place_can_be_asked_once_a_week(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).person("P").slot("S", start_week="2026-W49").worth("P", "S", 0.8)
    scenario = given.scenario()
    one = played(scenario, 1, no_show=0.5)
    accepts = float(one.chance[0])
    assert attainable(client, one) == pytest.approx(0.8 * accepts)


def test_no_policy_exceeds_it_on_average(tmp_path: Path, client: HighsClient) -> None:
    scenario = crowded(tmp_path, people=24, slots=10).scenario()
    worlds = [played(scenario, 10, seed, **EVERYTHING) for seed in range(1, 9)]
    most = np.mean([attainable(client, world) for world in worlds])
    assert np.mean([run_policy(world, GreedyPolicy(client)).value for world in worlds]) < most
