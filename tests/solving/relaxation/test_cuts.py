"""Cuts handed on: made again of the rows that a week has now, they bound as closely, and lose no solution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest

from benchmarks.reference_instances import Reference, made
from planner.formulation import MIP
from planner.schema.arrays import Values
from planner.solving.highs.client import HighsClient
from planner.solving.relaxation import cuts
from planner.solving.relaxation.column_generation import Relaxation, relaxed
from planner.solving.relaxation.cuts import Cut, KeptCuts
from planner.solving.relaxation.cutting import CutRelaxation, cut_off
from planner.solving.relaxation.row_scaling import scale_rows
from planner.solving.run import SearchRun
from tests import by_scipy

# Every slot has a minimum: cuts are made from cuts, and hold money, places and people.
WEEK = Reference("kept", 60, each=9, fewest_every=1, seed=5)
# All that can be made, broken or not.
LEAST = -math.inf


class CutWeek(NamedTuple):
    """A week with cuts: its relaxation without and with them, what is handed on, and how many LPs the cuts took."""

    plain: Relaxation
    cut: CutRelaxation
    kept: KeptCuts
    num_lps: int


@pytest.fixture(scope="module")
def client() -> Iterator[HighsClient]:
    with HighsClient() as child:
        yield child


@pytest.fixture(scope="module")
def week() -> tuple[MIP, Values]:
    return by_scipy.mip_of_week(made(WEEK))


@pytest.fixture(scope="module")
def first(week: tuple[MIP, Values], client: HighsClient) -> CutWeek:
    return cut_of(*week, client, None)


def cut_of(mip: MIP, goal: Values, client: HighsClient, kept: KeptCuts | None) -> CutWeek:
    run, scaled = SearchRun.of(60.0), scale_rows(mip)
    plain, lp = relaxed(scaled, goal, client, run)
    assert plain is not None
    before = run.recorder.statistics(0, 0).counts["lps"]
    cut = cut_off(plain, lp, run, -math.inf, kept)
    handed_on = KeptCuts.of(cut.cuts, cut.cut_prices, mip.names, scaled.scale, (plain.bound - cut.bound) / plain.bound)
    return CutWeek(plain, cut, handed_on, run.recorder.statistics(0, 0).counts["lps"] - before)


def with_limit(mip: MIP, constraint: str, factor: float) -> MIP:
    """The MIP with the upper limits of a constraint changed by a factor, to cents."""
    is_own = mip.constraints == constraint
    return replace(mip, row_upper=np.where(is_own, np.round(mip.row_upper * factor, 2), mip.row_upper))


def renamed(mip: MIP, constraint: str) -> MIP:
    """The MIP with other keys for the rows of a constraint, as if they were other rows."""
    names = tuple((name[0], (*name[1], "new")) if name[0] == constraint else name for name in mip.names)
    return replace(mip, names=names)


def test_the_same_week_again_has_about_the_same_bound_after_fewer_lps(
    week: tuple[MIP, Values], first: CutWeek, client: HighsClient
) -> None:
    assert any(one.cuts for one in first.kept.cuts)
    again = cut_of(*week, client, first.kept)
    gained = first.plain.bound - first.cut.bound
    assert by_scipy.best(*week) - 1e-6 <= again.cut.bound <= first.plain.bound - 0.7 * gained
    assert again.num_lps < first.num_lps / 2


@pytest.mark.parametrize("constraint, factor", [("funding_budget", 1.07), ("funding_budget", 0.83), ("slot_places", 2)])
def test_made_again_under_other_limits_they_lose_no_solution(
    constraint: str, factor: float, week: tuple[MIP, Values], first: CutWeek
) -> None:
    mip, goal = with_limit(week[0], constraint, factor), week[1]
    everything, random = np.arange(mip.num_columns), np.random.default_rng(1)
    # From points of the week and others, so that columns stand at either bound.
    points = (first.plain.x, first.plain.x * 0.4, mip.upper)
    found = [cut for x in points for cut in first.kept.made_again(scale_rows(mip), x, everything, LEAST)]
    assert found
    for one in (goal, *(random.random(len(goal)) * (goal > 0) for _ in range(8))):
        x = by_scipy.solution(mip, one)
        assert max(float((cut.matrix @ x)[0]) - cut.limit for cut in found) <= 1e-9


def test_cuts_of_limits_that_are_gone_are_dropped_but_not_those_of_people_who_left(
    week: tuple[MIP, Values], first: CutWeek
) -> None:
    mip, everything = week[0], np.arange(week[0].num_columns)

    def again(mip: MIP) -> list[Cut]:
        return first.kept.made_again(scale_rows(mip), first.plain.x, everything, LEAST)

    def constraints(found: list[Cut]) -> set[str]:
        return {mip.names[row][0] for cut in found for row in cut.rows.tolist()}

    whole, without_money = again(mip), again(renamed(mip, "funding_budget"))
    assert {"funding_budget", "one_main"} <= constraints(whole)
    assert "funding_budget" not in constraints(without_money)
    assert len(without_money) < len(whole)
    for number, cut in enumerate(whole):
        assert all(before < number for before in cut.cuts.tolist())
    without_people = again(renamed(mip, "one_main"))
    assert "funding_budget" in constraints(without_people)
    assert "one_main" not in constraints(without_people)


def test_what_is_handed_on_is_bounded_and_whole(
    week: tuple[MIP, Values], first: CutWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    def size(kept: KeptCuts) -> int:
        return sum(len(cut.rows) + len(cut.cuts) for cut in kept.cuts)

    most = size(first.kept) // 2
    monkeypatch.setattr(cuts, "MOST_KEPT", most)
    scale = scale_rows(week[0]).scale
    fewer = KeptCuts.of(first.cut.cuts, first.cut.cut_prices, week[0].names, scale, first.kept.gain)
    assert 0 < size(fewer) <= most
    assert all(before < number for number, one in enumerate(fewer.cuts) for before in one.cuts)
