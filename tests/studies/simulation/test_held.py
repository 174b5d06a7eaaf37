"""Held places in simulated weeks: they are kept from others, each path takes one, and those who go on use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.inputs import simulation_model
from planner.solving import HighsClient
from planner.studies.simulation import SimulationRequest
from planner.studies.simulation.policies import GreedyPolicy
from planner.studies.simulation.run import PolicyRun, run_policy
from planner.studies.simulation.simulate import WorldRun, kept
from planner.studies.simulation.templates import Templates, templates
from tests.paths import path_week
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


@pytest.mark.parametrize("measure", ["follow_up", "regular_weeks"])
def test_what_next_steps_bring_is_in_the_unit_of_the_gain(measure: str, tmp_path: Path) -> None:
    """The path and the same placement alone differ by what the next step brings, and by nothing else."""
    made = templates(path_week(tmp_path, people=1, measure=measure).scenario()).columns
    of_slot = made[made["slot"] == made.loc[made["goes_on"] > 0, "slot"].iloc[0]].set_index("goes_on")
    more = of_slot.at[0.5, "gain"] - of_slot.at[0.0, "gain"]
    assert more != 0
    assert of_slot.at[0.5, "path_gain"] == pytest.approx(more)
