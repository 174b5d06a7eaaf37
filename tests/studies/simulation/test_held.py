"""Held places in simulated weeks: they are kept from others, each path takes one, and those who go on use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.inputs import simulation_model
from planner.schema.weeks import week_number
from planner.solving import HighsClient
from planner.studies.simulation import SimulationRequest
from planner.studies.simulation.policies import GreedyPolicy, UsualPolicy
from planner.studies.simulation.potentials import PotentialsPolicy
from planner.studies.simulation.prices import Imagined
from planner.studies.simulation.run import Played, PolicyRun, hindsight, run_policy
from planner.studies.simulation.simulate import WorldRun, kept
from planner.studies.simulation.templates import Templates, templates
from tests.paths import LATER, NEXT, path_week
from tests.scenarios import Given
from tests.studies.simulation.drawn import broken, figures, played


def greedy(given: Given, seed: int = 1) -> PolicyRun:
    with HighsClient() as client:
        return run_policy(played(given.scenario(), 4, seed), GreedyPolicy(client))


def forms(run: PolicyRun) -> list[str]:
    pairs = run.played.pairs
    logged = run.log["pair"].to_numpy(dtype=np.int64)
    slots = run.played.templates.slots
    share = run.played.templates.columns["goes_on"].to_numpy()[pairs.column[logged]]
    names = (slots[slot] for slot in run.played.world.openings.slot[pairs.opening[logged]])
    return sorted(
        f"{name} {'path' if goes_on else 'alone'}" for name, goes_on in zip(names, share.tolist(), strict=True)
    )


def test_no_more_paths_begin_than_places_are_held_and_nobody_else_gets_these(tmp_path: Path) -> None:
    run = greedy(path_week(tmp_path, people=4))
    assert forms(run) == ["S1 alone", "S1 alone", "S1 path", "S1 path"]
    assert broken(run, minimums=True) == []
    assert run.paths()["promised"] <= 2


def test_what_is_kept_of_a_run_with_paths_pays_from_budget_lines_alone(tmp_path: Path) -> None:
    given = path_week(tmp_path, people=4).change("programmes", "TB", cost_person_week_sek=100, funding_id="F1")
    run = greedy(given.add("funding", funding_id="F1", budget_sek=100_000))
    assert "S1 path" in forms(run)
    assert {row["funding_id"] for row in kept(run)["paid"]} == {"F1"}


def nothing_held(given: Given) -> tuple[PolicyRun, Templates]:
    """Each week's best plan where nothing is held, in a world with no chance but answers, and the usual templates."""
    scenario = given.scenario()
    request = SimulationRequest(scenario, replace(simulation_model([], None), figures=figures()), weeks=4, seeds=1)
    with HighsClient() as client:
        return run_policy(WorldRun(request, 1, "nothing_held").world(), GreedyPolicy(client)), request.templates


def test_with_nothing_held_the_places_are_open_to_everybody_and_no_path_begins(tmp_path: Path) -> None:
    run, usual = nothing_held(path_week(tmp_path, people=6).change("slots", "S1", places=4))
    made = run.played.templates
    assert made.open["places"].sum() == usual.open["places"].sum() + 2
    assert (usual.left.tolist(), made.left.tolist()) == ([2], [])
    assert run.paths() == {"promised": 0, "went_on": 0, "expected": 0, "drawn": 0}


def test_with_nothing_held_a_slot_of_forms_that_lead_on_is_filled_without_their_next_steps(tmp_path: Path) -> None:
    run, usual = nothing_held(path_week(tmp_path, people=6).change("slots", "S1", places=4, programme_ids="TB"))
    made, openings = run.played.templates, run.played.world.openings
    pair = run.log.loc[run.log["week"] == made.week, "pair"].to_numpy(dtype=np.int64)
    proposed = [made.slots[slot] for slot in openings.slot[run.played.pairs.opening[pair]].tolist()]
    assert proposed.count("S1") == 4
    own = usual.columns[usual.columns["goes_on"] > 0].set_index("person")
    alone = made.columns[made.columns["slot"] == made.slots.index("S1")].set_index("person")["gain"]
    assert own["path_gain"].min() > 0
    assert alone.to_numpy() == pytest.approx((own["gain"] - own["path_gain"]).to_numpy())


def test_what_next_steps_bring_is_on_average_what_was_claimed(tmp_path: Path) -> None:
    """Of 40 people on a path in each of 40 worlds half go on: 800, give or take four standard errors of 20."""
    given = path_week(tmp_path, people=40)
    given.change("slots", "J1", places=40)
    given.tables["held_places"][0]["places"] = 40
    scenario = given.scenario()
    with HighsClient() as client:
        policy = GreedyPolicy(client)
        found = [run_policy(played(scenario, 1, seed), policy).paths() for seed in range(1, 41)]
    promised, went_on, expected, drawn = (
        sum(one[name] for one in found) for name in ("promised", "went_on", "expected", "drawn")
    )
    assert went_on == pytest.approx(promised / 2, abs=4 * np.sqrt(promised) / 2)
    assert drawn == pytest.approx(expected, rel=8 / np.sqrt(promised))
    assert drawn != expected


