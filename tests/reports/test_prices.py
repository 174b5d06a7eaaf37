"""How a price is told: one figure where it is known, a range where it is not, *about* where nothing was solved."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path

from planner.questions import Price, PriceList, PriceRange
from planner.questions.ranges import DEMANDED, NO_STEP
from planner.reports import prices_screen, prices_summary
from planner.texts import speaking
from tests.questions.pricing import priced
from tests.scenarios import Given


def told(prices: PriceList, price: Price) -> str:
    """The line of a price on the screen."""
    one = replace(prices, prices={**prices.prices, "place": [price]})
    with speaking("en"):
        return next((line for line in prices_screen(one).splitlines() if line.startswith("  S1 ")), "")


def test_a_price_is_told_as_far_as_it_is_known(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    prices = priced(given)
    (price,) = prices.prices["place"]
    line = told(prices, price).split()
    # What counts is the user's own table, told to two decimals, and it rests on no judged effect.
    assert line == ["S1", "Ett", "+0.40", "0.50"]
    between = replace(
        price, more=PriceRange(0.1, 0.3, "resolved"), judged=PriceRange(0.0, 0.6, "resolved"), less=DEMANDED
    )
    cells = re.split(r"\s{2,}", told(prices, between).strip())
    assert cells == ["S1", "Ett", "+0.10 to +0.30", "0.00 to +0.60", "pins or minimums need it"]
    assert told(prices, replace(price, less=NO_STEP)).endswith("none is free")
    # What was not solved has no line of its own, and is told about.
    about = replace(price, more=PriceRange(0.0, 0.4, "about"), about=0.37, less=PriceRange(0.0, math.inf, "about"))
    assert told(prices, about) == ""
    with speaking("en"):
        shown = prices_screen(replace(prices, prices={**prices.prices, "place": [about]}))
    assert "One more place at 1 further slot brings about +0.37 to +0.37." in shown


def test_the_summary_has_no_figure_where_there_is_none(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).running("P2", "S1")
    prices = priced(given)
    (row,) = prices_summary(prices)["prices"]["place"]  # type: ignore[index]
    assert row["less_known"] == "no_step"
    assert row["less_low"] is None
    assert row["less_high"] is None
