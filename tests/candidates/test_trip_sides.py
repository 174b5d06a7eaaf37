"""Who changes sides of the limit of a trip: as the gates would put them, by the straight line and by a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.candidates import TripSides, trip_sides
from planner.candidates.trip_sides import CHECK, LOST, WON
from planner.errors import UsageFault
from planner.inputs import read
from planner.reports import trip_sides_screen, trip_sides_summary
from planner.texts import speaking
from tests.timetables.feeds import PLACES
from tests.timetables.porto_alegre import scenario

HEAD = "from_zone,to_zone,mode,when,minutes,minutes_low,minutes_high\n"
# Straight lines: Landskrona to Häljarp 29 minutes, Svalöv 47. Trips of the table: 20, but none from Häljarp to town.
ROWS = "".join(
    f"{start},{end},transit,any,{'' if (start, end) == ('haljarp', 'landskrona') else 20},,\n"
    for start in PLACES
    for end in PLACES
    if start != end
)


def sides_of(home: Path, rows: str = ROWS) -> TripSides:
    folder = scenario(home, PLACES)
    (folder / "travel.csv").write_text(HEAD + rows, encoding="utf-8")
    return trip_sides(read(folder))


def pairs(home: Path, sides: TripSides, column: str, value: str) -> set[tuple[str, str]]:
    week = read(home / "week")
    people, slots = week.tables["jobseekers"]["jobseeker_id"], week.tables["slots"]["slot_id"]
    own = sides.pairs[sides.pairs[column] == value]
    return set(zip(people.iloc[own["person"]], slots.iloc[own["slot"]], strict=True))


def test_pairs_are_on_the_sides_where_the_gates_put_them(tmp_path: Path) -> None:
    sides = sides_of(tmp_path)
    # J06 has a limit of 15 minutes: 29 by the line are to be checked, 20 by the table are too long.
    assert pairs(tmp_path, sides, "change", LOST) == {("J01", "S3"), ("J01", "S5"), ("J05", "S1"), ("J06", "S2")}
    assert pairs(tmp_path, sides, "change", WON) == {("J01", "S4"), ("J02", "S1"), ("J02", "S3")}
    assert pairs(tmp_path, sides, "before", CHECK) == {("J06", "S2")}
    assert (sides.changed, sides.people_of(LOST), sides.people_of(WON)) == (7, 2, 0)


def test_pairs_that_neither_lets_through_are_counted_beyond_in_both(tmp_path: Path) -> None:
    sides = sides_of(tmp_path, ROWS.replace("20,", ","))
    before, after = sides.standings("before"), sides.standings("after")
    # From and to Svalöv, J01 to S4, J02 to S1 and S3, nothing goes by either.
    assert (before["beyond"], sides.beyond) == (3, 3)
    assert sum(before.values()) == sum(after.values()) == len(sides.pairs) + 3
    assert after["check"] == 0


def test_a_limit_between_least_and_most_minutes_makes_the_pair_one_to_be_checked(tmp_path: Path) -> None:
    sides = sides_of(tmp_path, "haljarp,landskrona,transit,any,28,20,35\n")
    assert {("J01", "S3"), ("J01", "S5")} <= pairs(tmp_path, sides, "after", CHECK)
    assert sides.changed == 0


def test_only_people_of_the_modes_of_the_table_are_compared(tmp_path: Path) -> None:
    sides = sides_of(tmp_path, "haljarp,landskrona,car,any,5,,\n")
    assert (sides.people, len(sides.pairs), sides.beyond) == (0, 0, 0)
    with speaking("en"):
        assert "No pair" in trip_sides_screen(sides)
    assert trip_sides_summary(sides)["by_distance"] == []


def test_distances_say_where_the_sides_change_and_by_how_many_minutes(tmp_path: Path) -> None:
    found = trip_sides_summary(sides_of(tmp_path))["by_distance"]
    steps = [(row["from_km"], row["to_km"], row["pairs"], row["lost"], row["won"]) for row in found]
    assert steps == [(0, 5, 6, 0, 0), (5, 10, 6, 4, 0), (20, 40, 3, 0, 3)]
    # Häljarp: 20 minutes by the table, 29 by the line. No trip has no difference.
    assert [row["minutes_difference"] for row in found] == [0, -9, -27]


def test_where_no_trip_decides_or_no_row_is_there_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="rows"), speaking("en"):
        sides_of(tmp_path, "")
    week = read(tmp_path / "week")
    listed = replace(week, settings=week.settings.model_copy(update={"candidates": "listed"}))
    with pytest.raises(UsageFault, match="lists its candidates"), speaking("en"):
        trip_sides(listed)
