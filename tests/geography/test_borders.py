"""The boundaries of municipalities hold the towns that lie in them."""

from __future__ import annotations

from matplotlib.path import Path as Outline

from planner.geography import BORDERS, GEOGRAPHY, borders, read_table
from planner.inputs import shipped

# Boundaries are simplified, so towns at a shore or border may lie a little outside.
MOST = 0.92


def test_there_are_290_municipalities_and_nearly_all_towns_lie_in_the_one_that_is_theirs() -> None:
    rings = borders(shipped() / BORDERS)
    towns = read_table(shipped() / GEOGRAPHY, "localities")
    towns = towns[towns["lon"] != ""]
    assert set(rings) == set(read_table(shipped() / GEOGRAPHY, "municipalities")["mun_code"])
    outlines = {code: [Outline(ring) for ring in own] for code, own in rings.items()}
    inside = [
        any(outline.contains_point((float(lon), float(lat))) for outline in outlines[code])
        for code, lon, lat in zip(towns["mun_code"], towns["lon"], towns["lat"], strict=True)
    ]
    assert len(rings) == 290
    assert sum(inside) / len(inside) > MOST


def test_every_ring_is_closed() -> None:
    assert all(ring[0] == ring[-1] for own in borders(shipped() / BORDERS).values() for ring in own)