def two_pools(home: Path, people: int = 2, **settings: Any) -> Given:  # noqa: ANN401 - settings of many kinds
    """A place is held at J1 in NEXT and another at J2 in LATER; S1 takes nobody without a next step."""
    given = path_week(home, people=people, **settings).change("slots", "J2", start_week=LATER)
    return given.change("slots", "S1", programme_ids="TB", start_week="2026-W51", weeks=11)


def accepting(given: Given, weeks: int) -> Played:
    """A world in which everybody says yes to everything."""
    drawn = played(given.scenario(), weeks)
    yes = np.ones(len(drawn.pairs), dtype=np.bool_)
    return replace(drawn, accepted=yes, begun=yes)


def pools_of(run: PolicyRun) -> list[tuple[int, str]]:
    """The week and the pool of every path that begins, in order."""
    made, kept = run.played.templates, run.kept
    steps = made.money.steps[run.played.pairs.column[kept["pair"].to_numpy(dtype=np.int64)]]
    rows = zip(kept["week"].tolist(), steps.tolist(), strict=True)
    return [(week - made.week, made.pools[step.index(1.0)]) for week, step in rows]


def test_when_the_places_held_in_one_week_are_full_the_next_paths_lead_to_the_next_week(tmp_path: Path) -> None:
    """As plans have it: in one week all new paths lead to the first pool with room."""
    world = accepting(two_pools(tmp_path), 2)
    with HighsClient() as client:
        every = {
            "greedy": run_policy(world, GreedyPolicy(client)),
            "usual": run_policy(world, UsualPolicy("longest_wait")),
            "potentials": run_policy(world, PotentialsPolicy(client, Imagined(1))),
        }
        best = hindsight(client, world)
    for name, run in every.items():
        assert pools_of(run) == [(0, f"TB {NEXT}"), (1, f"TB {LATER}")], name
        assert broken(run, minimums=True) == []
        assert run.value <= best.value + 1e-9
    assert sorted(pool for _week, pool in pools_of(best)) == [f"TB {NEXT}", f"TB {LATER}"]


def test_where_claims_take_all_places_of_the_first_pool_paths_lead_to_the_next(tmp_path: Path) -> None:
    given = two_pools(tmp_path, people=3).running("P2", "S1", programme_id="TB", next_week=NEXT)
    with HighsClient() as client:
        run = run_policy(accepting(given, 2), GreedyPolicy(client))
    assert run.played.templates.left.tolist() == [0, 1]
    assert [pool for _week, pool in pools_of(run)] == [f"TB {LATER}"]
    assert nothing_held(given)[0].paths()["promised"] == 0


def test_who_begins_too_late_for_the_first_pool_goes_on_to_a_later_one(tmp_path: Path) -> None:
    found = played(two_pools(tmp_path).scenario(), 8, new_places=1.0)
    money, pairs = found.templates.money, found.pairs
    goes_on = found.templates.columns["goes_on"].to_numpy()[pairs.column] > 0
    start, pool = found.world.openings.start[pairs.opening[goes_on]], money.next_week[pairs.column[goes_on]]
    # Eleven weeks and one between.
    assert (start + 12 <= pool).all()
    first = week_number(NEXT)
    assert {int(week) for week in pool[start + 12 > first]} == {week_number(LATER)}
    assert set(pool[start + 12 <= first].tolist()) == {first, week_number(LATER)}


@pytest.mark.parametrize("measure", ["follow_up", "regular_weeks"])
def test_a_path_to_a_later_pool_is_worth_what_it_is_where_that_alone_is_held(measure: str, tmp_path: Path) -> None:
    given = two_pools(tmp_path / "two", people=1, measure=measure)
    both = templates(given.scenario())
    alone = two_pools(tmp_path / "one", people=1, measure=measure)
    alone.tables["held_places"] = alone.tables["held_places"][1:]
    only = templates(alone.scenario())
    later = both.columns[both.money.next_week == week_number(LATER)]
    own = only.columns[only.money.next_week == week_number(LATER)]
    assert len(own) == 1
    pd.testing.assert_frame_equal(later.reset_index(drop=True), own.reset_index(drop=True))
    first = both.columns[both.money.next_week == week_number(NEXT)]
    assert len(first) == 1


@pytest.mark.parametrize("measure", ["follow_up", "regular_weeks"])
def test_what_next_steps_bring_is_in_the_unit_of_the_gain(measure: str, tmp_path: Path) -> None:
    """The path and the same placement alone differ by what the next step brings, and by nothing else."""
    made = templates(path_week(tmp_path, people=1, measure=measure).scenario()).columns
    of_slot = made[made["slot"] == made.loc[made["goes_on"] > 0, "slot"].iloc[0]].set_index("goes_on")
    more = of_slot.loc[0.5, "gain"] - of_slot.loc[0.0, "gain"]
    assert more != 0
    assert of_slot.loc[0.5, "path_gain"] == pytest.approx(more)
