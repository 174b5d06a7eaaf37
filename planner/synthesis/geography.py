"""Geography: the zones of one municipality, with real names, points and sizes."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.geography import read_table, slug

RESIDENTS_PER_POSTCODE = 300  # judgement: only for places that no locality of the municipality covers
POSTCODES_PER_TOWN = 5
NUM_OWN_ZONES = 40
NUM_NEIGHBOURS = 5
NEIGHBOUR_KM = 45.0
NEIGHBOUR_RESIDENTS = 4000
KM_PER_DEGREE = 111.2


def kilometres(
    lat: npt.ArrayLike, lon: npt.ArrayLike, other_lat: npt.ArrayLike, other_lon: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Return straight-line distances in km between points in WGS84 degrees; good to 1 % within a region."""
    lat, lon, other_lat, other_lon = (np.asarray(value, dtype=float) for value in (lat, lon, other_lat, other_lon))
    east = (lon - other_lon) * np.cos(np.radians((lat + other_lat) / 2))
    return np.asarray(np.hypot(lat - other_lat, east) * KM_PER_DEGREE)


def zones_of(folder: Path, code: str) -> pd.DataFrame:
    """Return the zones of a municipality and of larger towns near it.

    Columns: zone (id), name, lat, lon, residents, is_own. Own zones come first, largest first: the municipality's
    localities, and postcode towns outside any of its localities, with a size by postcodes (Solna belongs to the
    locality of Stockholm).
    """
    towns = read_table(folder, "localities").rename(columns={"pop": "residents"})
    towns[["lat", "lon", "residents"]] = towns[["lat", "lon", "residents"]].astype(float)
    own = pd.concat([towns[towns["mun_code"] == code], _postcode_towns(folder, code, towns)], ignore_index=True)
    own = own.sort_values(["residents", "name"], ascending=[False, True], kind="stable").head(NUM_OWN_ZONES)
    zones = pd.concat([own.assign(is_own=True), _neighbours(towns, own, code)], ignore_index=True)
    ids = pd.Series([slug(name) for name in zones["name"]], dtype=object)
    again = ids.groupby(ids).cumcount()
    zones["zone"] = [zone if nth == 0 else f"{zone}_{nth + 1}" for zone, nth in zip(ids, again, strict=True)]
    return zones[["zone", "name", "lat", "lon", "residents", "is_own"]]


def _postcode_towns(folder: Path, code: str, towns: pd.DataFrame) -> pd.DataFrame:
    """Return the municipality's postcode towns (five postcodes or more) that are not among its localities."""
    codes = read_table(folder, "postcodes")
    codes = codes[(codes["municipality_code"] == code) & (codes["lat"] != "")].astype({"lat": float, "lon": float})
    found = codes.groupby("locality", as_index=False).agg(
        lat=("lat", "median"), lon=("lon", "median"), num=("lat", "size")
    )
    listed = set(towns.loc[towns["mun_code"] == code, "name"])
    found = found[(found["num"] >= POSTCODES_PER_TOWN) & ~found["locality"].isin(listed)]
    return found.assign(name=found["locality"], residents=found["num"] * float(RESIDENTS_PER_POSTCODE))


def _neighbours(towns: pd.DataFrame, own: pd.DataFrame, code: str) -> pd.DataFrame:
    """Return the towns of other municipalities that should draw most commuters, judged by size and distance."""
    main = own.iloc[0]
    away = kilometres(towns["lat"], towns["lon"], main["lat"], main["lon"])
    near = towns[
        (towns["mun_code"] != code)
        & (away > 1)
        & (away <= NEIGHBOUR_KM)
        & (towns["residents"] >= NEIGHBOUR_RESIDENTS)
        & ~towns["name"].isin(own["name"])
    ]
    pull = near["residents"] / (5 + away[near.index]) ** 2
    return near.loc[pull.sort_values(ascending=False, kind="stable").index[:NUM_NEIGHBOURS]].assign(is_own=False)
