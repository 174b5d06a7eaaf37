"""Looking ahead: prices of the weeks to come from a history, those of policy potentials, and none at deadlines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import planner
from planner.errors import InputFaults
from planner.inputs import simulation_model
from planner.planning import make_plan, read_history
from planner.reports import screen
from planner.schema.scenario import Scenario
from planner.solving import HighsClient
from planner.studies import with_look_ahead
from planner.studies.simulation import Imagined, Played, PolicyState, SimulationRequest, prices_now
from planner.studies.simulation.world import drawn_world
from tests.cli.small import run
from tests.inputs.folders import SCENARIOS
from tests.paths import path_week
from tests.scenarios import Given, crowded, objections, pairs
from tests.studies.simulation.drawn import figures

MODEL = simulation_model([], None)


def history_of(home: Path) -> Given:
    """An earlier week in which people came in stated weeks."""
    past = crowded(home, people=20, slots=4, seed=2)
    for number, row in enumerate(past.tables["jobseekers"]):
        row["available_from"] = f"2026-W{49 + number % 4}"
    return past


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return crowded(tmp_path_factory.mktemp("week"), people=16, slots=8).scenario()


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return history_of(tmp_path_factory.mktemp("past")).scenario()


@pytest.fixture(scope="module")
def ahead(week: Scenario, past: Scenario) -> Scenario:
    return with_look_ahead(week, past, MODEL)


def test_prices_are_those_of_policy_potentials_in_the_first_week(
    week: Scenario, past: Scenario, ahead: Scenario
) -> None:
    request = SimulationRequest(week, MODEL, weeks=52, history=past)
    # Whatever comes later in the world of a simulation: the policy does not see it.
    played = Played.of(request.templates, request.rates, drawn_world(request.templates, request.rates, 52, 9))
    standing = PolicyState.first(played)
    now = standing.now()
    with HighsClient() as client:
        found = prices_now(client, standing, now[played.is_column[now]], Imagined(week.solve.seed, request.may_come))
    own = np.flatnonzero(found.waiting > 1.001e-6)
    assert ahead.look_ahead is not None
    assert ahead.look_ahead.people
    later = {played.world.people.names[n]: found.waiting[n] for n in own.tolist()}
    assert ahead.look_ahead.people == pytest.approx(later, abs=1.01e-6)


def test_a_place_is_kept_for_who_comes_later_and_one_in_its_last_week_has_no_price(tmp_path: Path) -> None:
    given = Given(tmp_path / "week").person("A").person("B", available_from="2026-W50")
    given.slot("NOW").slot("LASTS", start_week="2026-W53")
    given.worth("A", "NOW", 0.5).worth("A", "LASTS", 0.6).worth("B", "LASTS", 0.6)
    past = Given(tmp_path / "past").person("X", available_from="2026-W50").slot("S1").worth("X", "S1", 0.1)
    # Nobody leaves, nothing opens and nothing comes back; those who come like X can take no place.
    looking = with_look_ahead(given.scenario(), past.scenario(), replace(MODEL, figures=figures()))
    assert looking.look_ahead is not None
    assert set(looking.look_ahead.slots) == {"LASTS"}
    # A gains 0.1 more there than where nobody else will come: less would not keep it for B.
    assert looking.look_ahead.slots["LASTS"] >= 0.1 - 1e-6
    assert "A NOW T" in pairs(make_plan(looking))


def test_assignments_say_who_does_better_to_wait_and_for_how_much(tmp_path: Path) -> None:
    given = Given(tmp_path / "week").person("A").slot("LASTS", start_week="2026-W53").worth("A", "LASTS", 0.2)
    past = Given(tmp_path / "past").person("X", available_from="2026-W50").slot("S1").worth("X", "S1", 0.1)
    looking = with_look_ahead(given.scenario(), past.scenario(), replace(MODEL, figures=figures()))
    assert looking.look_ahead is not None
    dear = looking.look_ahead.model_copy(update={"slots": {"LASTS": 0.5}})
    plan = make_plan(replace(looking, look_ahead=dear))
    (row,) = plan.assignments.to_dict("records")
    assert (row["status"], row["reason_code"]) == ("unplaced", "waits")
    assert "0.20" in row["reason"]
    assert "0.50" in row["reason"]
    assert objections(plan, tmp_path / "plan") == []


def test_who_brings_exactly_what_the_place_is_worth_later_is_proposed_now() -> None:
    tiny, past = (read_history(SCENARIOS / name) for name in ("tiny", "landskrona"))
    looking = with_look_ahead(replace(tiny, solve=tiny.solve.model_copy(update={"workers": 1})), past, MODEL)
    # The driver gains 0.17, the very price of the only place they may have: no decimals are left to round down.
    assert looking.look_ahead is not None
    assert looking.look_ahead.slots["S4"] == pytest.approx(0.17, abs=2e-6)
    assert "J02 S4 vanligt_jobb" in pairs(make_plan(looking))


def test_the_plan_is_accepted_and_says_how_it_looked_ahead(ahead: Scenario, past: Scenario, tmp_path: Path) -> None:
    plan = make_plan(ahead)
    part = plan.file.look_ahead
    assert objections(plan, tmp_path / "plan") == []
    assert part is not None
    assert (part.history, part.futures, part.weeks) == (past.name, 5, 13)
    assert part.charged > 0
    shown = screen(plan, None)
    assert "Looks ahead: 5 futures of 13 weeks, with people drawn from given" in shown
    assert "less what it takes from the weeks to come, no plan can gain more than" in shown
    # Its folder is a past week itself, and planned from its inputs it has the same prices.
    assert read_history(tmp_path / "plan").look_ahead == ahead.look_ahead


def test_places_held_for_a_next_step_are_no_money_and_their_week_is_planned(tmp_path: Path) -> None:
    past = path_week(tmp_path / "past", people=8)
    for number, row in enumerate(past.tables["jobseekers"]):
        row["available_from"] = f"2026-W{49 + number % 4}"
    looking = with_look_ahead(path_week(tmp_path / "week", people=6).scenario(), past.scenario(), MODEL)
    assert looking.look_ahead is not None
    assert looking.look_ahead.funding == {}
    plan = make_plan(looking)
    assert (plan.assignments["path"].notna() & (plan.assignments["path"] != "")).any()
    assert objections(plan, tmp_path / "plan") == []


def test_a_plan_with_shortlists_looks_ahead_too(past: Scenario, tmp_path: Path) -> None:
    given = crowded(tmp_path / "week", people=16, slots=8)
    for row in given.tables["slots"]:
        row.update(shortlist=3, hire_share=0.4)
    plan = make_plan(with_look_ahead(given.scenario(), past, MODEL))
    assert plan.lists is not None
    assert plan.file.look_ahead is not None
    assert objections(plan, tmp_path / "plan") == []


def test_from_python_a_plan_looks_ahead_where_a_history_is_given(tmp_path: Path) -> None:
    folder, past = crowded(tmp_path / "week", people=8, slots=4).write(), history_of(tmp_path / "past").write()
    looking = planner.plan(folder, look_ahead=planner.read(past))
    assert planner.plan(folder).summary["look_ahead"] is None
    assert looking.summary["look_ahead"]["history"] == "given"


def test_a_history_without_dates_or_of_other_programmes_writes_nothing(
    week: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    undated, other = Given(tmp_path / "undated").person("A").slot("S1"), Given(tmp_path / "other")
    undated.worth("A", "S1", 0.1)
    other.tables["programmes"] = [{"programme_id": "X", "rule": "arbetstraning"}]
    other.person("B", available_from="2026-W50").slot("S1", programme_ids="X").worth("B", "S1", 0.1, "X")
    with pytest.raises(InputFaults, match=r"programmes\.csv, programme_id"):
        with_look_ahead(week, other.scenario(), MODEL)
    folder = crowded(tmp_path / "week", people=8).write()
    asked = ["plan", str(folder), "--look-ahead", str(undated.write()), "--out", str(tmp_path / "out"), "--lang", "en"]
    assert run(asked) == 3
    assert "jobseekers.csv, available_from: no person of the history has a week" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
