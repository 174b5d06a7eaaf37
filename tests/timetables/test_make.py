"""Table travel from timetables: which rows there are, what they say, and a plan that goes by them."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from typing import cast

import pandas as pd
import pytest

from planner.errors import InputFaults, UsageFault
from planner.inputs import read
from planner.inputs.write import table_text
from planner.schema.weeks import week_number
from planner.timetables import FeedSources, Timetabled, timetabled
from tests.timetables.feeds import HOURS, PLACES, line
from tests.timetables.porto_alegre import BUS, STREETS, TRAIN, WEEK, scenario


def minutes(made: Timetabled) -> dict[tuple[str, str, str], float]:
    found = made.table.set_index(["from_zone", "to_zone", "when"])["minutes"].to_dict()
    return cast("dict[tuple[str, str, str], float]", found)


@pytest.fixture(scope="module", name="made")
def the_table(tmp_path_factory: pytest.TempPathFactory) -> Timetabled:
    home = tmp_path_factory.mktemp("made")
    return timetabled(read(scenario(home, PLACES, HOURS)), FeedSources((line(home),)))


def test_minutes_are_the_longer_of_there_and_home_waits_included(made: Timetabled) -> None:
    found = minutes(made)
    # Häljarp to Landskrona, by day: the bus of 11:30 is there at 11:50, 60 minutes before 12:30; home at 17:20, 70.
    assert found["haljarp", "landskrona", "day"] == 70
    # In the morning: the bus of 7:30 for 8:30, 60 minutes; home at 12:20, 20.
    assert found["haljarp", "landskrona", "morning"] == 60


def test_a_pair_that_no_timetable_joins_is_no_trip(made: Timetabled) -> None:
    assert math.isnan(minutes(made)["svalov", "landskrona", "day"])
    assert not made.table["looked_up_in"].str.startswith("on foot").any()


def test_only_parts_that_shifts_use_are_asked_for_and_a_zone_to_itself_is_left_to_the_model(made: Timetabled) -> None:
    assert sorted(made.dates) == ["day", "morning"]
    assert (made.table["from_zone"] != made.table["to_zone"]).all()


def test_the_table_says_what_it_rests_on(made: Timetabled) -> None:
    row = made.table.iloc[0]
    assert (row["as_of"].date(), row["valid_to"].date()) == (date(2026, 11, 23), date(2026, 12, 31))
    assert row["looked_up_in"].startswith("feed.zip ")


def test_hours_without_trips_are_refused_and_with_gaps_they_are_no_trip_never_a_walk(tmp_path: Path) -> None:
    late = scenario(tmp_path, PLACES, HOURS | {"am": ("03:30", "04:00")})
    with pytest.raises(InputFaults, match="06:00"):
        timetabled(read(late), FeedSources((line(tmp_path),)))
    found = minutes(timetabled(read(late), FeedSources((line(tmp_path),), gaps=True)))
    assert math.isnan(found["haljarp", "landskrona", "morning"])
    assert found["haljarp", "landskrona", "day"] == 70


def test_a_travel_model_without_hours_is_refused(tmp_path: Path) -> None:
    folder = scenario(tmp_path, PLACES, HOURS)
    settings = (folder / "scenario.toml").read_text(encoding="utf-8")
    (folder / "scenario.toml").write_text(settings.replace("straight_line/9", "straight_line/1"), encoding="utf-8")
    with pytest.raises(UsageFault, match="straight_line/2"):
        timetabled(read(folder), FeedSources((line(tmp_path),)))


def test_a_scenario_with_the_table_plans_by_it(made: Timetabled, tmp_path: Path) -> None:
    folder = scenario(tmp_path, PLACES, HOURS)
    (folder / "travel.csv").write_text(table_text("travel", made.table), encoding="utf-8")
    table = read(folder).tables["travel"]
    pd.testing.assert_series_equal(table["minutes"], made.table["minutes"], check_dtype=False)
    assert len(table) == len(made.table) > 0


@pytest.mark.slow
@pytest.mark.shared_data
def test_on_the_streets_of_porto_alegre_a_place_off_every_street_fails_alone(tmp_path: Path) -> None:
    places = {"landskrona": (-30.0277, -51.2287), "haljarp": (-30.0339, -51.2090), "svalov": (-30.60, -51.90)}
    made = timetabled(read(scenario(tmp_path, places)), FeedSources((BUS, TRAIN), STREETS, week=week_number(WEEK)))
    assert made.off_street == ("svalov",)
    assert made.table["minutes"].notna().all()
    assert set(made.table["from_zone"]) == {"landskrona", "haljarp"}
