"""How old the minutes of trips are, on one line."""

from __future__ import annotations

from datetime import date

import pytest

from planner.candidates import TravelData
from planner.reports.travel import travel_line
from planner.texts import set_language


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_line_holds_the_figures_that_are_known_and_no_others(language: str) -> None:
    set_language(language)
    day = date(2026, 11, 2)
    whole = travel_line(TravelData(12, 3, day, 4, "straight_line/1", None, ()))
    assert [word in whole for word in ("12 ", "2026-11-02", "4 ", "3 ", "straight_line/1")] == [True] * 5
    undated = travel_line(TravelData(12, 12, None, None, "straight_line/1", None, ()))
    assert "None" not in undated
    assert "straight_line/1" in travel_line(TravelData(0, 0, None, None, "straight_line/1", None, ()))
    one, two = (travel_line(TravelData(rows, 0, day, 4, "m", None, ())) for rows in (1, 2))
    assert one.replace("1 rad", "").replace("1 row", "") != two.replace("2 rad", "").replace("2 row", "")
