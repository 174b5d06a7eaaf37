"""What a plan says of the timetables its trips were looked up in is held against table travel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from planner.reports.travel import travel_line
from planner.texts import speaking
from planner.verification import verify
from tests.scenarios import Given, objections, written

SAID = {
    "rows": 2,
    "as_of": "2026-11-20",
    "valid_to": "2026-12-12",
    "looked_up_in": ["bus.zip 7; streets.pbf", "train.zip 3"],
}


def timetabled(home: Path, **cells: Any) -> Given:  # noqa: ANN401 - cells of many kinds
    """Two rows that trips use, one walked all the way, and one from a zone where nobody lives."""
    given = Given(home).person("P1").slot("S1").slot("S2").worth("P1", "S1", 0.5)
    given.change("jobseekers", "P1", home_zone="A").change("slots", "S1", zone="B").change("slots", "S2", zone="C")
    rows = (("A", "B", "2026-11-20", "2026-12-12", "on foot: bus.zip 7; streets.pbf"),
            ("A", "C", "2026-11-21", "2026-12-13", "train.zip 3"),
            ("X", "C", "2020-01-01", "2020-01-01", "old.zip"))  # fmt: skip
    for start, end, as_of, valid_to, source in rows:
        row = {"from_zone": start, "to_zone": end, "minutes": 20, "as_of": as_of, "valid_to": valid_to,
               "looked_up_in": source}  # fmt: skip
        given.add("travel", **(row | cells))
    return given


def test_a_plan_says_which_timetables_its_trips_are_of(tmp_path: Path) -> None:
    plan = timetabled(tmp_path).plan()
    assert plan.file.model_dump(mode="json")["trips"] == SAID
    assert objections(plan, tmp_path / "plan") == []
    with speaking("en"):
        assert "bus.zip 7; streets.pbf; train.zip 3; holds to 2026-12-12" in travel_line(plan.instance.travel_data())
    without = timetabled(tmp_path / "without", valid_to=None, looked_up_in=None).plan()
    assert "trips" not in without.file.model_dump(mode="json")


@pytest.mark.parametrize(
    "forged",
    [{**SAID, "valid_to": "2027-12-12"}, {**SAID, "rows": True}, {**SAID, "looked_up_in": []}, {}, None, [SAID]],
)
def test_what_is_forged_is_refused(forged: object, tmp_path: Path) -> None:
    path = written(timetabled(tmp_path).plan(), tmp_path / "plan") / "plan.json"
    file = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**file, "trips": forged}), encoding="utf-8")
    assert {one.check for one in verify(path.parent)} == {"trips"}


def test_trips_of_a_timetable_that_has_ended_are_doubted(tmp_path: Path) -> None:
    for day, doubted in (("2026-11-22", True), ("2026-11-23", False)):
        warned = timetabled(tmp_path / day, valid_to=day).scenario().warnings
        assert (("timetable-ended", "valid_to") in {(one.code, one.column) for one in warned}) is doubted
