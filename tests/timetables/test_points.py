"""Zones of points: who is where, whose zone stays, what is refused, and that nobody's coordinates are told."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs import read
from planner.texts import speaking
from planner.timetables import Zoned, zoned
from planner.timetables.squares import kilometres
from tests.timetables.feeds import PLACES
from tests.timetables.porto_alegre import ROOT, scenario

HEAD = "id,lat,lon\n"
# Six people in the town of Landskrona, two of them in a street of their own; a workplace by the sea.
TOWN = {
    "J03": (56.00121, 13.00117), "J04": (56.00131, 13.00119), "J06": (56.00127, 13.00123), "J07": (56.00133, 13.00129),
    "J08": (56.01211, 13.00137), "J09": (56.01213, 13.00139),
}  # fmt: skip
WORK = {"S1": (56.04321, 13.04321)}


def rows(points: dict[str, tuple[float, float]]) -> str:
    return HEAD + "".join(f"{one},{lat},{lon}\n" for one, (lat, lon) in points.items())


def zones_of(home: Path, text: str) -> Zoned:
    points = home / "points.csv"
    points.write_text(text, encoding="utf-8")
    return zoned(read(home / "week"), points, 500)


def test_a_square_with_few_people_joins_the_nearest_and_who_has_no_point_stays(tmp_path: Path) -> None:
    scenario(tmp_path, PLACES)
    found = zones_of(tmp_path, rows(TOWN | WORK | {"J99": (56.0, 13.0)}))
    people = found.scenario.tables["jobseekers"].set_index("jobseeker_id")["home_zone"]
    assert len({people[one] for one in TOWN}) == 1
    assert (people["J01"], people["J02"]) == ("haljarp", "svalov")
    slots = found.scenario.tables["slots"].set_index("slot_id")["zone"]
    zones = found.scenario.tables["zones"].set_index("zone")
    # The middle of the four, not of the two; and the workplace in the square where it is.
    for zone, point in ((people["J03"], TOWN["J03"]), (slots["S1"], WORK["S1"])):
        middle = zones.loc[[zone], ["lat", "lon"]].to_numpy(float)
        assert kilometres(middle, np.array([point]))[0] < 0.36
    assert zones.loc[people["J03"], "name"] == "landskrona"
    assert (found.people, found.slots, found.zones, found.joined, found.unused) == ((6, 3), (1, 5), 2, 1, 1)
    assert found.furthest_km == pytest.approx(1.0, abs=0.51)
    assert "landskrona" in zones.index  # other workplaces stay there


def test_rows_of_trips_between_zones_that_nobody_uses_are_left_out_and_services_carried_on(tmp_path: Path) -> None:
    folder = scenario(tmp_path, PLACES)
    (folder / "zones.csv").write_text(
        "zone,lat,lon,evening_service\nlandskrona,56.0,13.0,yes\nhaljarp,56.0,13.1,no\nsvalov,56.3,13.0,\n", "utf-8"
    )
    (folder / "travel.csv").write_text("from_zone,to_zone,minutes\nhaljarp,svalov,9\nsvalov,landskrona,8\n", "utf-8")
    moved = TOWN | {"J01": (56.0, 13.1001), "J05": (56.0, 13.1002), "S2": (56.0, 13.1003)}
    found = zones_of(tmp_path, rows(moved | {f"H{number}": (56.0, 13.1) for number in range(5)}))
    assert found.trips_left_out == 1
    tables = found.scenario.tables
    zones = tables["zones"].set_index("zone")["evening_service"]
    # J01 and J05 of Häljarp are too few there: they join the town, and its zone has both kinds.
    town = tables["jobseekers"].set_index("jobseeker_id")["home_zone"]["J01"]
    assert town == tables["jobseekers"].set_index("jobseeker_id")["home_zone"]["J03"]
    assert zones[town] is not True
    assert bool(zones[tables["slots"].set_index("slot_id")["zone"]["S2"]]) is False


def test_every_fault_is_told_with_its_row_and_no_coordinate(tmp_path: Path) -> None:
    scenario(tmp_path, PLACES)
    with pytest.raises(InputFaults) as caught, speaking("en"):
        zones_of(
            tmp_path, HEAD + "J01,north,13.00117\nJ02,56.00121,513.00119\n,56.1,13.1\nJ03,56.1,13.1\nJ03,56.1,13.1\n"
        )
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "lat"), (3, "lon"), (4, "id"), (6, "id"),
    ]  # fmt: skip
    assert not any(text in str(caught.value) for text in ("north", "13.00117", "56.00121", "513"))
    with pytest.raises(InputFaults, match="lon: the column is missing"), speaking("en"):
        zones_of(tmp_path, "id,lat\nJ01,56\n")
    with pytest.raises(InputFaults, match="the right way round"), speaking("en"):
        zones_of(tmp_path, HEAD + "J03,13.00117,56.00121\n")


def test_points_of_fewer_than_five_people_make_no_zones_and_a_swedish_csv_is_read(tmp_path: Path) -> None:
    scenario(tmp_path, PLACES)
    few = dict(list(TOWN.items())[:4])
    with pytest.raises(UsageFault, match="too few"), speaking("en"):
        zones_of(tmp_path, rows(few))
    with pytest.raises(UsageFault, match="too few"), speaking("en"):
        zones_of(tmp_path, rows({"J99": (56.0, 13.0)}))
    swedish = rows(TOWN).replace(",", ";").replace(".", ",")
    assert zones_of(tmp_path, swedish).people == (6, 3)


def test_the_shipped_tiny_can_be_put_into_squares_too(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios" / "tiny", tmp_path / "week")
    at = read(tmp_path / "week").tables["zones"].set_index("zone")
    near = {one: tuple(at.loc["landskrona", ["lat", "lon"]]) for one in TOWN}
    assert zones_of(tmp_path, rows(near)).zones == 1
