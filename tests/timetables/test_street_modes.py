"""Bicycle and car along the streets: rows of travel for those who travel so, kept for the next time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil
from pathlib import Path

import pytest
from cafein.street_network import StreetNetwork

from planner.errors import UsageFault
from planner.inputs import read
from planner.schema.scenario import Scenario
from planner.timetables.kept import Kept
from planner.timetables.street_modes import AlongStreets, StreetRows, street_rows
from tests.timetables.porto_alegre import PLACES, STREETS, scenario

DAY = date(2019, 5, 13)
BY_CAR = {"intersection_delays": True, "profile": "day-average"}


def driving(home: Path, places: dict[str, tuple[float, float]]) -> Scenario:
    """Tiny with one who goes by bicycle and one by car, both from the first zone."""
    week = read(scenario(home, places))
    people = week.tables["jobseekers"]
    modes, homes = people["travel_mode"].tolist(), people["home_zone"].tolist()
    modes[:2], homes[:2] = ["bike", "car"], ["landskrona", "landskrona"]
    people["travel_mode"], people["home_zone"] = modes, homes
    return replace(week, tables={**week.tables, "jobseekers": people})


def asked(home: Path, places: dict[str, tuple[float, float]], kept: Path | None = None) -> StreetRows:
    return street_rows(driving(home, places), AlongStreets(STREETS, "sha", 800, DAY), Kept(kept))


@pytest.mark.shared_data
def test_who_goes_by_bicycle_or_car_has_rows_along_the_streets_and_the_rest_has_none(tmp_path: Path) -> None:
    made = asked(tmp_path, PLACES, tmp_path / "kept")
    assert set(made.table["from_zone"]) == {"landskrona"}
    assert set(made.table["when"]) == {"any"}
    assert set(made.table["mode"]) == {"bike", "car"}
    network = StreetNetwork.from_osm(str(STREETS), modes=("bicycle", "car"), country="SE")
    told = made.table.set_index(["mode", "to_zone"])["minutes"].to_dict()
    alone: dict[tuple[str, str], int] = {}
    for mode, called, waiting, more in (("bike", "bicycle", 2, {}), ("car", "car", 5, BY_CAR)):
        for end in ("haljarp", "svalov"):
            ways = PLACES["landskrona"], PLACES[end]
            seconds = network.travel_time(*ways, mode=called, snap_distance=800, **more)
            alone |= {} if seconds is None else {(mode, end): ceil(seconds / 60 + waiting)}
    assert told == alone
    assert len(told) > 1
    assert (made.off, made.known) == ((), ())
    again = asked(tmp_path / "later", PLACES, tmp_path / "kept")
    assert again.known == ("bike", "car")
    assert again.table["minutes"].tolist() == made.table["minutes"].tolist()


@pytest.mark.shared_data
def test_a_zone_off_every_street_has_no_row_and_none_says_that_there_is_no_trip(tmp_path: Path) -> None:
    made = asked(tmp_path, {**PLACES, "svalov": (-30.60, -51.90)})
    assert made.off == ("svalov",)
    assert set(made.table["to_zone"]) == {"haljarp"}
    assert made.table["minutes"].notna().all()


def test_what_is_no_extract_of_streets_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "streets.osm.pbf"
    file.write_bytes(b"no streets")
    with pytest.raises(UsageFault):
        street_rows(driving(tmp_path, PLACES), AlongStreets(file, "sha", 800, DAY), Kept(None))
