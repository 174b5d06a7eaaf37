"""What happened since: new and changed rows, people who left, places that were withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.errors import InputFaults, UsageFault
from tests.weeks.small_weeks import advanced, committed, placement, three


def news(home: Path, **tables: str) -> Path:
    folder = home / "news"
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_new_rows_are_added_and_known_ones_change_only_where_they_say_something(tmp_path: Path) -> None:
    given = three(tmp_path).change("jobseekers", "P1", months_unemployed=7)
    people = "jobseeker_id,home_zone,months_unemployed,waiting_weeks\nP1,,,\nP2,Z,20,3\nP9,Z,,\n"
    settled = advanced(given, news=news(tmp_path, jobseekers=people))
    rows = settled.scenario.tables["jobseekers"].set_index("jobseeker_id")
    assert set(rows.index) == {"P1", "P2", "P3", "P4", "P5", "P9"}
    assert (rows.loc["P1", "months_unemployed"], rows.loc["P1", "waiting_weeks"]) == (7.23, 11)
    assert (rows.loc["P2", "months_unemployed"], rows.loc["P2", "waiting_weeks"]) == (20, 3)
    assert rows.loc["P9", "hours_per_week"] == 40


def test_who_leaves_is_taken_out_of_every_table_and_an_offer_goes_with_them(tmp_path: Path) -> None:
    given = three(tmp_path).add("preferences", jobseeker_id="P1", slot_id="S2", rank=1)
    given.add("history", jobseeker_id="P1", slot_id="S5", end="ended")
    settled = advanced(given, news=news(tmp_path, leavers="jobseeker_id,motive\nP1,arbete\nP4,flyttat\n"))
    tables = settled.scenario.tables
    for name in ("jobseekers", "preferences", "history", "placements", "outcomes"):
        assert not set(tables[name]["jobseeker_id"]) & {"P1", "P4"}, name
    assert settled.next.left == ("P1", "P4")
    assert tables["funding"]["committed_sek"].iloc[0] == 800  # nothing is held for the offer of somebody who left


def test_a_withdrawn_slot_is_closed_and_its_promises_stay_to_be_acted_on(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), news=news(tmp_path, withdrawn="slot_id\nS1\nS3\n"))
    slots = settled.scenario.tables["slots"].set_index("slot_id")
    assert set(slots.loc[slots["status"] == "closed"].index) == {"S1", "S3"}
    assert placement(settled, "P3")["state"] == "accepted"
    acts = settled.act_on.set_index("kind")
    assert acts.loc["promised_and_withdrawn", "slot_id"] == "S3"


def test_a_pin_to_a_slot_that_is_withdrawn_is_taken_away_and_told(tmp_path: Path) -> None:
    given = three(tmp_path).decide("pin", "P2", "S2").decide("forbid", "P1", "S2")
    settled = advanced(given, news=news(tmp_path, withdrawn="slot_id\nS2\n"))
    assert settled.scenario.tables["decisions"]["decision"].tolist() == ["forbid"]
    assert settled.act_on.set_index("kind").loc["pin_impossible", "jobseeker_id"] == "P2"
    with pytest.raises(InputFaults, match=r"pin"):
        advanced(three(tmp_path / "two"), "P2,S2,pin\n", news=tmp_path / "news")


def test_faults_of_news_are_all_named(tmp_path: Path) -> None:
    folder = news(
        tmp_path, jobseekers="jobseeker_id,age\nP9,20\n", leavers="jobseeker_id\nP5\nP8\n", withdrawn="slot_id\nS7\n"
    )
    with pytest.raises(InputFaults) as refused:
        advanced(three(tmp_path), news=folder)
    assert [(fault.file, fault.row, fault.column) for fault in refused.value.faults] == [
        ("jobseekers.csv", 2, "home_zone"), ("leavers.csv", 2, "jobseeker_id"), ("leavers.csv", 3, "jobseeker_id"),
        ("withdrawn.csv", 2, "slot_id"),
    ]  # fmt: skip


def test_a_table_that_is_no_news_and_a_folder_without_any_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match=r"leaver\.csv.*leavers"):
        advanced(three(tmp_path / "one"), news=news(tmp_path, leaver="jobseeker_id\nP1\n"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageFault, match=r"There is no table"):
        advanced(three(tmp_path / "two"), news=tmp_path / "empty")


def test_an_offer_made_to_somebody_who_leaves_gives_its_money_back(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P1,S1,offered,2026-12-15\n", news=news(tmp_path, leavers="jobseeker_id\nP1\n"))
    assert not placement(settled, "P1")
    assert committed(settled) == 800 + 400


def test_no_list_names_whoever_news_protects(tmp_path: Path) -> None:
    people = "jobseeker_id,home_zone,protected_identity\nP1,,yes\nHIDDEN7,Z,yes\n"
    settled = advanced(three(tmp_path), "P1,S1,accepted\n", news=news(tmp_path, jobseekers=people))
    assert settled.scenario.protected == 2
    for path in (tmp_path / "after" / "advance").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "P1" not in text, path.name
        assert "HIDDEN7" not in text, path.name


def test_rows_of_news_that_stand_twice_are_named_where_they_stand(tmp_path: Path) -> None:
    folder = news(tmp_path, leavers="jobseeker_id\nP1\nP2\nP1\n", jobseekers="jobseeker_id,home_zone\nP9,Z\nP9,Z\n")
    with pytest.raises(InputFaults) as refused:
        advanced(three(tmp_path), news=folder)
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("jobseekers.csv", 3), ("leavers.csv", 4)]
