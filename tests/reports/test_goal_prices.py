"""Prices of goals on the screen: what costs nothing that is known, what is uncertain, who would gain."""

from __future__ import annotations

from typing import Any

import pytest

from planner.reports.goal_prices import goal_prices_lines, goal_prices_table
from planner.schema.plan_money import GoalPricePart
from planner.texts import speaking


def part(**changed: Any) -> GoalPricePart:  # noqa: ANN401 - cells of many kinds
    """A restriction of waiting that keeps two from a place, at 0.08 of the outcome."""
    given = {
        "kind": "restriction", "goal": "waiting", "setting": "waiting_places_share", "setting_before": 0.3,
        "setting_after": 1.0, "outcome": -0.08, "doubt": 0.0, "drawn_low": -0.4, "drawn_high": 0.3, "draws": 1000,
        "reached": 11, "reached_then": 13, "gains": ("J1", "J2"), "loses": ("J3",), "moves": (), "unfinished": (),
    }  # fmt: skip
    return GoalPricePart.model_validate(given | changed)


@pytest.mark.parametrize(
    "changed, is_free",
    [
        ({}, True),
        ({"drawn_high": -0.01}, False),  # it costs something in nearly every future
        ({"drawn_low": None, "drawn_high": None}, False),  # nothing was drawn
        ({"reached_then": 11}, False),  # the goal would not come further
        ({"outcome": 0.02}, False),  # it costs nothing at all
    ],
)
def test_a_goal_acts_at_no_known_cost_where_the_interval_holds_zero(changed: dict[str, Any], *, is_free: bool) -> None:
    said = "\n".join(goal_prices_lines([part(**changed)], "people"))
    assert ("could act in full at no known cost (waiting_places_share)" in said) is is_free


def test_a_difference_within_the_gaps_is_uncertain_and_unfinished_goals_are_named() -> None:
    said = "\n".join(goal_prices_lines([part(doubt=0.1, unfinished=("waiting",))], "people"))
    assert "-0.080 (uncertain)" in said
    assert "Not finished: long waits." in said
    assert "11, then 13" in said
    assert "a place for J1 and J2" in said


def test_a_table_has_lists_with_bars_and_blanks() -> None:
    (row,) = goal_prices_table([part(goal=None)]).to_dict("records")
    assert (row["gains"], row["moves"], row["goal"]) == ("J1|J2", None, None)


def test_what_bounds_all_goals_stands_below_no_goal_and_every_restriction_says_that_it_is_loosened() -> None:
    share = part(goal="fair_share", setting="fair_share", setting_before=0.8)
    total = part(goal=None, setting="may_cost_total", setting_before=0.1, reached=None, reached_then=None)
    with speaking("sv"):
        said = goal_prices_lines([share, total], "people")
    own = [line for line in said if "lättat från" in line]
    assert own[0].startswith("    hur långt mot en lika andel det räknar: lättat från 0,8 till 1")
    assert own[1].startswith("  vad alla mål tillsammans får kosta: lättat från 0,1 till 1")


def test_where_nothing_would_change_one_line_says_so() -> None:
    nothing = part(outcome=0.0, drawn_low=0.0, drawn_high=0.0, reached_then=11, gains=(), loses=())
    said = goal_prices_lines([nothing] * 13, "people")
    assert len(said) == 2
    assert "13 were lifted" in said[1]
    assert len(goal_prices_lines([nothing, part()], "people")) > 4
