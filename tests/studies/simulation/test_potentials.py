"""Potentials: places are kept for those who will come, those at their deadline are free, and nobody peeks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.solving import HighsClient
from planner.studies.simulation import program
from planner.studies.simulation.expected import attainable
from planner.studies.simulation.policies import GreedyPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.prices import Imagined
from planner.studies.simulation.run import Played, PolicyState, hindsight, run_policy
from planner.studies.simulation.templates import templates
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, played, rates


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as running:
        yield running


def kept_for_later(home: Path) -> Given:
    """A can take the place that perishes now or the one that lasts, a bit better; those who come only the latter."""
    given = Given(home).person("A").person("B", available_from="2026-W50")
    given.slot("NOW").slot("LASTS", start_week="2026-W53")
    return given.worth("A", "NOW", 0.5).worth("A", "LASTS", 0.6).worth("B", "LASTS", 0.6)


def world_of(given: Given, seed: int = 1, **values: float) -> Played:
    return played(given.scenario(), 6, seed, **values)


def test_a_place_is_kept_for_those_who_will_come(tmp_path: Path, client: HighsClient) -> None:
    world = world_of(kept_for_later(tmp_path))
    assert run_policy(world, GreedyPolicy(client)).value == pytest.approx(0.6)
    # B stands in the tables with the week from which they can be planned.
    assert run_policy(world, PotentialsPolicy(client, Imagined(1))).value == pytest.approx(1.1)
    # With nobody else to come, nothing is kept.
    alone = kept_for_later(tmp_path / "alone")
    del alone.tables["jobseekers"][1:], alone.tables["outcomes"][2:]
    assert run_policy(world_of(alone), PotentialsPolicy(client, Imagined(1))).value == pytest.approx(0.6)


def test_a_place_is_kept_for_copies_of_those_who_came(tmp_path: Path, client: HighsClient) -> None:
    world = world_of(kept_for_later(tmp_path))
    coming = np.flatnonzero(np.array(world.templates.people) == "B")
    # B is nobody's own: they come as a copy would.
    other = replace(world, templates=replace(world.templates, arrives=np.array([world.world.week, -1])))
    arriving = replace(other, rates=replace(world.rates, per_week=2.0))
    assert run_policy(arriving, PotentialsPolicy(client, Imagined(1, may_come=coming))).value == pytest.approx(1.1)


def test_a_place_at_its_deadline_has_no_price(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).person("A").slot("NOW").worth("A", "NOW", 0.01)
    given.person("B", available_from="2026-W50").worth("B", "NOW", 0.9)
    world = world_of(given)
    arriving = replace(world, rates=replace(world.rates, per_week=5.0))
    assert run_policy(arriving, PotentialsPolicy(client, Imagined(1))).value == pytest.approx(0.01)


def test_money_is_kept_for_whom_it_brings_more(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).add("funding", funding_id="F", budget_sek=40_000, to_week="2026-W53")
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F", cost_person_week_sek=10_000)
    given.person("A").person("B", available_from="2026-W50")
    given.slot("S1", programme_ids="D").slot("S2", programme_ids="D", start_week="2026-W50")
    given.worth("A", "S1", 0.2, "D").worth("B", "S2", 0.6, "D")
    world = world_of(given)
    coming = np.flatnonzero(np.array(world.templates.people) == "B")
    arriving = replace(world, rates=replace(world.rates, per_week=5.0))
    assert run_policy(world, GreedyPolicy(client)).value == pytest.approx(0.2)
    assert run_policy(arriving, PotentialsPolicy(client, Imagined(1, may_come=coming))).value == pytest.approx(0.6)


def test_what_is_to_come_changes_nothing_of_this_week(tmp_path: Path, client: HighsClient) -> None:
    scenario = crowded(tmp_path, people=24, slots=10).scenario()
    made = templates(scenario)
    found = rates(scenario, made, **EVERYTHING)
    world = drawn_world(made, found, 12, 5)
    people, openings = world.people, world.openings
    # The scenario's own people are known, those too who come later.
    late = (people.first > world.week) & (np.arange(len(people.first)) >= made.num_waiting)
    later = openings.first > world.week
    # Others come, everybody leaves at once, other places open, all are taken back, and all say the opposite.
    other = replace(
        world,
        people=replace(
            people, template=np.where(late, people.template[::-1], people.template),
            after=np.maximum(people.first, world.week) + 1,
        ),
        openings=replace(
            openings, slot=np.where(later, openings.slot[::-1], openings.slot), last=openings.first,
            places=np.where(later, openings.places + 3, openings.places),
        ),
    )  # fmt: skip
    assert late.any()
    assert later.any()
    chosen = []
    for one in (world, other):
        this = Played.of(made, found, one)
        if one is other:
            this = replace(this, accepted=~this.accepted, begun=~this.begun)
        standing = PolicyState.first(this)
        pairs = this.pairs.of(PotentialsPolicy(client, Imagined(1))(standing, standing.now()))
        chosen.append(sorted(zip(pairs.person.tolist(), pairs.opening.tolist(), pairs.column.tolist(), strict=True)))
    assert chosen[0]
    assert chosen[0] == chosen[1]


def test_columns_that_are_found_on_the_way_give_the_same_choice(
    client: HighsClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = played(crowded(tmp_path, people=40, slots=12).scenario(), 16, **EVERYTHING)
    whole = attainable(client, world)
    monkeypatch.setattr(program, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(program, "AT_FIRST", 1)
    assert attainable(client, world) == pytest.approx(whole)


def test_potentials_close_some_of_the_distance_where_all_say_yes_and_nobody_leaves(
    client: HighsClient, tmp_path: Path
) -> None:
    values = {"arrivals": 0.15, "new_places": 0.15, "returns": 0.5}
    low, own, high = 0.0, 0.0, 0.0
    for seed in range(1, 5):
        scenario = crowded(tmp_path / str(seed), people=30, slots=12, seed=seed).scenario()
        world = played(scenario, 16, seed, **values)
        world = replace(world, accepted=np.ones_like(world.accepted), begun=np.ones_like(world.begun),
                        chance=np.ones_like(world.chance))  # fmt: skip
        low += run_policy(world, GreedyPolicy(client)).value
        own += run_policy(world, PotentialsPolicy(client, Imagined(seed))).value
        high += hindsight(client, world).value
    assert low < own <= high * 1.005
    assert own - low >= 0.2 * (high - low)


def test_a_change_alters_nothing_before_it_comes(tmp_path: Path, client: HighsClient) -> None:
    given = crowded(tmp_path / "before", people=24, slots=10)
    scenario = given.scenario()
    slots, funding = scenario.tables["slots"], scenario.tables["funding"]
    new = slots.assign(slot_id=slots["slot_id"] + "N", places=5, start_week=slots["start_week"] + 30)
    more = {
        "slots": pd.concat([slots.assign(places=slots["places"] + 5), new], ignore_index=True),
        "funding": funding.assign(budget_sek=funding["budget_sek"] + 9_000_000),
    }
    changed = replace(scenario, tables={**scenario.tables, **more})
    logs = []
    for made in (templates(scenario), templates(scenario, None, (changed, scenario.week + 3))):
        found = rates(scenario, made, **{**EVERYTHING, "new_places": 0.5})
        this = Played.of(made, found, drawn_world(made, found, 12, 5))
        log = run_policy(this, PotentialsPolicy(client, Imagined(1))).log
        log = log[log["week"] < scenario.week + 3]
        pair, openings = log["pair"].to_numpy(dtype=np.int64), this.world.openings.names
        people, places = (at[pair].tolist() for at in (this.pairs.person, this.pairs.opening))
        logs.append([(week, this.world.people.names[one], openings[other])
                     for week, one, other in zip(log["week"], people, places, strict=True)])  # fmt: skip
    assert logs[0]
    assert sorted(logs[0]) == sorted(logs[1])
