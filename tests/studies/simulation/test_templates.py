"""Templates: what was decided by hand holds in the simulated weeks too, and places are those that may be given out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.solving import HighsClient
from planner.studies.simulation.policies import ORDERS, POLICIES, GreedyPolicy, PolicyName, UsualPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.prices import Imagined
from planner.studies.simulation.run import Played, PolicyRun, hindsight, run_policy
from tests.scenarios import Given
from tests.studies.simulation.drawn import played


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as running:
        yield running


def run_of(name: PolicyName, world: Played, client: HighsClient) -> PolicyRun:
    if name == "hindsight":
        return hindsight(client, world)
    if name in ORDERS:
        return run_policy(world, UsualPolicy(ORDERS[name]))
    return run_policy(world, GreedyPolicy(client) if name == "greedy" else PotentialsPolicy(client, Imagined(1)))


@pytest.mark.parametrize("name", POLICIES)
def test_nobody_is_proposed_where_it_was_forbidden_or_contested(
    tmp_path: Path, client: HighsClient, name: PolicyName
) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1", places=3).slot("S2", places=3)
    for person in ("P1", "P2", "P3"):
        given.worth(person, "S1", 0.9).worth(person, "S2", 0.1)
    given.decide("forbid", "P1", "S1").decide("contested", "P2")
    world = played(given.scenario(), 3, 1, new_places=0.5)
    run = run_of(name, world, client)
    pair = run.log["pair"].to_numpy(dtype="int64")
    made, openings = world.templates, world.world.openings
    people = world.world.people.template[world.pairs.person[pair]]
    slots = openings.slot[world.pairs.opening[pair]]
    proposed = {(made.people[one], made.slots[other]) for one, other in zip(people, slots, strict=True)}
    assert proposed
    assert proposed <= {("P1", "S2"), ("P3", "S1"), ("P3", "S2")}


def test_places_kept_for_placements_by_hand_are_not_given_out(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("SOME", places=3, reserved_by_hand=2)
    given.slot("NONE", places=2, reserved_by_hand=2).slot("ZERO", places=0)
    for slot in ("SOME", "NONE", "ZERO"):
        given.worth("P1", slot, 0.5)
    world = played(given.scenario(), 30, 1, new_places=0.5, returns=1.0)
    openings = world.world.openings
    first = openings.parent < 0
    slots = [world.templates.slots[slot] for slot in openings.slot[first]]
    anew = set(zip(slots, openings.places[first].tolist(), strict=True))
    assert anew == {("SOME", 1)}
