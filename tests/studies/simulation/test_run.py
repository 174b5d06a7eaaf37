"""A policy in a world: no week breaks a limit, the weeks add up, and nobody's fate hangs on what a policy does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.solving import HighsClient
from planner.studies.simulation.expected import attainable
from planner.studies.simulation.policies import GreedyPolicy, UsualPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.prices import Imagined
from planner.studies.simulation.run import Played, Policy, PolicyRun, hindsight, run_policy
from planner.studies.simulation.templates import templates
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import EVERYTHING, broken, played, rates


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as running:
        yield running


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> list[Played]:
    """Small worlds with budgets, minimums, leads, answers, returns and everything else that can happen."""
    home = tmp_path_factory.mktemp("worlds")
    return [
        played(crowded(home / str(seed), people=24, slots=10, seed=seed).scenario(), 16, seed, **EVERYTHING)
        for seed in (1, 2, 3)
    ]


def policies(client: HighsClient) -> dict[str, Policy]:
    return {
        "usual": UsualPolicy("longest_wait"),
        "longest_wait_to_best": UsualPolicy("longest_wait_to_best"),
        "best_first": UsualPolicy("best_first"),
        "greedy": GreedyPolicy(client),
        "potentials": PotentialsPolicy(client, Imagined(1, futures=2, ahead=6)),
    }


@pytest.mark.parametrize("name", ["usual", "longest_wait_to_best", "best_first", "greedy", "potentials"])
def test_no_week_breaks_a_limit(worlds: list[Played], client: HighsClient, name: str) -> None:
    for world in worlds:
        run = run_policy(world, policies(client)[name])
        assert len(run.kept), "a world in which nothing happens shows nothing"
        assert broken(run, minimums=True) == []


def test_hindsight_keeps_the_same_limits_and_no_policy_does_better(worlds: list[Played], client: HighsClient) -> None:
    for world in worlds:
        best = hindsight(client, world)
        assert broken(best, minimums=False) == []
        assert best.bound is not None
        assert best.value <= best.bound + 1e-6
        for policy in policies(client).values():
            assert run_policy(world, policy).value <= best.bound + 1e-6


def test_the_account_finds_what_is_broken(worlds: list[Played], client: HighsClient) -> None:
    run = run_policy(worlds[0], GreedyPolicy(client))
    log, this = run.log, run.played
    world, openings = this.world, this.world.openings
    nothing, again = np.zeros_like(openings.places), log.assign(week=log["week"] + 1)
    other = replace(this.pairs, column=(this.pairs.column + 1) % len(this.templates.columns))

    def faults(changed: pd.DataFrame, played: Played = this) -> str:
        return " ".join(broken(PolicyRun(played, changed, 0.0), minimums=True))

    assert faults(log) == ""
    assert "asked 2 times" in faults(pd.concat([log, log]))
    assert "is not in the pool" in faults(pd.concat([log, again[again["answer"] == "begins"]]))
    assert "has said no" in faults(pd.concat([log, again[again["answer"] == "declines"]]))
    assert "cannot be planned" in faults(log.assign(week=world.end - 1))
    assert "a column of another person or slot" in faults(log, replace(this, pairs=other))
    assert "SEK of 0.0" in faults(log, replace(this, world=replace(world, left=np.zeros_like(world.left))))
    no_places = replace(world, openings=replace(openings, places=nothing))
    assert "for 0 places" in faults(log, replace(this, world=no_places))
    assert "which needs 99" in faults(log, replace(this, least=np.full_like(this.least, 99)))


def test_the_weeks_add_up(worlds: list[Played], client: HighsClient) -> None:
    for world in worlds:
        run = run_policy(world, GreedyPolicy(client))
        weeks = run.weeks()
        assert len(weeks) == 16
        assert (weeks["proposed"] == weeks["declined"] + weeks["never_began"] + weeks["began"]).all()
        assert weeks["began"].sum() == len(run.kept)
        assert weeks["value"].sum() == pytest.approx(run.value)
        people = world.world.people
        came = int((people.first < world.world.end).sum())
        left = int((people.after < world.world.end).sum())
        # Somebody who was placed has not left, whenever they would have.
        pair = run.kept["pair"].to_numpy(dtype=np.int64)
        would = int((people.after[world.pairs.person[pair]] < world.world.end).sum())
        assert weeks["waiting"].iloc[-1] == came - len(run.kept) - (left - would)


def test_a_place_that_comes_back_has_as_many_places_as_have_begun(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1", places=3, weeks=2)
    for person in ("P1", "P2"):
        given.worth(person, "S1", 0.5)
    world = played(given.scenario(), 8, returns=1.0)
    run = run_policy(world, GreedyPolicy(client))
    assert broken(run, minimums=True) == []
    # Two begin in the first week; two weeks later two places are offered anew, and nobody is left for them.
    assert list(run.kept["week"]) == [world.world.week] * 2
    openings = world.world.openings
    assert openings.first.tolist() == [world.world.week + 2 * n for n in range(4)]
    assert openings.parent.tolist() == [-1, 0, 1, 2]


def test_the_queue_uses_no_estimate_and_the_rest_does(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).person("long", waiting_weeks=9).person("short", waiting_weeks=1).slot("S1")
    given.worth("long", "S1", 0.1).worth("short", "S1", 0.9)
    world = played(given.scenario(), 1)
    assert run_policy(world, UsualPolicy("longest_wait")).value == pytest.approx(0.1)
    assert run_policy(world, UsualPolicy("longest_wait_to_best")).value == pytest.approx(0.1)
    assert run_policy(world, UsualPolicy("best_first")).value == pytest.approx(0.9)
    assert run_policy(world, GreedyPolicy(client)).value == pytest.approx(0.9)


def test_no_policy_exceeds_hindsight_where_a_minimum_is_met_by_those_who_say_no(
    tmp_path: Path, client: HighsClient
) -> None:
    given = Given(tmp_path).people("A", "B").slot("S1", places=2, min_places=2)
    given.worth("A", "S1", 0.5).worth("B", "S1", 0.4)
    this = played(given.scenario(), 1)
    a = this.world.people.names.index("A")
    says = this.pairs.person == a
    this = replace(this, accepted=says, begun=says, chance=np.ones_like(this.chance))
    best, greedy = hindsight(client, this), run_policy(this, GreedyPolicy(client))
    assert best.bound is not None
    assert greedy.value == pytest.approx(0.5)
    assert greedy.value <= best.value <= best.bound + 1e-9


def test_hindsight_may_choose_what_the_queue_may(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).person("A").slot("S1").worth("A", "S1", 0.5)
    this = played(given.scenario(), 1)
    this = replace(this, accepted=np.ones_like(this.accepted), begun=np.ones_like(this.begun),
                   is_column=np.zeros_like(this.is_column))  # fmt: skip
    this = replace(this, templates=replace(this.templates, columns=this.templates.columns.assign(is_column=False)))
    queue = run_policy(this, UsualPolicy("longest_wait")).value
    assert queue == pytest.approx(0.5)
    assert hindsight(client, this).bound == pytest.approx(queue)
    assert attainable(client, this) > 0


def test_a_place_that_can_wait_may_have_the_money_of_a_change(tmp_path: Path, client: HighsClient) -> None:
    given = Given(tmp_path).add("funding", funding_id="F", budget_sek=40_000)
    given.add("programmes", programme_id="D", rule="arbetstraning", funding_id="F", cost_person_week_sek=10_000)
    given.people("A", "B").slot("S1", programme_ids="D", start_week="2027-W02").slot("S2", programme_ids="D")
    given.worth("A", "S1", 0.6, "D").worth("B", "S2", 0.5, "D")
    scenario = given.scenario()
    funding = scenario.tables["funding"]
    tables = {**scenario.tables, "funding": funding.assign(budget_sek=80_000)}
    made = templates(scenario, None, (replace(scenario, tables=tables), scenario.week + 2))
    found = rates(scenario, made)
    this = Played.of(made, found, drawn_world(made, found, 6, 1))
    this = replace(this, accepted=np.ones_like(this.accepted), begun=np.ones_like(this.begun),
                   chance=np.ones_like(this.chance))  # fmt: skip
    best = hindsight(client, this)
    assert broken(best, minimums=False) == []
    # B cannot wait and has the first money, A has that of the change.
    assert best.value == best.bound == pytest.approx(1.1)
    assert (best.log["week"] - scenario.week).tolist() == [0, 2]
    greedy = run_policy(this, GreedyPolicy(client)).value
    assert greedy == pytest.approx(0.6)
    assert attainable(client, replace(this, templates=replace(made, columns=made.columns.assign(accepts=1.0)))) >= 1.1


def test_who_waits_is_counted_from_before_the_first_week_until_the_end(tmp_path: Path) -> None:
    given = Given(tmp_path).person("placed", waiting_weeks=9).person("waits", waiting_weeks=5).slot("S1")
    given.worth("placed", "S1", 0.1).worth("waits", "S1", 0.1)
    world = played(given.scenario(), 4)
    assert sorted(run_policy(world, UsualPolicy("longest_wait")).waits().tolist()) == [9.0, 9.0]


def test_places_that_nobody_got_have_perished_in_their_last_week_and_those_taken_back_have_not(
    tmp_path: Path, client: HighsClient
) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", places=3, start_week="2026-W51", lead_weeks=1)
    given.slot("NOBODY", places=5, start_week="2026-W51").worth("P1", "S1", 0.5)
    world = played(given.scenario(), 6)
    weeks = run_policy(world, GreedyPolicy(client)).weeks()
    # P1 takes one of three; the others can be planned until W50. Nobody could have come to the slot beside it.
    assert weeks["perished"].tolist() == [0, 0, 2, 0, 0, 0]
    openings = world.world.openings
    back = replace(world.world, openings=replace(openings, last=np.minimum(openings.last, world.world.week + 1)))
    assert run_policy(replace(world, world=back), GreedyPolicy(client)).weeks()["perished"].sum() == 0
    assert run_policy(played(given.scenario(), 2), GreedyPolicy(client)).weeks()["perished"].sum() == 0


def test_what_lines_pay_is_what_the_weeks_cost(worlds: list[Played], client: HighsClient) -> None:
    for world in worlds:
        run = run_policy(world, GreedyPolicy(client))
        paid, weeks = run.paid(), run.weeks().set_index("week")
        assert len(paid)
        by_week = paid.groupby("week")["cost_sek"].sum().reindex(weeks.index, fill_value=0.0)
        assert by_week.tolist() == pytest.approx(weeks["cost_sek"].tolist())
        assert set(paid["funding_id"]) <= set(world.templates.lines)
        assert (paid["placed"] <= paid["week"].map(weeks["began"])).all()
