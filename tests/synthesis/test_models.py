"""The geography and occupations models: what their cards promise."""

import hashlib
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from planner.geography import read_table

KEYS = {
    *("name", "version", "title", "kind", "population", "units", "range", "not_for"),
    *("known_bias", "licence", "source", "retrieved", "reviewed_by", "files", "title_sv", "reviewed_by_sv"),
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


@pytest.mark.shared_data
def test_localities_are_those_of_the_source(geography: Path, shared_data: Path) -> None:
    source = pd.read_csv(shared_data / "geography" / "localities.csv", dtype=str).set_index("code").sort_index()
    ours = read_table(geography, "localities").set_index("code").sort_index()
    assert ours["name"].to_list() == source["name"].to_list()
    assert (ours["lat"].astype(float) - source["lat"].astype(float)).abs().max() < 1e-6
