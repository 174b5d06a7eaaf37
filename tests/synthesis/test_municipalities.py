"""The weeks of Helsingborg, Trelleborg and Eskilstuna: as their makers write them and their READMEs tell."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from planner.schema.models import RulePack
from planner.synthesis.writing import write_tables
from tests.synthesis.checks import Tables, dangling
from tests.synthesis.municipalities.made import Models, settings_text
from tests.synthesis.municipalities.weeks import WEEKS

MADE_BY_HAND = {"README.md"}


def tables_of(folder: Path) -> Tables:
    """The tables of a shipped week, every cell as text."""
    form: dict[str, Any] = {"sep": ";", "encoding": "utf-8-sig", "dtype": str, "keep_default_na": False}
    return {path.stem: pd.read_csv(path, **form) for path in sorted(folder.glob("*.csv"))}


@pytest.fixture
def models(geography: Path, occupations: Path, rules: RulePack) -> Models:
    return Models(geography, occupations, rules)


@pytest.fixture(scope="module")
def helsingborg(scenarios: Path) -> Tables:
    return tables_of(scenarios / "helsingborg")


@pytest.fixture(scope="module")
def trelleborg(scenarios: Path) -> Tables:
    return tables_of(scenarios / "trelleborg")


@pytest.fixture(scope="module")
def eskilstuna(scenarios: Path) -> Tables:
    return tables_of(scenarios / "eskilstuna")


def with_sector(tables: Tables) -> pd.DataFrame:
    """Slots with the sector of their employer."""
    return tables["slots"].merge(tables["employers"][["employer_id", "sector"]], on="employer_id")


@pytest.mark.parametrize("name", WEEKS)
def test_the_folder_is_what_its_maker_writes(name: str, tmp_path: Path, models: Models, scenarios: Path) -> None:
    write_tables(WEEKS[name](models), settings_text(name), tmp_path)
    shipped = scenarios / name
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shipped.iterdir()} - MADE_BY_HAND
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (shipped / path.name).read_bytes(), path.name


@pytest.mark.parametrize("name", WEEKS)
def test_counts_are_those_of_the_readme(name: str, scenarios: Path) -> None:
    text = (scenarios / name / "README.md").read_text(encoding="utf-8")
    told: dict[str, int] = {}
    for files, counts in re.findall(r"^\| ([a-z_., ]+\.csv) \| ([\d, ]+) \|", text, flags=re.MULTILINE):
        told |= dict(zip(files.split(", "), map(int, counts.split(", ")), strict=True))
    assert told == {f"{table}.csv": len(rows) for table, rows in tables_of(scenarios / name).items()}


@pytest.mark.parametrize("name", WEEKS)
def test_every_id_points_at_a_row_and_no_firm_could_be_real(name: str, scenarios: Path) -> None:
    tables = tables_of(scenarios / name)
    assert dangling(tables) == []
    for table, key in (("jobseekers", "jobseeker_id"), ("employers", "employer_id"), ("slots", "slot_id")):
        assert tables[table][key].is_unique, table
    firms = tables["employers"][tables["employers"]["sector"].isin(["private", "association"])]
    assert firms["name"].str.lower().str.contains("exempel").all()


def test_each_unit_of_helsingborg_has_a_list_of_needs_and_a_list_of_places(helsingborg: Tables) -> None:
    slots = with_sector(helsingborg)
    slots = slots[slots["status"].eq("open") & slots["start_week"].ge("2026-W36")]
    municipal = slots[slots["sector"].isin(["department", "municipal_company"])]
    is_need = municipal["programme_ids"].eq("vanligt_jobb")
    units = set(helsingborg["employers"].query("sector in ['department', 'municipal_company']")["employer_id"])
    assert set(municipal.loc[is_need, "employer_id"]) == units
    assert set(municipal.loc[~is_need, "employer_id"]) == units
    assert (slots["confirmed_on"] != "").all()
    # The needs too: the union is heard before each of the municipality's places.
    assert municipal["union_consulted_on"].eq("").sum() == 1


def test_trelleborg_has_five_hundred_firms_and_two_flows(trelleborg: Tables) -> None:
    employers, people = trelleborg["employers"], trelleborg["jobseekers"]
    is_neighbour = employers["employer_id"].str.startswith("N")
    assert employers.loc[~is_neighbour, "sector"].value_counts()["private"] == 500
    assert (employers.loc[~is_neighbour & employers["sector"].eq("private"), "approaches_per_month"] != "").all()
    assert people["groups"].value_counts().to_dict() == {"huvudflode": 680, "sarskilt_stod": 120}


def test_svedala_is_in_the_pool_with_its_own_people_places_and_money(trelleborg: Tables) -> None:
    people, slots = trelleborg["jobseekers"], trelleborg["slots"]
    assert people["jobseeker_id"].str.startswith("N").sum() == 100
    theirs = slots["slot_id"].str.startswith("N")
    paid = slots["programme_ids"].str.contains("_svedala")
    assert paid.any()
    assert theirs[paid].all()
    lines = set(trelleborg["funding"]["funding_id"])
    assert {line.removesuffix("_svedala") for line in lines} == {"kommun_bea", "kommun_subvention"}
    assert len(lines) == 4


def test_the_units_of_eskilstuna_are_asked_for_what_is_left_of_the_thousand(eskilstuna: Tables) -> None:
    wanted = pd.to_numeric(eskilstuna["employers"]["places_wanted"]).sum()
    assert wanted == 1000 - 891


def test_swedish_in_the_mornings_leaves_the_afternoon_places_free(eskilstuna: Tables) -> None:
    slots = eskilstuna["slots"].set_index("slot_id")
    mornings = [set(cell.split("|")) for cell in slots.loc[["U01", "U02"], "shift"]]
    afternoons = slots[slots["shift"].eq("mo-pm|tu-pm|we-pm|th-pm|fr-pm")]
    assert len(afternoons) > 10
    for shift in afternoons["shift"].str.split("|"):
        assert all(morning.isdisjoint(shift) for morning in mornings)
