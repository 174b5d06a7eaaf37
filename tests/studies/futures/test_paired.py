"""Equal plans differ by nothing in any future, a plan more changes nobody's numbers, and intervals cover."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner.inputs import read
from planner.planning import Plan, make_plan
from planner.studies.futures import MEASURES, TOTAL, Futures, paired_futures, valued
from planner.studies.intervals import Estimate
from tests.studies.futures.worlds import figures, world

TINY = Path(__file__).resolve().parents[3] / "scenarios" / "tiny"
EXACT = {"solve": {"workers": 1, "gap": 0.0}}
WHAT_IF = '[[patch]]\ntable = "slots"\nwhere = {{ slot_id = "{slot}" }}\nshift = {{ places = {more} }}\n'


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Plan]:
    """Tiny, and tiny with a place more and with one less."""
    made = [make_plan(read(TINY, changes=EXACT))]
    for slot, more in (("S4", 1), ("S1", -1)):
        home = tmp_path_factory.mktemp("what_if")
        text = f'format = 1\nextends = "{TINY.as_posix()}"\n' + WHAT_IF.format(slot=slot, more=more)
        (home / "scenario.toml").write_text(text, encoding="utf-8")
        made.append(make_plan(read(home, changes=EXACT)))
    return made


def test_two_equal_plans_differ_by_zero_in_every_future(plans: list[Plan]) -> None:
    other = make_plan(plans[0].instance.scenario)
    futures = paired_futures([plans[0], other], 200)
    for measure in MEASURES:
        for part in futures.parts:
            assert futures.difference(1, measure, part) == Estimate(0.0, 0.0, 0.0)
    assert futures.estimate(0, "begun").low != futures.estimate(0, "begun").high


def test_a_what_if_more_changes_nothing_of_the_others(plans: list[Plan]) -> None:
    two, three = paired_futures(plans[:2], 100), paired_futures([plans[0], plans[2], plans[1]], 100)
    assert two.differences(1).equals(three.differences(2))
    assert two.table.equals(
        three.table[three.table["plan"] != 1]
        .assign(plan=lambda rows: rows["plan"].replace(2, 1))
        .reset_index(drop=True)
    )


def test_other_rows_before_ones_own_change_nobodys_fate(plans: list[Plan]) -> None:
    reordered = replace(plans[0], solution=replace(plans[0].solution, chosen=plans[0].solution.chosen[::-1]))
    futures = paired_futures([plans[0], reordered], 100)
    assert futures.difference(1, "begun") == Estimate(0.0, 0.0, 0.0)
    assert futures.difference(1, "begun_uplift").high == pytest.approx(0.0, abs=1e-12)


def test_a_part_that_one_plan_alone_has_counts_as_nothing_in_the_other(plans: list[Plan]) -> None:
    futures = paired_futures(plans[:2], 50)
    drawn = {**futures.drawn[1], ("programme", "N"): futures.drawn[1][TOTAL]}
    found = replace(futures, drawn=(futures.drawn[0], drawn)).differences(1).set_index(["part", "name", "measure"])
    assert found.loc[("programme", "N", "begun"), "base"] == 0
    assert found.loc[("programme", "N", "begun"), "difference"] == futures.estimate(1, "begun").value


def test_intervals_of_a_difference_hold_19_of_20_futures_of_a_world_simulated_apart() -> None:
    known = figures(0.1, no_show=(0.05, 0.1, 0.2), withdrawn=(0.03, 0.1, 0.2), take_up=(0.4, 0.6, 0.9))
    base = world(60, figures=known, acceptance=np.full(60, 0.7))
    more = world(100, figures=known, acceptance=np.full(100, 0.7), is_new=np.arange(100) >= 60)
    futures = Futures(4000, 1, (base, more), tuple(valued(plan, 4000, 1) for plan in (base, more)))
    # The 40 places more, drawn by another generator from the definitions of docs/method.md.
    other = np.random.default_rng(7)

    def between(low: float, value: float, high: float) -> np.ndarray:
        middle = (value - low) / (high - low)
        return low + (high - low) * other.beta(6 * middle, 6 * (1 - middle), 4000)

    begun = other.binomial(40, between(0.6, 0.7, 0.8) * between(0.4, 0.6, 0.9) * (1 - between(0.05, 0.1, 0.2)))
    effect = between(0.0, 0.1, 0.2)
    level = between(0.2, 0.3, 0.4)
    yes = other.binomial(begun, effect)  # who is in work with the place and would not be without
    assert level.max() + effect.max() < 1
    for measure, truth in (
        ("begun", begun),
        ("begun_uplift", begun * effect),
        ("in_work", yes),
        ("begun_cost_sek", begun * 1000),
    ):
        found = futures.difference(1, measure)
        assert found.low is not None
        assert found.high is not None
        covered = ((truth >= found.low) & (truth <= found.high)).mean()
        assert 0.935 <= covered <= 0.995, measure  # counts of few people cover more than asked for
        assert found.value == pytest.approx(truth.mean(), rel=0.05)


def test_the_same_futures_without_pairing_would_leave_a_wider_interval(plans: list[Plan]) -> None:
    futures = paired_futures(plans[:2], 500)
    paired = futures.table.pivot_table(index="future", columns="plan", values="begun")
    apart = paired[1] - paired[0].sample(frac=1, random_state=1).to_numpy()
    assert (paired[1] - paired[0]).std() < apart.std() / 1.5
