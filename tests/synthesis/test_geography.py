"""Zones of every municipality, and the ids and distances made from places."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.geography import read_table, slug
from planner.synthesis.geography import kilometres, zones_of


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


def test_a_straight_line_is_as_long_as_on_the_map() -> None:
    # Landskrona to Malmö, 31 km as the crow flies.
    assert float(kilometres(55.8708, 12.8302, 55.6050, 13.0038)) == pytest.approx(31.5, rel=0.01)
    assert float(kilometres(55.0, 13.0, 55.0, 13.0)) == 0
