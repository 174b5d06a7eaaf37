"""Trips looked up between so many home zones and workplace zones of Porto Alegre: `python -m benchmarks.trips 200`.

The feeds are those of ../shared/data/transit, which has buses and trains from 11 to 16 o'clock; the hours of the
half-days lie within. Every part of the week is asked for. It prints seconds and the peak resident memory as JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

from planner.inputs import read
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_number
from planner.timetables import FeedSources, timetabled
from tests.timetables.porto_alegre import BUS, DATA, STREETS, TRAIN, WEEK, scenario

SHIFT = ("mo-am", "mo-pm", "mo-ev", "sa-am")


def week_of(home: Path, number: int) -> Scenario:
    """A week with so many people, one in each zone, and as many places, each in a zone of its own."""
    week = read(scenario(home))
    grid = pd.read_csv(DATA / "poa_hexgrid.csv").sample(2 * number, replace=2 * number > _hexagons(), random_state=1)
    zones = [f"h{at}" for at in range(2 * number)]
    tables = dict(week.tables.items())
    own = week.tables["zones"]
    tables["zones"] = own.iloc[[0] * len(zones)].assign(
        zone=zones, lat=grid["lat"].to_numpy(), lon=grid["lon"].to_numpy()
    ).reset_index(drop=True)  # fmt: skip
    for name, key, zone, chosen in (
        ("jobseekers", "jobseeker_id", "home_zone", zones[:number]), ("slots", "slot_id", "zone", zones[number:])
    ):  # fmt: skip
        rows = week.tables[name].iloc[[0] * number].reset_index(drop=True)
        tables[name] = rows.assign(**{key: [f"{name}{at}" for at in range(number)], zone: chosen})
    tables["jobseekers"]["travel_mode"] = "transit"
    tables["slots"]["shift"] = [SHIFT] * number
    return replace(week, tables=tables)


def _hexagons() -> int:
    return len(pd.read_csv(DATA / "poa_hexgrid.csv"))


def main(number: int) -> dict[str, float]:
    """Look the trips up, and say what it took."""
    with tempfile.TemporaryDirectory() as folder:
        week = week_of(Path(folder), number)
        begun = time.monotonic()
        made = timetabled(week, FeedSources((BUS, TRAIN), STREETS, week_number(WEEK), gaps=True))
        seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "zones": number,
        "parts": len(made.dates),
        "rows": len(made.table),
        "without_trip": int(made.table["minutes"].isna().sum()),
        "seconds": round(seconds, 1),
        "peak_mb": round(peak),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]))) + "\n")
