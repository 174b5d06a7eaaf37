"""The geography and occupations models: what their cards promise."""

import hashlib
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from planner.synthesis.geography import long_term_shares, municipality_code, read_table, slug, zones_of

KEYS = {
    *("name", "version", "title", "kind", "population", "units", "range", "not_for"),
    *("known_bias", "licence", "source", "retrieved", "reviewed_by", "files"),
}


@pytest.fixture(params=["geography", "occupations"])
def folder(request: pytest.FixtureRequest) -> Path:
    path: Path = request.getfixturevalue(str(request.param))
    return path


def test_a_card_has_every_key_and_the_checksum_of_every_table(folder: Path) -> None:
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    assert set(card) == KEYS
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "card.toml"
    }
    assert card["files"] == found


def test_the_models_keep_the_wheel_modest(geography: Path, occupations: Path) -> None:
    sizes = [path.stat().st_size for folder in (geography, occupations) for path in folder.iterdir()]
    assert sum(sizes) < 2_000_000


def test_every_kind_of_job_has_an_occupation_without_a_demand_for_education(occupations: Path) -> None:
    known = read_table(occupations, "occupations")
    free = set(known.loc[known["no_education_requirement"] == "1", "ssyk4"])
    assert set(read_table(occupations, "job_kinds")["ssyk"]) <= free


def test_a_municipality_is_found_by_code_and_by_name(geography: Path) -> None:
    assert (
        municipality_code(geography, "1282") == municipality_code(geography, " landskrona ") == ("1282", "Landskrona")
    )
    with pytest.raises(ValueError, match="no Swedish municipality"):
        municipality_code(geography, "9999")


def test_every_municipality_has_zones_of_its_own_with_unique_ids_and_real_points(geography: Path) -> None:
    codes = read_table(geography, "municipalities")["mun_code"]
    assert len(codes) == 290
    for code in codes:
        zones = zones_of(geography, code)
        assert zones["is_own"].iloc[0], code
        assert zones["zone"].is_unique, code
        assert zones["zone"].str.fullmatch("[a-z0-9_]+").all(), code
        assert zones["lat"].between(55, 70).all() and zones["lon"].between(10, 25).all(), code  # noqa: PT018


def test_landskronas_zones_are_its_nine_localities_and_towns_nearby(geography: Path) -> None:
    zones = zones_of(geography, "1282")
    own = zones.loc[zones["is_own"], "zone"].to_list()
    assert own[:2] == ["landskrona", "haljarp"]
    assert len(own) == 9
    assert "helsingborg" in set(zones.loc[~zones["is_own"], "zone"])


def test_a_slug_is_ascii() -> None:
    assert slug("Malmö/Öster-Ång") == "malmo_oster_ang"


def test_long_term_shares_of_landskrona_are_those_published(geography: Path) -> None:
    year, two_years = long_term_shares(geography, "1282")
    assert year == pytest.approx(1083 / 2406, abs=0.001)
    assert two_years == pytest.approx(541 / 2406, abs=0.001)
    assert long_term_shares(geography, "0114") == (0.45, 0.225)


@pytest.mark.shared_data
def test_localities_are_those_of_the_source(geography: Path, shared_data: Path) -> None:
    source = pd.read_csv(shared_data / "geography" / "localities.csv", dtype=str).set_index("code").sort_index()
    ours = read_table(geography, "localities").set_index("code").sort_index()
    assert ours["name"].to_list() == source["name"].to_list()
    assert (ours["lat"].astype(float) - source["lat"].astype(float)).abs().max() < 1e-6
