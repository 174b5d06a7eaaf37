"""Tables as planning uses them: in a fixed order, blanks that mean the plan week filled in."""

from __future__ import annotations

from pathlib import Path

from planner.inputs import read
from planner.schema.tables import TABLES
from tests.inputs.folders import (
    GOOD,
    assert_same,
    good,
    text_of,
)


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    turned = {}
    for name in TABLES:
        header, *rows = text_of(f"{name}.csv").splitlines()
        turned[f"{name}.csv"] = "\n".join([header, *reversed(rows), ""])
    assert_same(read(GOOD), read(good(tmp_path, turned)))


def test_blank_weeks_of_people_and_slots_are_the_plan_week() -> None:
    scenario = read(GOOD)
    slots = scenario.tables["slots"].set_index("slot_id")["start_week"]
    assert slots["S2"] == scenario.week
    assert slots["S1"] == scenario.week + 1


def test_every_row_remembers_the_file_and_row_it_was_written_in_whatever_its_place_now(tmp_path: Path) -> None:
    people = [line.split(",") for line in text_of("jobseekers.csv").splitlines()]
    scenario = read(good(tmp_path, {"jobseekers.csv": "\n".join(",".join(row) for row in [people[0], *people[:0:-1]])}))
    table = scenario.tables["jobseekers"]
    assert table["jobseeker_id"].is_monotonic_increasing
    written = {row[0]: number for number, row in enumerate([people[0], *people[:0:-1]], start=1)}
    found = [scenario.origins.place("jobseekers", at, "jobseeker_id")[:2] for at in range(len(table))]
    assert found == [("jobseekers.csv", written[name]) for name in table["jobseeker_id"]]
