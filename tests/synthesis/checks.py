"""What must hold in every synthetic scenario, recomputed from its cells."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from planner.synthesis import SynthesisSettings

Tables = dict[str, pd.DataFrame]
Draw = Callable[[SynthesisSettings], Tables]
HOLDS = ("started", "accepted")


def week_number(week: str) -> int:
    """Return an ISO week as a running number."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1).toordinal() // 7


def dangling(tables: Tables) -> list[str]:
    """Name every cell that points at a row that does not exist."""
    owners = {
        "jobseeker_id": "jobseekers",
        "slot_id": "slots",
        "employer_id": "employers",
        "funding_id": "funding",
        "supervisor_id": "supervisors",
        "caseworker_id": "caseworkers",
        "programme_id": "programmes",
    }
    faults = []
    for name, table in tables.items():
        for column, owner in owners.items():
            if column in table and name != owner:
                lost = set(table[column]) - set(tables[owner][column]) - {""}
                faults += [f"{name}.{column}: {value}" for value in sorted(lost)]
    lost = set(tables["slots"]["programme_ids"].str.split("|").explode()) - set(tables["programmes"]["programme_id"])
    homes = set(tables["jobseekers"]["home_zone"]) | set(tables["slots"]["zone"])
    return [*faults, *sorted(lost), *sorted(homes - set(tables["zones"]["zone"]))]


def seats(tables: Tables, states: tuple[str, ...] = HOLDS) -> pd.DataFrame:
    """Return one row a placement and week it lasts: jobseeker_id, slot_id, week, hours."""
    held = tables["placements"][tables["placements"]["state"].isin(states)]
    held = held.merge(tables["slots"][["slot_id", "hours_per_week"]], on="slot_id")
    spans = [
        range(week_number(first), week_number(last) + 1)
        for first, last in zip(held["from_week"], held["to_week"], strict=True)
    ]
    weeks = pd.Series(spans, index=held.index, dtype=object)
    long = held.assign(week=weeks, hours=held["hours_per_week"].astype(int)).explode("week")
    return long[["jobseeker_id", "slot_id", "week", "hours"]]


def free_places(tables: Tables, first_week: str, num_weeks: int = 9, states: tuple[str, ...] = HOLDS) -> int:
    """Return free places of open slots that start in the weeks given, course places left out."""
    busy = seats(tables, states).groupby(["slot_id", "week"]).size()
    total = 0
    for row in tables["slots"].to_dict("records"):
        start = week_number(row["start_week"])
        inside = 0 <= start - week_number(first_week) < num_weeks
        if row["status"] != "open" or row["programme_ids"] == "sfi" or not inside:
            continue
        span = range(start, start + int(row["weeks"]))
        held = max(busy.get((row["slot_id"], week), 0) for week in span)
        total += int(row["places"]) - int(row["reserved_by_hand"]) - held
    return total
