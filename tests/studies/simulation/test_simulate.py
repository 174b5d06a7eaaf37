"""A simulation: each run once, policies in the same worlds, and nothing that does not fit begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from planner.errors import InputFaults, UsageFault
from planner.folders import SIMULATION_FILE, SweepFolder
from planner.inputs import simulation_model
from planner.reports.simulation import history_lines
from planner.schema.scenario import Scenario
from planner.solving import HighsClient
from planner.studies.simulation import (
    POLICIES,
    Simulated,
    SimulationRequest,
    differences_table,
    policies_of,
    policies_table,
    runs_table,
    simulate,
    weeks_table,
)
from planner.studies.simulation.policies import GreedyPolicy
from planner.studies.simulation.run import Played, hindsight, run_policy
from planner.studies.simulation.world import drawn_world
from tests.scenarios import Given, crowded
from tests.studies.simulation.drawn import broken, figures


def request(scenario: Scenario, **changed: Any) -> SimulationRequest:  # noqa: ANN401 - fields of many kinds
    fields: dict[str, Any] = {"policies": ("usual", "greedy", "potentials"), "weeks": 4, "seeds": 3, **changed}
    return SimulationRequest(scenario, simulation_model([], None), **fields)


def simulated(asked: SimulationRequest, out: Path) -> Simulated:
    with SweepFolder(out, asked.identity(), len(asked.cells), SIMULATION_FILE) as folder:
        return simulate(asked, folder)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return crowded(tmp_path_factory.mktemp("week"), people=16, slots=8).scenario()


def test_the_figures_of_a_policy_are_those_of_its_weeks(week: Scenario, tmp_path: Path) -> None:
    found = simulated(request(week), tmp_path / "out")
    runs, weeks = runs_table(found), weeks_table(found)
    assert len(runs) == 9  # hindsight is run, and is no policy that was asked for
    assert len(weeks) == 9 * 4
    sums = weeks.groupby(["policy", "seed"], sort=False)[["value", "began", "cost_sek"]].sum().reset_index()
    assert np.allclose(sums["value"], runs["value"])
    assert np.allclose(sums["began"], runs["placed"])
    assert np.allclose(sums["cost_sek"], runs["cost_sek"])
    assert (runs["value"] <= runs["hindsight"] * 1.005).all()
    assert np.allclose(runs["value"] / runs["hindsight"], runs["ratio"])
    of_policies = policies_table(found).set_index("policy")
    assert np.allclose(of_policies["value"], runs.groupby("policy")["value"].mean()[of_policies.index])


def test_a_difference_is_that_of_the_same_worlds(week: Scenario, tmp_path: Path) -> None:
    found = simulated(request(week), tmp_path / "out")
    own, other = (np.array(found.measured(name, "value")) for name in ("potentials", "usual"))
    table = differences_table(found)
    row = table[(table["policy"] == "potentials") & (table["against"] == "usual")].iloc[0]
    assert row["value"] == pytest.approx((own - other).mean())
    half = 4.302652729911275 * (own - other).std(ddof=1) / np.sqrt(3)  # Student's t with two degrees of freedom
    assert row["value_low"] == pytest.approx((own - other).mean() - half)
    # The whole distance is that of greedy to hindsight: by these two it is none and all.
    assert found.closed("greedy") == pytest.approx(0.0)
    assert found.closed("hindsight") == pytest.approx(1.0)


def test_what_is_finished_is_not_run_again_and_the_rest_comes_out_the_same(week: Scenario, tmp_path: Path) -> None:
    asked = request(week)
    whole = simulated(asked, tmp_path / "whole")
    out = tmp_path / "out"
    simulated(asked, out)
    for number in (2, 5, 11):
        (out / "cells" / f"{number:05}.json").unlink()
    before = {path.name: path.stat().st_mtime_ns for path in (out / "cells").iterdir()}
    again = simulated(asked, out)
    assert {name: (out / "cells" / name).stat().st_mtime_ns for name in before} == before
    without_seconds = runs_table(again).drop(columns="seconds_per_week")
    assert without_seconds.equals(runs_table(whole).drop(columns="seconds_per_week"))


def test_the_folder_of_another_simulation_is_refused(week: Scenario, tmp_path: Path) -> None:
    simulated(request(week, policies=("usual",), seeds=1), tmp_path / "out")
    with pytest.raises(UsageFault, match="holds another study"):
        simulated(request(week, policies=("usual",), seeds=1, weeks=5), tmp_path / "out")
    tables = {**week.tables, "slots": week.tables["slots"].assign(places=3)}
    with pytest.raises(UsageFault, match="of another base"):
        simulated(request(replace(week, tables=tables), policies=("usual",), seeds=1), tmp_path / "out")


def test_a_history_without_dates_or_of_other_programmes_is_named(week: Scenario, tmp_path: Path) -> None:
    other = Given(tmp_path, candidates="eligible").person("P1").slot("S1", programme_ids="X")
    other.tables["programmes"] = [{"programme_id": "X", "rule": "arbetstraning"}]
    with pytest.raises(InputFaults) as caught:
        request(week, history=other.scenario()).refuse_unsound()
    text = str(caught.value)
    assert "jobseekers.csv, available_from: no person of the history has a week" in text
    assert "programmes.csv, programme_id" in text
    assert "Name a history of the same programmes" in text


def test_those_who_come_are_copies_of_the_dated_people_of_the_history(week: Scenario, tmp_path: Path) -> None:
    past = Given(tmp_path, candidates="eligible").slot("S9").person("undated", age=30)
    past.person("early", available_from="2026-W40").person("late", available_from="2026-W43")
    asked = request(week, history=past.scenario())
    asked.refuse_unsound()
    assert [asked.templates.people[n] for n in asked.may_come] == ["history:early", "history:late"]  # type: ignore[union-attr]
    assert asked.rates.per_week == pytest.approx(2 / 4)
    (said,) = history_lines(asked)
    assert "like 2 people of" in said
    assert "who came from 2026-W40 to 2026-W43: 4 weeks." in said


def test_a_change_of_terms_or_people_is_refused(week: Scenario) -> None:
    people = week.tables["jobseekers"]
    slots = week.tables["slots"]
    fewer = slots.assign(places=slots["places"] - 1)
    for name, table in (("jobseekers", people.iloc[1:]), ("slots", fewer), ("slots", slots.assign(weeks=99))):
        other = replace(week, tables={**week.tables, name: table})
        with pytest.raises(UsageFault, match=f"in table {name} by more than further rows, places and money"):
            request(week, change=other, change_after=2).refuse_unsound()
    with pytest.raises(UsageFault, match="after 1 to 3 of 4 weeks, not after 4"):
        request(week, change=week, change_after=4).refuse_unsound()


def test_a_change_of_settings_models_or_decisions_is_refused_and_what_has_been_is_the_scenarios(
    week: Scenario,
) -> None:
    measured = replace(week, settings=week.settings.model_copy(update={"measure": "regular_weeks"}))
    model = replace(week.assumptions.acceptance.stored, reference="own/2")
    acceptance = replace(week.assumptions.acceptance, stored=model)
    modelled = replace(week, assumptions=replace(week.assumptions, acceptance=acceptance))
    for other, what in (
        (measured, r"in \[settings\] measure, which"),
        (modelled, r"in \[models\] acceptance, which"),
        (replace(week, constraints_off=("budget",)), r"in \[constraints\] off, which"),
        (replace(week, tables={**week.tables, "decisions": week.tables["decisions"].iloc[1:]}), "in table decisions"),
    ):
        with pytest.raises(UsageFault, match=what):
            request(week, change=other, change_after=2).refuse_unsound()
    nobody_placed = replace(week, tables={**week.tables, "placements": week.tables["placements"].iloc[:0]})
    made = request(week, change=nobody_placed, change_after=2).templates
    assert not (made.more > 0).any()
    assert list(made.open["slot"]) == list(request(week).templates.open["slot"])


def test_places_and_money_of_a_change_are_there_from_its_week_on(week: Scenario) -> None:
    slots, funding = week.tables["slots"], week.tables["funding"]
    new = slots.iloc[[0]].assign(slot_id="NEW", places=2)
    more = {
        "slots": pd.concat([slots.assign(places=slots["places"] + 1), new], ignore_index=True),
        "funding": funding.assign(budget_sek=funding["budget_sek"] + 500_000),
    }
    asked = request(week, change=replace(week, tables={**week.tables, **more}), change_after=3, weeks=8, seeds=1)
    asked.refuse_unsound()
    made, plain = asked.templates, request(week).templates
    assert made.slots == (*plain.slots, "NEW")
    world = drawn_world(made, asked.rates, 8, 1)
    opened = [n for n, name in enumerate(world.openings.names) if name.endswith("+")]
    assert {int(world.openings.first[n]) for n in opened} == {week.week + 3}
    places = {made.slots[world.openings.slot[n]]: int(world.openings.places[n]) for n in opened}
    assert places == {**dict.fromkeys(plain.slots, 1), "NEW": 2}
    is_new = world.openings.slot == len(plain.slots)
    assert (world.openings.first[is_new] >= week.week + 3).all()
    assert (world.more > 0).all()
    this = Played.of(made, asked.rates, world)
    with HighsClient() as client:
        for run in (run_policy(this, GreedyPolicy(client)), hindsight(client, this)):
            assert broken(run, minimums=False) == []


def test_weeks_beyond_any_slot_are_named(week: Scenario) -> None:
    still = replace(simulation_model([], None), figures=figures())
    last = replace(request(week, weeks=9), model=still)
    with pytest.raises(UsageFault, match=r"No slot begins after 2027-W02.*--weeks 9 goes beyond. Name at most 8"):
        last.refuse_unsound()
    replace(last, weeks=8).refuse_unsound()


def test_policies_are_named_with_commas_or_one_by_one() -> None:
    assert policies_of(["potentials,usual", "greedy"]) == ("usual", "greedy", "potentials")
    assert policies_of([]) == POLICIES
    with pytest.raises(UsageFault, match='"" is no policy'):
        policies_of([","])
    with pytest.raises(UsageFault, match='"clever" is no policy'):
        policies_of(["usual,clever"])
