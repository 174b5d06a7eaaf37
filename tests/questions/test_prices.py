"""What one more brings and one less costs is what planning from scratch with the changed table says."""

from pathlib import Path

import pytest

from planner.instance import build
from planner.questions import KINDS
from tests.questions.pricing import best, best_with, change_of, holds, priced, tight
from tests.scenarios import Given

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 5))]


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_and_one_less_are_what_planning_anew_with_the_changed_table_says(tmp_path: Path, seed: int) -> None:
    given = tight(tmp_path, seed)
    prices, base = priced(given), best(build(given.scenario()))
    assert prices.value == pytest.approx(base, abs=1e-6)
    told = 0
    for kind in KINDS:
        for price in () if kind == "programme" else prices.prices[kind]:
            gained = best_with(given, kind, price.step.id, change_of(price, more=True)) - base
            assert holds(price.more, gained), (kind, price)
            if price.less.is_possible:
                lost = base - best_with(given, kind, price.step.id, change_of(price, more=False))
                assert holds(price.less, lost), (kind, price)
            told += price.more.is_exact and gained > 0
    assert told > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_place_of_a_form_is_one_in_the_slot_where_it_brings_most_or_costs_least(tmp_path: Path, seed: int) -> None:
    given = tight(tmp_path, seed)
    prices, base = priced(given), best(build(given.scenario()))
    places = {price.step.id: price for price in prices.prices["place"]}
    assert prices.prices["programme"]
    for price in prices.prices["programme"]:
        own = [row["slot_id"] for row in given.tables["slots"] if price.step.id in row["programme_ids"].split("|")]
        slots = [name for name in own if name in places]
        assert holds(price.more, max(best_with(given, "place", name, 1) for name in slots) - base)
        free = [name for name in slots if places[name].step.limit >= 1]
        if free:
            assert holds(price.less, base - max(best_with(given, "place", name, -1) for name in free))
        else:
            assert price.less.known == "no_step"


def test_what_facts_or_pins_need_cannot_be_taken_away(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1").slot("S2")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4).worth("P2", "S2", 0.3).running("P3", "S1")
    given.decide("pin", "P2", "S2")
    places = {price.step.id: price for price in priced(given).prices["place"]}
    assert places["S1"].less.known == "no_step"
    assert places["S2"].less.known == "demanded"
    # One more is a free one, beside the placement that runs.
    assert (places["S1"].more.low, places["S1"].more.high) == pytest.approx((0.5, 0.5), abs=1e-4)


def test_one_more_place_lets_a_slot_run_that_had_fewer_places_than_its_minimum(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2", "P3").slot("S1", places=2, min_places=2).running("P3", "S1", "started")
    given.change("slots", "S1", start_week="2026-W49")
    given.tables["placements"][-1].update(from_week="2026-W40", to_week="2027-W10")
    given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    (price,) = priced(given).prices["place"]
    assert (price.more.low, price.more.high) == pytest.approx((0.9, 0.9), abs=1e-4)


def test_a_week_in_which_nobody_may_go_anywhere_has_no_prices_of_places(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1").slot("S1", status="closed").worth("P1", "S1", 0.5)
    prices = priced(given.add("funding", funding_id="F", budget_sek=5))
    assert prices.prices["place"] == []
    (budget,) = prices.prices["budget"]
    assert budget.more.high == 0
    assert budget.less.known == "no_step"


def test_beyond_the_twenty_of_greatest_price_places_are_told_about_within_true_bounds(tmp_path: Path) -> None:
    given = Given(tmp_path)
    for number in range(25):
        given.slot(f"S{number:02}").people(f"P{number:02}", f"Q{number:02}")
        for name in (f"P{number:02}", f"Q{number:02}"):
            given.worth(name, f"S{number:02}", 0.3 + number / 100)
    own = priced(given).prices["place"]
    assert [price.more.known for price in own].count("about") == 5
    base = best(build(given.scenario()))
    for price in own:
        gained = best_with(given, "place", price.step.id, 1) - base
        assert holds(price.more, gained)
        assert price.about == pytest.approx(gained, abs=1e-4)
        assert holds(price.less, gained)
