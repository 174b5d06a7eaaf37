"""Looking back: the edges of the window, each person once, those who have left, and those who needed no place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.instance import last_starts
from planner.instance.window import Places, minimum_met_by_starts, starts
from planner.schema.weeks import week_label, week_number
from tests.scenarios import Given

NOW = week_number("2026-W48")


def of_people(home: Path, *names: str, **settings: object) -> Given:
    """People, a slot of praktik (T) and one of paid work (B), and a window of 26 weeks."""
    given = Given(home, **{"fair_share_weeks": 26, **settings}).people(*names)
    given.add("programmes", programme_id="B", rule="bea_jobb")
    given.slot("S1", places=99).slot("S2", programme_ids="B", places=99)
    return given.worth(names[0], "S1", 0.5)


def began(given: Given, person: str, week: int, programme: str | None = "T", end: str = "ended") -> Given:
    """A placement of the past that began in a week."""
    return given.add("history", jobseeker_id=person, programme_id=programme, from_week=week_label(week), end=end)


def placed(given: Given, places: Places = "all") -> list[str]:
    instance = given.instance()
    assert instance.window is not None
    return [str(name) for name in instance.people["jobseeker_id"].to_numpy()[instance.window.placed[places]]]


@pytest.mark.parametrize("weeks_ago, counted", [(26, ["P1"]), (27, []), (1, ["P1"]), (0, ["P1"])])
def test_the_first_week_of_the_window_lies_exactly_so_many_weeks_back(
    tmp_path: Path, weeks_ago: int, counted: list[str]
) -> None:
    given = began(of_people(tmp_path, "P1", "P2"), "P1", NOW - weeks_ago)
    assert placed(given) == counted


def test_a_person_with_two_starts_counts_once_and_one_in_a_paid_job_counts_in_both(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2", "P3")
    began(given, "P1", NOW - 20).tables["history"].append(
        {"jobseeker_id": "P1", "programme_id": "B", "from_week": week_label(NOW - 3), "end": "interrupted"}
    )
    window = began(given, "P2", NOW - 5).instance().window
    assert window is not None
    assert [window.people(), window.num_placed("all"), window.num_placed("paid")] == [3, 2, 1]


def test_what_was_declined_has_lapsed_or_is_not_known_is_no_start(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2", "P3", "P4", "P5", "P6")
    began(given, "P1", NOW - 2, end="declined")
    began(given, "P2", NOW - 2, programme=None)
    began(given, "P3", NOW - 2, programme="gone")
    given.add("history", jobseeker_id="P4", programme_id="T", end="ended")
    given.running("P5", "S1", "draft", programme_id="T")
    given.running("P6", "S1", "offered", programme_id="T", answer_by="2026-11-22")
    assert placed(given) == []
    assert starts(given.scenario()).empty


def test_a_promise_counts_before_it_begins_from_the_slots_week_where_none_is_stated(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2", "P3")
    given.running("P1", "S2", "accepted", programme_id="B", from_week="2026-W52")
    given.running("P2", "S1", "offered", programme_id="T", from_week=None, answer_by="2026-12-24")
    assert placed(given) == ["P1", "P2"]
    assert placed(given, "paid") == ["P1"]


def test_only_places_of_purpose_main_are_shared(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2", "P3")
    for person, programme in (("P1", "C"), ("P2", "A"), ("P3", "H")):
        began(given, person, NOW - 2, programme)
    assert placed(given) == []
    met, _ = minimum_met_by_starts(given.scenario(), 26)
    assert met.tolist() == [False, True, True]
    assert not minimum_met_by_starts(given.scenario(), 1)[0].any()
    assert not minimum_met_by_starts(given.scenario(), 0)[0].any()


def test_whoever_had_a_main_place_all_along_is_not_in_the_pool(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2", "P3", "P4")
    early, late = week_label(NOW - 27), week_label(NOW - 26)
    given.running("P1", "S1", programme_id="T", from_week=early, to_week="2026-W48")
    given.running("P2", "S1", programme_id="T", from_week=late, to_week="2026-W48")
    given.running("P3", "S1", programme_id="T", from_week=early, to_week="2026-W47")
    given.running("P4", "S1", programme_id="C", from_week=early, to_week="2026-W48")
    window = given.instance().window
    assert window is not None
    assert window.in_pool.tolist() == [False, True, True, True]
    assert window.may_count("all").tolist() == [False, False, True, True]


def test_those_who_have_left_count_with_their_groups_until_the_window_has_passed_them(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2")
    given.groups["young"] = {"tag": "young"}
    given.change("jobseekers", "P1", groups="young")
    on, before, long_ago = week_label(NOW - 26), week_label(NOW - 27), week_label(NOW - 40)
    rows = (
        ("L1", on, "young", on, on), ("L2", on, "young", before, None), ("L3", before, "young", on, on),
        ("L4", on, "none", None, week_label(NOW - 9)), ("P2", long_ago, "young", on, None),
    )  # fmt: skip
    for person, left, groups, placed_week, paid in rows:
        given.add("left_pool", jobseeker_id=person, left_week=left, entry_groups=groups, placed_week=placed_week,
                  paid_week=paid)  # fmt: skip
    instance = given.instance()
    window, young = instance.window, instance.groups["young"]
    assert window is not None
    # P1, P2, L1, L2 and L4 are in the pool; P2 has come back, with the group of today and the place of before.
    assert [window.people(), window.num_placed("all"), window.num_placed("paid")] == [5, 3, 2]
    assert [window.people("young", young), window.num_placed("all", "young", young)] == [3, 1]
    met, gone = minimum_met_by_starts(given.scenario(), 26)
    assert met.tolist() == [False, True]
    assert gone == [("young",), ("young",), ("none",)]


def test_without_weeks_to_look_back_at_there_is_no_window(tmp_path: Path) -> None:
    assert of_people(tmp_path, "P1", fair_share_weeks=0).instance().window is None


def test_the_latest_starts_are_what_left_pool_holds(tmp_path: Path) -> None:
    given = of_people(tmp_path, "P1", "P2")
    for week, programme in ((NOW - 30, "B"), (NOW - 9, "T"), (NOW - 12, "T")):
        began(given, "P1", week, programme)
    latest = last_starts(given.scenario())
    assert latest.index.tolist() == ["P1", "P2"]
    assert latest.to_numpy()[0].tolist() == [NOW - 9, NOW - 30]
    assert np.isnan(latest.to_numpy()[1]).all()
