"""Where the minutes of a week's trips come from, and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from planner.schema.distances import ON_FOOT
from planner.schema.scenario import Scenario
from planner.schema.weeks import week_monday

DAYS_A_WEEK = 7


@dataclass(frozen=True)
class TravelData:
    """The rows of table `travel` that trips of this week's jobseekers to its open slots may use, and the travel model.

    rows: their number. undated: how many of them do not say when they were looked up. oldest: the earliest day stated,
    None where there is none. weeks_old: how many whole weeks that day is before the Monday of the plan week. valid_to:
    the earliest last day of a timetable, None where no row states one. looked_up_in: timetables and streets with their
    versions, each once.
    """

    rows: int
    undated: int
    oldest: date | None
    weeks_old: int | None
    model: str
    valid_to: date | None
    looked_up_in: tuple[str, ...]


def travel_data(scenario: Scenario) -> TravelData:
    """The travel data in use in a scenario."""
    table, slots, people = (scenario.tables[name] for name in ("travel", "slots", "jobseekers"))
    starts = pd.MultiIndex.from_frame(people[["home_zone", "travel_mode"]])
    ends = slots.loc[slots["status"] == "open", "zone"]
    used = table[pd.MultiIndex.from_frame(table[["from_zone", "mode"]]).isin(starts) & table["to_zone"].isin(ends)]
    days = used["as_of"].dropna()
    oldest = None if days.empty else days.min().date()
    weeks_old = None if oldest is None else max((week_monday(scenario.week) - oldest).days // DAYS_A_WEEK, 0)
    undated = int(used["as_of"].isna().sum())
    ends_of_feeds, sources = used["valid_to"].dropna(), used["looked_up_in"].dropna()
    return TravelData(
        len(used), undated, oldest, weeks_old, scenario.assumptions.travel.stored.reference,
        None if ends_of_feeds.empty else ends_of_feeds.min().date(),
        tuple(sorted({str(text).removeprefix(ON_FOOT) for text in sources.unique()})),
    )  # fmt: skip
