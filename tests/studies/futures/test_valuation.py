"""What a plan brings: judgement does not average away, yes and no do, and take-up thins places, never their worth."""

from __future__ import annotations

import numpy as np
import pytest

from planner.studies.futures import MEASURES, TOTAL, Proposals, expected, valued
from tests.studies.futures.worlds import cells, figures, world

BEGUN, UPLIFT, IN_WORK, COST = range(len(MEASURES))


def spread(plan: Proposals, measure: int, draws: int = 2000) -> float:
    """The standard deviation over futures, for each proposal."""
    return float(valued(plan, draws, 1)[TOTAL][measure].std()) / len(plan)


def test_one_draw_of_a_cell_is_shared_so_its_spread_does_not_shrink_with_the_number_of_people() -> None:
    few, many = spread(world(10), UPLIFT), spread(world(1000), UPLIFT)
    assert few > 0.02
    assert many == pytest.approx(few)


def test_judgements_of_several_cells_average_away_between_cells_alone() -> None:
    effects = [(f"effect {number}", 0.0, 0.1, 0.2) for number in range(100)]
    table = cells(("level", 0.2, 0.3, 0.4), *effects)
    apart = world(100, table)
    apart.ranges.effect[:] = np.arange(1, 101)
    assert spread(apart, UPLIFT) < spread(world(100), UPLIFT) / 5


def test_yes_and_no_are_drawn_apart_so_they_average_away() -> None:
    sure = cells(("level", 0.3, 0.3, 0.3), ("effect", 0.1, 0.1, 0.1))
    few, many = spread(world(10, sure), IN_WORK), spread(world(1000, sure), IN_WORK)
    assert few / many == pytest.approx(10, rel=0.1)
    few, many = (spread(world(number, sure, acceptance=np.full(number, 0.7)), BEGUN) for number in (10, 1000))
    assert few / many == pytest.approx(10, rel=0.1)


def test_what_is_not_known_of_declines_is_shared_and_does_not_average_away() -> None:
    unsure = figures(0.15)
    few, many = (spread(world(n, figures=unsure, acceptance=np.full(n, 0.7)), BEGUN) for n in (1000, 4000))
    assert many > 0.04
    assert many == pytest.approx(few, rel=0.1)
    assert (valued(world(20, figures=unsure), 100, 1)[TOTAL][BEGUN] == 20).all()  # a yes that is sure stays sure


def test_a_slot_that_is_taken_back_takes_all_its_places_with_it() -> None:
    figure = figures(withdrawn=(0.2, 0.2, 0.2))
    begun = valued(world(30, slots=["S"] * 30, figures=figure), 500, 1)[TOTAL][BEGUN]
    assert set(begun) == {0, 30}
    assert 60 < (begun == 0).sum() < 140


def test_the_mean_of_the_futures_is_what_is_to_be_expected() -> None:
    figure = figures(0.15, no_show=(0.05, 0.1, 0.2), withdrawn=(0.03, 0.1, 0.2), take_up=(0.4, 0.6, 0.9))
    plan = world(40, figures=figure, acceptance=np.linspace(0.3, 0.9, 40), is_new=np.arange(40) < 15)
    drawn, wanted = valued(plan, 20_000, 1)[TOTAL], expected(plan)[TOTAL]
    error = drawn.std(axis=1) / np.sqrt(drawn.shape[1])
    assert (np.abs(drawn.mean(axis=1) - wanted) < 4 * error).all()


def test_take_up_thins_the_places_and_leaves_what_a_place_is_worth() -> None:
    sure = cells(("level", 0.3, 0.3, 0.3), ("effect", 0.1, 0.1, 0.1))
    old, new = (world(50, sure, is_new=np.full(50, is_new)) for is_new in (False, True))
    whole, thinned = (valued(plan, 4000, 1)[TOTAL] for plan in (old, new))
    assert thinned[BEGUN].mean() == pytest.approx(0.6 * 50, rel=0.02)
    assert whole[BEGUN].mean() == 50
    for measure, worth in ((UPLIFT, 0.1), (COST, 1000.0)):
        np.testing.assert_allclose(thinned[measure], worth * thinned[BEGUN], atol=1e-9)
    assert expected(new, 0.9)[TOTAL][BEGUN] == pytest.approx(45)


def test_the_take_up_of_a_programme_is_one_for_all_its_slots() -> None:
    figure = figures(take_up=(0.4, 0.6, 0.9))
    plan = world(1000, figures=figure, is_new=np.ones(1000, dtype=bool))
    begun = valued(plan, 500, 1)[TOTAL][BEGUN] / 1000
    assert begun.std() > 0.08
    assert begun.min() > 0.35
    assert begun.max() < 0.95


def test_a_companion_costs_money_and_is_nobodys_place() -> None:
    plan = world(2, is_main=np.array([True, False]))
    found = valued(plan, 10, 1)[TOTAL]
    assert (found[BEGUN] == 1).all()
    assert (found[COST] == 2000).all()
    assert expected(plan)[TOTAL][UPLIFT] == pytest.approx(0.1)


def test_figures_that_are_no_probabilities_are_not_cut_and_give_no_yes_or_no() -> None:
    nothing = np.full(3, -1)
    plan = world(3, outcome=np.full(3, 12.0), baseline=np.zeros(3), counts_people=False)
    for rows in (plan.ranges.baseline, plan.ranges.level, plan.ranges.effect):
        rows[:] = nothing
    found = valued(plan, 10, 1)[TOTAL]
    assert (found[UPLIFT] == 36).all()
    assert np.isnan(found[IN_WORK]).all()


def test_many_futures_are_counted_in_blocks_and_come_out_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = world(7, acceptance=np.full(7, 0.5))
    whole = valued(plan, 101, 1)[TOTAL]
    monkeypatch.setattr("planner.studies.futures.valuation._AT_A_TIME", 60)
    np.testing.assert_allclose(valued(plan, 101, 1)[TOTAL], whole)


def test_a_plan_without_proposals_brings_nothing_in_any_future() -> None:
    assert (valued(world(0), 20, 1)[TOTAL] == 0).all()
    assert (expected(world(0))[TOTAL] == 0).all()
