"""Wishes choose among a person's places, never who gets one."""

from __future__ import annotations

import importlib
from pathlib import Path

import pandas as pd
import pytest

from tests.models.copies import copy_model
from tests.scenarios import Given

# The package has a function of the same name.
building = importlib.import_module("planner.instance.build")
READY = {"supervisor_id": "V1", "union_consulted_on": "2026-11-01"}
NARROW, EVERYTHING = "5330", "1|2|3|4|5|6|7|8|9"


def of_wishes(home: Path, *wishes: str) -> Given:
    """A week with a place in cleaning and one in care work, and people alike but for what they wish."""
    given = Given(home, candidates="eligible").add("supervisors", supervisor_id="V1", capacity=9)
    for number, wish in enumerate(wishes, start=1):
        given.person(f"P{number}", wished_ssyk=wish, registered_status="JoB")
    return given.slot("S1", ssyk="9111", **READY).slot("S2", ssyk="5330", **READY)


def values(given: Given) -> list[list[float]]:
    """What each person's places are worth, by slot."""
    table = given.instance().candidates
    return [own["value"].tolist() for _, own in table.groupby("person")]


def test_an_honest_narrow_wish_does_not_lower_ones_best_place_and_wishing_everything_does_not_raise_it(
    tmp_path: Path,
) -> None:
    narrow, everything, nothing = values(of_wishes(tmp_path, NARROW, EVERYTHING, ""))
    # Baseline 0.18, effect 0.04, and 0.75 is how readily somebody takes an offer who has stated no wish.
    assert max(narrow) == max(everything) == max(nothing) == pytest.approx(0.75 * 0.04)
    assert everything == nothing
    # 0.6 x 0.04 beside 0.9 x (0.04 + 0.03).
    assert narrow == [pytest.approx(0.03 * 0.024 / 0.063), pytest.approx(0.03)]


def test_a_wish_that_no_place_of_the_week_meets_lowers_nothing(tmp_path: Path) -> None:
    elsewhere, nothing = values(of_wishes(tmp_path, "2512", ""))
    assert elsewhere == nothing


def test_who_has_declined_all_of_a_kind_before_is_not_put_behind_others(tmp_path: Path) -> None:
    given = of_wishes(tmp_path, "", "").add("history", jobseeker_id="P1", programme_id="T", end="declined")
    declined, other = values(given)
    assert declined == other


def test_where_the_model_says_that_nothing_but_the_wished_is_taken_the_best_place_is_worth_as_much(
    tmp_path: Path,
) -> None:
    given = of_wishes(tmp_path, "2512", "")
    figures = copy_model("acceptance", "judgement/2", given.write() / "models", "ours", "1") / "acceptance.toml"
    told = figures.read_text(encoding="utf-8")
    assert "other_than_wished = { value = 0.6," in told
    told = told.replace("other_than_wished = { value = 0.6,", "other_than_wished = { value = 0,")
    figures.write_text(told, encoding="utf-8")
    given.models["acceptance"] = "ours/1"
    elsewhere, nothing = values(given)
    assert elsewhere == nothing


def test_a_place_that_gains_by_its_fit_alone_is_no_gain(tmp_path: Path) -> None:
    given = of_wishes(tmp_path, NARROW)
    given.add("baselines", jobseeker_id="P1", value=0.22)
    table = given.instance().candidates
    assert table["uplift"].tolist() == [pytest.approx(0.0), pytest.approx(0.03)]
    assert table["value"].tolist() == [0.0, 0.0]


def test_the_users_own_outcomes_are_taken_as_they_are_where_nothing_is_wished(tmp_path: Path) -> None:
    given = of_wishes(tmp_path, "").worth("P1", "S1", 0.22)
    assert values(given) == [[pytest.approx(0.04), pytest.approx(0.03)]]


@pytest.mark.parametrize("rows", [1, 2, 3, 100])
def test_nobodys_places_are_reckoned_apart_however_few_rows_are_taken_at_a_time(
    rows: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = of_wishes(tmp_path, NARROW, EVERYTHING, "2512")
    whole = given.instance().candidates
    monkeypatch.setattr(building, "_ROWS_AT_A_TIME", rows)
    pd.testing.assert_frame_equal(given.instance().candidates, whole)
