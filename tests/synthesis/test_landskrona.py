"""The Landskrona demo: written by its builder, and as its README says."""

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.schema.models import RulePack
from planner.synthesis import SynthesisSettings
from planner.synthesis.writing import write_tables
from tests.synthesis.checks import Draw, Tables, dangling, free_places, seats
from tests.synthesis.landskrona.build import ENKLA_JOBB, landskrona, scenario_toml

WEEK = "2026-W48"


@pytest.fixture(scope="module")
def tables(scenarios: Path) -> Tables:
    paths = sorted((scenarios / "landskrona").glob("*.csv"))
    form: dict[str, Any] = {"sep": ";", "encoding": "utf-8-sig", "dtype": str, "keep_default_na": False}
    return {path.stem: pd.read_csv(path, **form) for path in paths}


def test_the_folder_is_what_the_builder_writes(
    tmp_path: Path, geography: Path, occupations: Path, rules: RulePack, scenarios: Path
) -> None:
    write_tables(landskrona(geography, occupations, rules), scenario_toml(), tmp_path)
    shipped = scenarios / "landskrona"
    by_hand = {"README.md", "copy"}
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shipped.iterdir()} - by_hand
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (shipped / path.name).read_bytes(), path.name


def test_counts_are_those_of_the_readme(tables: Tables) -> None:
    placements = tables["placements"]
    assert placements["state"].value_counts().to_dict() == {"started": 145, "accepted": 5, "offered": 6, "draft": 10}
    running = set(placements.loc[placements["state"].isin(["started", "accepted"]), "jobseeker_id"])
    waiting = tables["jobseekers"][~tables["jobseekers"]["jobseeker_id"].isin(running)]
    assert len(waiting) == 300
    assert (waiting["waiting_weeks"].astype(int) > 26).sum() == 22
    assert (tables["jobseekers"]["protected_identity"] == "yes").sum() == 13
    assert free_places(tables, WEEK) == 56
    assert free_places(tables, WEEK, states=("started", "accepted", "offered")) == 50
    assert tables["employers"]["sector"].value_counts().to_dict() == {
        "private": 40,
        "department": 12,
        "association": 3,
        "municipal_company": 2,
        "education": 1,
    }
    assert tables["decisions"]["decision"].value_counts().to_dict() == {"pin": 3, "forbid": 3, "contested": 2}
    sizes = {name: len(tables[name]) for name in ("slots", "zones", "travel", "preferences", "history", "supervisors")}
    assert sizes == {"slots": 99, "zones": 14, "travel": 26, "preferences": 286, "history": 130, "supervisors": 49}


def test_every_id_points_at_a_row(tables: Tables) -> None:
    assert dangling(tables) == []


def test_no_slot_is_overfilled_and_nobody_sits_twice(tables: Tables) -> None:
    held = seats(tables, ("started", "accepted", "offered"))
    places = tables["slots"].set_index("slot_id")["places"].astype(int)
    most = held.groupby(["slot_id", "week"]).size().groupby("slot_id").max()
    assert (most <= places[most.index]).all()
    assert not held.duplicated(["jobseeker_id", "week"]).any()


def test_each_person_has_at_most_one_promise(tables: Tables) -> None:
    promised = pd.concat([tables["placements"]["jobseeker_id"], tables["decisions"]["jobseeker_id"]])
    assert promised.is_unique
    protected = tables["jobseekers"].set_index("jobseeker_id")["protected_identity"]
    assert (protected[tables["decisions"]["jobseeker_id"]] == "no").all()


def test_an_offer_is_answered_before_it_starts_unless_it_starts_this_week(tables: Tables) -> None:
    offers = tables["placements"][tables["placements"]["state"] == "offered"]
    later = offers[offers["from_week"] != WEEK].to_dict("records")
    assert later
    for row in later:
        start = pd.Timestamp.fromisocalendar(int(row["from_week"][:4]), int(row["from_week"][6:]), 1)
        assert pd.Timestamp(row["answer_by"]) < start


def test_history_lies_before_the_plan_week_and_before_a_running_placement(tables: Tables) -> None:
    history = tables["history"]
    assert (history["to_week"] < WEEK).all()
    assert (history["from_week"] <= history["to_week"]).all()
    held = tables["placements"].set_index("jobseeker_id")["from_week"]
    later = history["jobseeker_id"].map(held[~held.index.duplicated()]).fillna("9999")
    assert (history["to_week"] < later).all()


def test_budgets_hold_the_running_placements_and_two_thirds_come_from_the_fund(tables: Tables) -> None:
    funding = tables["funding"].set_index("funding_id").astype({"budget_sek": int, "committed_sek": int})
    assert (funding["committed_sek"] < funding["budget_sek"]).all()
    project = funding.loc[["esf_enkla_jobb", "kommun_medfinansiering"], "budget_sek"]
    assert project.sum() == 50_655_263
    assert project["esf_enkla_jobb"] / project.sum() == pytest.approx(0.67, abs=0.001)
    shares = tables["programme_funding"]["share"].str.replace(",", ".").astype(float)
    assert shares.sum() == pytest.approx(1)


def test_the_what_if_gives_two_places_to_one_slot_of_each_department(tables: Tables, scenarios: Path) -> None:
    text = (scenarios / "landskrona_more_enkla_jobb" / "scenario.toml").read_text(encoding="utf-8")
    patch = tomllib.loads(text)["patch"][0]
    assert patch["shift"] == {"places": 2}
    assert tuple(patch["where"]["slot_id"]) == ENKLA_JOBB
    slots = tables["slots"].set_index("slot_id").loc[list(ENKLA_JOBB)]
    departments = tables["employers"].loc[tables["employers"]["sector"] == "department", "employer_id"]
    assert sorted(slots["employer_id"]) == sorted(departments)
    assert slots["programme_ids"].str.contains("bea_enkla").all()


def test_landskrona_is_a_week_of_the_generator_with_settings_of_its_own(tables: Tables, draw: Draw) -> None:
    """What is drawn for a person alone is what `planner new --synthetic` draws for the same size and seed."""
    drawn = draw(SynthesisSettings("Landskrona", 450, 48))
    ours = tables["jobseekers"]
    for column in ("jobseeker_id", "home_zone", "wished_ssyk", "support_need", "protected_identity"):
        written = ours[column].str.replace(",", ".").to_list()
        assert written == drawn["jobseekers"][column].to_list(), column
