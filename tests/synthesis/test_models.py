"""The geography and occupations models: what their cards promise."""

import hashlib
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import UsageFault
from planner.synthesis.figures import figures_of
from planner.synthesis.geography import read_table, slug, zones_of
from planner.synthesis.names import municipality_code
from planner.synthesis.people import EDUCATION_SHARES

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


@pytest.mark.parametrize(
    "written, code",
    [
        *(("1282", "1282"), (" landskrona ", "1282"), ("Landskrona stad", "1282"), ("484", "0484"), ("0484", "0484")),
        *(("MALMO", "1280"), ("Malmö", "1280"), ("Trelleborgs kommun", "1287"), ("Borås stad", "1490")),
        *(("Upplands Bro", "0139"), ("Mönsterås kommun", "0861"), ("Habo", "0643"), ("håbo", "0305")),
        ("Ha\u030abo", "0305"),  # as macOS spells å: two letters
    ],
)
def test_a_municipality_is_found_however_it_is_written(written: str, code: str, geography: Path) -> None:
    assert municipality_code(geography, written)[0] == code


def test_every_municipality_is_found_by_its_own_name_and_code(geography: Path) -> None:
    known = read_table(geography, "municipalities")
    for code, name in zip(known["mun_code"], known["mun_name"], strict=True):
        assert municipality_code(geography, name) == municipality_code(geography, code) == (code, name)


@pytest.mark.parametrize(
    "written, said",
    [("Treleborg", "Did you mean Trelleborg"), ("9999", "such as 1282"), ("Landskrona Häljarp", "no Swedish")],
)
def test_what_is_no_municipality_is_refused_with_the_nearest(written: str, said: str, geography: Path) -> None:
    with pytest.raises(UsageFault, match=said):
        municipality_code(geography, written)


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


@pytest.mark.parametrize(
    "code, share, published",
    [
        ("1282", "share_12_months", 1083 / 2406),
        ("1282", "share_24_months", 541 / 2406),
        ("1283", "share_12_months", 5.0 / 10.9),
        ("0484", "share_12_months", 5.6 / 10.7),
    ],
)
def test_shares_that_are_the_municipalitys_own_are_those_published(
    code: str, share: str, published: float, geography: Path
) -> None:
    figure = figures_of(geography, code)[share]
    assert figure.is_own
    assert figure.kind == "derived"
    assert figure.value == pytest.approx(published, abs=0.001)


def test_a_municipality_without_figures_borrows_and_says_from_whom(geography: Path) -> None:
    figures = figures_of(geography, "1287")
    assert not any(figure.is_own for figure in figures.values())
    borrowed = figures["share_12_months"]
    assert (borrowed.value, borrowed.kind, borrowed.place) == (0.45, "judgement", "Landskrona")


def test_schooling_is_drawn_by_the_published_shares(geography: Path) -> None:
    figures = figures_of(geography, "1282")
    assert EDUCATION_SHARES[0] + EDUCATION_SHARES[1] == pytest.approx(figures["shortest_schooling_share"].value)
    assert sum(EDUCATION_SHARES[level] for level in range(3)) == pytest.approx(figures["short_schooling_share"].value)


@pytest.mark.shared_data
def test_localities_are_those_of_the_source(geography: Path, shared_data: Path) -> None:
    source = pd.read_csv(shared_data / "geography" / "localities.csv", dtype=str).set_index("code").sort_index()
    ours = read_table(geography, "localities").set_index("code").sort_index()
    assert ours["name"].to_list() == source["name"].to_list()
    assert (ours["lat"].astype(float) - source["lat"].astype(float)).abs().max() < 1e-6
