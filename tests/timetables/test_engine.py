"""The engine behind its adapter: its answers for a line known by heart, and those of its own queries for one pair."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from planner.timetables.engine import Network, Walking
from planner.timetables.feed import read_feeds
from planner.timetables.one_way import plain_feed
from tests.timetables.feeds import STOPS, feed, trip

WEDNESDAY = date(2026, 11, 25)
# Nothing runs on the days before and after.
ALONE = "service_id,date,exception_type\nS,20261125,1\n"
WALKING = Walking(minutes=20, speed=4.5, from_street=800, detour=1.25)


def network(folder: Path, feeds: list[Path], day: date, places: pd.DataFrame, streets: Path | None = None) -> Network:
    read = read_feeds(feeds)
    paths = []
    for backwards in (False, True):
        paths.append(folder / f"plain_{backwards}.zip")
        paths[-1].write_bytes(plain_feed(read, [day], backwards=backwards))
    return Network(paths[0], paths[1], streets, places, WALKING)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 25, hour, minute)  # noqa: DTZ001 - timetables have local time


@pytest.fixture(scope="module", name="line")
def a_line(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """From A to C at every full hour from 6 to 20, twenty minutes, and back at half past; Away has no stop near."""
    folder = tmp_path_factory.mktemp("line")
    there = "".join(trip(f"T{hour}", f"{hour:02}:00:00", "", f"{hour:02}:20:00") for hour in range(6, 21))
    back = "".join(trip(f"B{hour}", f"{hour:02}:30:00", "", f"{hour:02}:50:00", stops="CBA") for hour in range(6, 21))
    rows = [{"id": name, "lat": lat, "lon": lon} for name, (lat, lon) in STOPS.items()]
    rows += [{"id": "Away", "lat": 56.3, "lon": 13.0}, {"id": "By A", "lat": 56.004, "lon": 13.0}]
    return network(
        folder, [feed(folder, there + back, calendar=None, calendar_dates=ALONE)], WEDNESDAY, pd.DataFrame(rows)
    )


def test_arriving_by_an_hour_takes_the_last_trip_and_counts_the_wait_for_the_start(line: Network) -> None:
    found = line.arrive_by(at(8, 30), ["A"], ["C"], 15)
    assert found.seconds.tolist() == [[30 * 60]]
    # Between 8:23 and 8:38 the last trip stays that of 8:00.
    assert 23 * 60 <= found.least[0, 0] < 30 * 60 < found.most[0, 0] <= 38 * 60


def test_leaving_after_an_hour_takes_the_first_trip_and_counts_the_wait_for_it(line: Network) -> None:
    assert line.leave_after(at(16, 10), ["C"], ["A"], 15).seconds.tolist() == [[40 * 60]]


def test_where_no_trip_runs_any_more_there_is_no_way_and_round_its_hour_the_most_is_without_end(line: Network) -> None:
    assert math.isnan(line.leave_after(at(22), ["C"], ["A"], 15).seconds[0, 0])
    last = line.leave_after(at(20, 25), ["C"], ["A"], 15)
    assert (last.seconds[0, 0], last.most[0, 0]) == (25 * 60, math.inf)


def test_a_place_without_a_stop_near_fails_alone(line: Network) -> None:
    found = line.arrive_by(at(8, 30), ["A", "Away"], ["C"], 15)
    assert np.isnan(found.seconds).tolist() == [[False], [True]]


def test_walks_are_as_long_as_their_detour_says(line: Network) -> None:
    # 0.004 degrees north are 444.8 m, a way of 556 m: 444.8 s at 4.5 km/h.
    assert line.on_foot(["By A"], ["A"])[0, 0] == pytest.approx(445, abs=2)
    assert math.isnan(line.on_foot(["A"], ["C"])[0, 0])


@pytest.mark.slow
@pytest.mark.shared_data
def test_of_200_drawn_pairs_every_minute_is_that_of_the_engines_own_query_for_one_pair(
    shared_data: Path, tmp_path: Path
) -> None:
    data = shared_data / "transit"
    places = pd.read_csv(data / "poa_hexgrid.csv").sample(40, random_state=7)[["id", "lat", "lon"]]
    feeds, day = [data / "poa_eptc.zip", data / "poa_trensurb.zip"], date(2019, 5, 15)
    found = network(tmp_path, feeds, day, places, data / "poa_osm.pbf")
    ids, hour = places["id"].to_list(), datetime(2019, 5, 15, 14, 0)  # noqa: DTZ001 - timetables have local time
    answers = {"timetable": found.leave_after(hour, ids, ids, 15).seconds,
               "mirrored": found.arrive_by(hour, ids, ids, 15).seconds.T}  # fmt: skip
    walk = found.on_foot(ids, ids)
    spots = list(places[["lat", "lon"]].itertuples(index=False, name=None))
    pairs = [pair for pair in np.random.default_rng(1).integers(0, 40, (220, 2)) if pair[0] != pair[1]][:200]
    for name, asked in (("timetable", hour), ("mirrored", hour - timedelta(hours=4))):
        ours, other = [], []
        for start, end in pairs:
            ways = getattr(found, name).route_between_coordinates(
                spots[start], spots[end], asked, walking_speed_kmph=WALKING.speed, max_walking_time=WALKING.minutes,
                snap_distance=WALKING.from_street, geometries=False,
            )  # fmt: skip
            # Walks by way of a stop are in tables alone, and make.py tells them apart.
            if not answers[name][start, end] >= walk[start, end]:
                ours.append(answers[name][start, end])
                other.append(min((way["arrival_s"] for way in ways), default=math.nan) - asked.hour * 3600)
        assert len(ours) > 150
        np.testing.assert_array_equal(np.ceil(np.array(ours) / 60), np.ceil(np.array(other) / 60))
