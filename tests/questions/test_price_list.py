"""The list of prices: one for each kind of step, and places offered against places wanted."""

from pathlib import Path

from planner.instance import build
from planner.planning.wanted import places_wanted
from planner.questions import KINDS
from tests.questions.pricing import priced, tight
from tests.scenarios import Given


def test_every_kind_has_its_own_list_the_greatest_first(tmp_path: Path) -> None:
    prices = priced(tight(tmp_path, 1))
    assert tuple(prices.prices) == KINDS
    for kind in KINDS:
        own = prices.prices[kind]
        assert {price.step.kind for price in own} <= {kind}
        assert [price.more.middle for price in own] == sorted((price.more.middle for price in own), reverse=True)
    assert prices.steps == {"place": 1, "programme": 1, "budget": 100_000, "supervisor": 2, "caseworker": 1}


def test_places_wanted_count_open_slots_of_departments_from_the_plan_week_on(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").add("employers", employer_id="D1", name="D1", sector="department")
    given.tables["employers"][-1]["places_wanted"] = 9
    given.add("employers", employer_id="D2", name="D2", sector="department")
    given.slot("S1", employer_id="D1", places=4, reserved_by_hand=1).running("P1", "S1")
    given.slot("S2", employer_id="D1", places=5, status="closed").slot("S3", employer_id="D1", start_week="2026-W40")
    given.slot("S4", places=7).worth("P2", "S4", 0.5)
    table = places_wanted(build(given.scenario()))
    assert table["employer_id"].tolist() == ["D1", "D2"]
    assert table["places_offered"].tolist() == [4, 0]
    assert table["places_free"].tolist() == [2, 0]
    assert table["places_wanted"].tolist()[0] == 9
    assert table["places_wanted"].isna().tolist() == [False, True]


def test_a_week_without_people_has_a_list_all_the_same(tmp_path: Path) -> None:
    given = Given(tmp_path, goals=["outcome"]).add("employers", employer_id="D1", name="D1", sector="department")
    given.add("programmes", programme_id="B", rule="bea_jobb")
    del given.settings["candidates"]
    prices = priced(given)
    assert (prices.value, prices.templates) == (0, [])
