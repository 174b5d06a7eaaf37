"""What is held in a week, who has a claim on it, and what is left for new paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.outcomes.held import HeldPool
from planner.schema.weeks import week_number
from tests.paths import NEXT, longer_path, path_week
from tests.scenarios import Given

POOL = HeldPool("TB", week_number(NEXT))


def left(given: Given) -> int:
    return given.instance().held.room[POOL]


def finished(given: Given, **cells: object) -> Given:
    cells = {"end": "ended", "next_week": NEXT, **cells}
    return given.add("history", jobseeker_id="P0", slot_id="S0", programme_id="TB", **cells)


def test_places_that_begin_in_one_week_are_held_together(tmp_path: Path) -> None:
    assert left(path_week(tmp_path)) == 2


@pytest.mark.parametrize("state, number", [("started", 1), ("accepted", 1), ("offered", 1), ("draft", 2)])
def test_a_placement_with_a_next_week_claims_a_place(state: str, number: int, tmp_path: Path) -> None:
    given = path_week(tmp_path).running("P0", "S1", state, programme_id="TB", next_week=NEXT)
    assert left(given) == number


def test_whoever_has_finished_keeps_the_claim_and_whoever_broke_off_does_not(tmp_path: Path) -> None:
    assert left(finished(path_week(tmp_path / "ended"))) == 1
    assert left(finished(path_week(tmp_path / "broken"), end="interrupted")) == 2
    assert left(finished(path_week(tmp_path / "other"), next_week=None)) == 2


@pytest.mark.parametrize("word", ["declined", "refused", "vetoed"])
def test_a_claim_is_lost_where_no_held_place_is_left_for_the_person(word: str, tmp_path: Path) -> None:
    given = finished(path_week(tmp_path))
    given.add("history", jobseeker_id="P0", slot_id="J1", programme_id="J", end=word)
    assert left(given) == 1, "J2 is left"
    given.add("history", jobseeker_id="P0", slot_id="J2", programme_id="J", end="declined")
    assert left(given.at(tmp_path / "both")) == 2


def test_a_first_step_at_the_workplace_of_the_next_one_does_not_use_the_claim(tmp_path: Path) -> None:
    given = path_week(tmp_path).change("slots", "J1", programme_ids="J|TB", start_week=NEXT)
    given.running("P0", "J1", programme_id="TB", from_week="2026-W40", to_week="2027-W02", next_week=NEXT)
    found = given.instance().held
    assert [claim.used_in for claim in found.claims] == [None]
    assert found.room[POOL] == 1
    assert set(found.closed.values()) == {1}


def test_a_claim_is_used_by_a_placement_at_one_of_the_held_places(tmp_path: Path) -> None:
    given = finished(path_week(tmp_path)).running("P0", "J2", "accepted", programme_id="J", from_week=NEXT)
    found = given.instance().held
    assert [claim.used_in for claim in found.claims] == ["J2"]
    assert found.places.set_index("slot_id")["used"].to_dict() == {"J1": 0, "J2": 1}
    assert found.room[POOL] == 1


def test_nothing_is_held_after_its_last_week_or_once_the_slot_has_begun(tmp_path: Path) -> None:
    given = path_week(tmp_path)
    given.tables["held_places"][0]["until_week"] = "2026-W47"
    given.tables["held_places"][1]["until_week"] = "2026-W48"
    assert left(given) == 1
    assert given.at(tmp_path / "begun").change("slots", "J2", start_week="2026-W47").instance().held.room == {}


def test_whoever_has_a_claim_keeps_the_place_though_its_last_week_is_over(tmp_path: Path) -> None:
    given = path_week(tmp_path).running("P0", "S1", "accepted", programme_id="TB", next_week=NEXT)
    for row in given.tables["held_places"]:
        row["until_week"] = "2026-W47"
    given.tables["held_places"].pop()
    found = given.instance().held
    assert [claim.jobseeker_id for claim in found.claims] == ["P0"]
    assert found.room[POOL] == 0, "nobody else begins a path"
    assert sum(found.closed.values()) == 1, "and nobody else gets the place"


def test_a_claim_takes_a_place_of_every_later_step_until_it_is_used(tmp_path: Path) -> None:
    last = HeldPool("JB", week_number("2027-W30"))
    given = longer_path(path_week(tmp_path / "first"))
    assert given.instance().held.path(POOL, is_claimed=False) == (POOL, last)
    found = finished(given).instance().held
    assert (found.room[POOL], found.room[last]) == (1, 1)
    used = given.at(tmp_path / "used").running("P0", "J1", "accepted", programme_id="J", from_week=NEXT)
    assert used.instance().held.room[last] == 2


def test_a_new_path_ends_where_the_later_places_are_taken_and_one_with_a_claim_goes_on(tmp_path: Path) -> None:
    given = longer_path(path_week(tmp_path))
    given.tables["held_places"][-1]["places"] = 1
    found = finished(given).instance().held
    assert len(found.path(POOL, is_claimed=False)) == 1
    assert len(found.path(POOL, is_claimed=True)) == 2


def test_a_place_that_somebody_else_fills_in_its_weeks_is_promised_to_nobody(tmp_path: Path) -> None:
    given = path_week(tmp_path).running("", "J1", "accepted", programme_id="J", from_week=NEXT)
    assert left(given) == 1, "J2 alone"
    before = path_week(tmp_path / "before").running(
        "", "J1", programme_id="J", from_week="2026-W40", to_week="2027-W11"
    )
    assert left(before) == 2, "over before the place is needed"
    both = given.at(tmp_path / "both").running("P3", "J2", "offered", programme_id="J", from_week="2027-W20")
    assert both.instance().held.room == {}


def test_a_filled_place_is_lacking_for_each_programme_that_a_slot_is_held_for(tmp_path: Path) -> None:
    given = path_week(tmp_path).change("slots", "J1", places=4)
    given.tables["programmes"].append({**given.tables["programmes"][1], "programme_id": "TC"})
    given.tables["held_places"][0]["places"] = 2
    given.add("held_places", slot_id="J1", programme_id="TC", places=1)
    assert given.instance().held.places["places"].tolist() == [2, 1, 1]
    for _number in range(2):
        given.running("", "J1", programme_id="J", from_week=NEXT)
    found = given.at(tmp_path / "filled").instance().held
    assert found.places.set_index(["slot_id", "programme_id"])["places"].to_dict() == {("J1", "TB"): 1, ("J2", "TB"): 1}
    assert list(found.closed.values()) == [1, 1]
