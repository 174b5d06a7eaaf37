"""Small feeds made by hand: one line along a street, from A by B to C, for tests of what feeds do to trips."""

from __future__ import annotations

import zipfile
from pathlib import Path

STOPS = {"A": (56.0, 13.0), "B": (56.0, 13.05), "C": (56.0, 13.1)}
HOURS = {"am": ("08:30", "12:00"), "pm": ("12:30", "16:10"), "ev": ("16:30", "20:00")}
# Landskrona at A, Häljarp at C, Svalöv away from every stop.
PLACES = {"landskrona": STOPS["A"], "haljarp": STOPS["C"], "svalov": (56.3, 13.0)}
FEED = "feed.zip"
HEAD = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"


def trip(name: str, *times: str, stops: str = "ABC") -> str:
    """Rows of stop_times: a time for each stop, blank for blank."""
    return "".join(
        f"{name},{time},{time},{stop},{at}\n" for at, (stop, time) in enumerate(zip(stops, times, strict=True))
    )


def feed(folder: Path, times: str, name: str | None = None, **tables: str | None) -> Path:
    """A feed with these stop_times; a table that is None is left out, one that is given stands as it is."""
    trips = sorted({row.split(",")[0] for row in times.splitlines()})
    stated: dict[str, str | None] = {
        "stops": "stop_id,stop_lat,stop_lon\n" + "".join(f"{one},{lat},{lon}\n" for one, (lat, lon) in STOPS.items()),
        "routes": "route_id,route_type\nR,3\n",
        "trips": "route_id,service_id,trip_id\n" + "".join(f"R,S,{one}\n" for one in trips),
        "stop_times": HEAD + times,
        "calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
                    "S,1,1,1,1,1,0,0,20261101,20261231\n",
    }  # fmt: skip
    stated |= tables
    path = folder / (name or FEED)
    with zipfile.ZipFile(path, "w") as archive:
        for table, text in stated.items():
            if text is not None:
                archive.writestr(f"{table}.txt", text)
    return path


def line(folder: Path) -> Path:
    """From A to C at every full hour from 6 to 19, twenty minutes, and back at half past."""
    there = "".join(trip(f"T{hour}", f"{hour:02}:00:00", "", f"{hour:02}:20:00") for hour in range(6, 20))
    back = "".join(trip(f"B{hour}", f"{hour:02}:30:00", "", f"{hour:02}:50:00", stops="CBA") for hour in range(6, 20))
    return feed(folder, there + back)
