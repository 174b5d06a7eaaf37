"""Prices from Python: a table for each kind of step, with the columns that the page lists."""

from __future__ import annotations

from pathlib import Path

import pytest

import planner
from planner.schema.result_tables import PLACES_WANTED_TABLE, PRICE_LIST_TABLE, TEMPLATES_TABLE
from tests.cli.small import write_small


def test_prices_of_a_result_and_of_its_folder_are_the_same_in_tables_of_documented_columns(tmp_path: Path) -> None:
    result = planner.plan(write_small(tmp_path / "week"))
    prices = planner.prices(result)
    again = planner.prices(result.write(tmp_path / "plan"))
    assert again.summary == prices.summary
    for table in (prices.places, prices.programmes, prices.budgets, prices.supervisors, prices.caseworkers):
        assert list(table.columns) == [column.name for column in PRICE_LIST_TABLE]
    assert list(prices.templates.columns) == [column.name for column in TEMPLATES_TABLE]
    assert list(prices.wanted.columns) == [column.name for column in PLACES_WANTED_TABLE]
    assert len(prices.places) > 0
    assert (prices.places["more_low"] <= prices.places["more_high"]).all()
    assert "Exempelköping" in repr(prices)
    # The prices of the plan itself stay as they are.
    assert "price_lp" in result.prices


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(planner.UsageFault):
        planner.prices(tmp_path)
    with pytest.raises(TypeError):
        planner.prices(3)  # type: ignore[arg-type]
