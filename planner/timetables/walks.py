"""Walking where no streets are given: straight lines made longer by a detour, in the shape that the engine takes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from planner.schema.arrays import Positions, Values

EARTH_RADIUS_M = 6_371_008.8


class Walks(NamedTuple):
    """Walks between places.

    transfers: (from stop, to stop, seconds, metres). streets: number of vertices, edges (from, to, metres), the offsets
    of their coordinates, longitudes, latitudes, and where each stop lies: (stop, edge, share of it, metres to it).
    """

    transfers: list[tuple[str, str, int, float]]
    streets: tuple[int, list[tuple[int, int, float]], list[int], list[float], list[float],
                   list[tuple[str, int, float, float]]]  # fmt: skip


def straight_walks(points: pd.DataFrame, stops: pd.DataFrame, *, detour: float, metres: float, speed: float) -> Walks:
    """Straight walks of at most so many metres of way between points (lat, lon) and stops (stop_id, lat, lon).

    speed is in metres a second. A point without a stop or another point in reach has an edge to itself alone.
    """
    places = pd.concat([points[["lat", "lon"]], stops[["lat", "lon"]]], ignore_index=True).astype(float)
    on_sphere = _on_sphere(places)
    number = len(points)
    reach = 2 * np.sin(metres / detour / EARTH_RADIUS_M / 2)
    pairs = cKDTree(on_sphere).query_pairs(reach, output_type="ndarray")
    way = _metres(on_sphere, pairs) * detour
    between_stops = (pairs >= number).all(axis=1)
    ids = stops["stop_id"].to_numpy()
    transfers = [
        (str(ids[end - number]), str(ids[other - number]), int(np.ceil(length / speed)), float(length))
        for (first, second), length in zip(pairs[between_stops], way[between_stops], strict=True)
        for end, other in ((first, second), (second, first))
    ]
    alone = np.arange(number).repeat(2).reshape(-1, 2)
    edges = np.concatenate([pairs[~between_stops], alone])
    lengths = np.concatenate([way[~between_stops], np.full(number, 0.1)])
    lat, lon = places["lat"].to_numpy(), places["lon"].to_numpy()
    lons, lats = lon[edges].astype(float), lat[edges].astype(float)
    lats[lengths == 0.1, 1] += 1e-6  # an edge has a length  # noqa: PLR2004
    links: dict[str, tuple[str, int, float, float]] = {}
    for at, (_first, second) in enumerate(edges):
        if second >= number:
            stop = str(ids[second - number])
            links.setdefault(stop, (stop, at, 1.0, 0.0))
    return Walks(
        transfers,
        (
            len(places),
            [(int(first), int(second), float(length)) for (first, second), length in zip(edges, lengths, strict=True)],
            list(range(0, 2 * len(edges) + 1, 2)),
            lons.ravel().tolist(),
            lats.ravel().tolist(),
            list(links.values()),
        ),
    )


def _on_sphere(places: pd.DataFrame) -> Values:
    lat, lon = np.radians(places["lat"].to_numpy()), np.radians(places["lon"].to_numpy())
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _metres(on_sphere: Values, pairs: Positions) -> Values:
    chord = np.linalg.norm(on_sphere[pairs[:, 0]] - on_sphere[pairs[:, 1]], axis=1)
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0)))
