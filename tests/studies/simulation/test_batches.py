"""Weekly batches: potentials come near hindsight without peeking, and cost nothing where there is nothing to gain."""

import numpy as np
import pytest

from planner.schema.arrays import Values, Whole
from planner.studies.simulation import BATCH_POLICIES, Batches, place_batches

BATCHES, SIZE, PLACES = 10, 20, 4


def drawn(seed: int, capacity: Whole) -> Batches:
    """People whose worth varies by person, by place and by how the two fit."""
    rng = np.random.default_rng(seed)
    people = BATCHES * SIZE
    worth = rng.uniform(0, 0.4, (people, 1)) * rng.uniform(0.5, 2, (1, PLACES)) + rng.uniform(0, 0.3, (people, PLACES))
    return Batches(worth, np.repeat(np.arange(BATCHES), SIZE), capacity)


def summed(each: int) -> Whole:
    """All places from the first batch on."""
    capacity = np.zeros((BATCHES, PLACES), dtype=np.int64)
    capacity[0] = each * BATCHES
    return capacity


def test_potentials_close_most_of_the_distance_from_greedy_to_hindsight() -> None:
    totals = np.zeros(3)
    for seed in range(4):
        batches = drawn(seed, summed(4))
        totals += [place_batches(batches, policy, seed=seed).value for policy in BATCH_POLICIES]
    greedy, potentials, hindsight = totals
    assert greedy < potentials <= hindsight + 1e-9
    assert potentials - greedy >= 0.8 * (hindsight - greedy)


@pytest.mark.parametrize("policy", BATCH_POLICIES)
def test_no_policy_uses_a_place_before_it_is_there(policy: str) -> None:
    capacity = np.random.default_rng(5).integers(0, 8, (BATCHES, PLACES))
    batches = drawn(5, capacity)
    placed = place_batches(batches, policy)  # type: ignore[arg-type]
    used = np.zeros_like(capacity)
    there = placed.place >= 0
    np.add.at(used, (batches.batch[there], placed.place[there]), 1)
    assert (np.cumsum(used, axis=0) <= np.cumsum(capacity, axis=0)).all()
    assert placed.value == pytest.approx(batches.worth[there, placed.place[there]].sum())


def test_without_differences_nothing_is_lost() -> None:
    batches = drawn(1, summed(5))
    alike = Batches(np.full_like(batches.worth, 0.5), batches.batch, batches.capacity)
    assert {place_batches(alike, policy).placed for policy in BATCH_POLICIES} == {BATCHES * SIZE}


def test_who_is_to_come_changes_nothing_of_the_weeks_before() -> None:
    batches = drawn(2, summed(4))
    half = BATCHES // 2 * SIZE

    def first_weeks(worth: Values) -> list[int]:
        found = place_batches(Batches(worth, batches.batch, batches.capacity), "potentials")
        return [int(place) for place in found.place[:half]]

    other = batches.worth.copy()
    other[half:] = other[half:][::-1, ::-1]
    assert first_weeks(batches.worth) == first_weeks(other)


def test_somebody_goes_only_where_they_may() -> None:
    batches = drawn(3, summed(4))
    worth = batches.worth.copy()
    worth[:, 0] = np.nan
    for policy in BATCH_POLICIES:
        assert 0 not in place_batches(Batches(worth, batches.batch, batches.capacity), policy).place
