"""Proposals that cost more than another form or place of the same person, for less than the money usually brings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planner.explanation import dear_proposals, yields
from planner.planning import Plan
from tests.scenarios import Given, objections, pairs


def forms(home: Path) -> Given:
    """Forms at 100 and 300 SEK a week on one line, slots of four weeks."""
    given = Given(home).add("funding", funding_id="F", budget_sek=1_000_000)
    given.add("programmes", programme_id="cheap", rule="arbetstraning", cost_person_week_sek=100, funding_id="F")
    return given.add("programmes", programme_id="dear", rule="bea_jobb", cost_person_week_sek=300, funding_id="F")


def told(plan: Plan) -> list[tuple[object, ...]]:
    """The rows of plan.json, each as person, form and place, the others', and SEK."""
    return [(p.jobseeker_id, p.programme_id, p.slot_id, p.other_programme_id, p.other_slot_id, p.sek)
            for p in plan.file.dear]  # fmt: skip


def test_a_dearer_form_of_the_same_place_is_told_where_it_brings_less_than_the_money_usually_does(
    tmp_path: Path,
) -> None:
    given = forms(tmp_path).people("P1", "P2").slot("S1", programme_ids="cheap|dear", weeks=4)
    given.slot("S2", programme_ids="cheap|dear", weeks=4)
    # P1 gains a hundredth for 800 SEK, P2 a quarter; together 0.9 for 2,400 SEK are 0.3 for 800.
    given.worth("P1", "S1", 0.4, "dear").worth("P1", "S1", 0.39, "cheap")
    given.worth("P2", "S2", 0.5, "dear").worth("P2", "S2", 0.1, "cheap")
    plan = given.plan()
    assert pairs(plan) == ["P1 S1 dear", "P2 S2 dear"]
    (one,) = dear_proposals(plan.instance, plan.solution)
    assert told(plan) == [("P1", "dear", "S1", "cheap", "S1", 800.0)]
    assert (one.sek, one.gain, one.usual) == pytest.approx((800, 0.01, 0.3))
    assert yields(plan.instance, plan.solution.chosen) == pytest.approx([0.9 / 2_400])
    assert objections(plan, tmp_path / "plan") == []


@pytest.mark.parametrize("is_full, other", [(False, "S2"), (True, None)])
def test_another_place_counts_only_while_it_is_free_and_nobody_is_sent_from_theirs(
    tmp_path: Path, *, is_full: bool, other: str | None
) -> None:
    given = forms(tmp_path).people("P1", "P2").slot("S1", programme_ids="dear", weeks=4)
    given.slot("S2", programme_ids="cheap", weeks=4)
    given.worth("P1", "S1", 0.4, "dear").worth("P1", "S2", 0.39, "cheap")
    if is_full:
        given.worth("P2", "S2", 0.3, "cheap")
    plan = given.plan()
    assert [row[4] for row in told(plan)] == ([] if other is None else [other])
    assert objections(plan, tmp_path / "plan") == []


def test_a_minimum_that_would_fall_short_keeps_the_dearer_place(tmp_path: Path) -> None:
    given = forms(tmp_path).people("P1", "P2").slot("S1", programme_ids="dear", weeks=4, places=2, min_places=2)
    given.slot("S2", programme_ids="cheap", weeks=4)
    given.worth("P1", "S1", 0.4, "dear").worth("P2", "S1", 0.4, "dear").worth("P1", "S2", 0.39, "cheap")
    plan = given.plan()
    assert pairs(plan) == ["P1 S1 dear", "P2 S1 dear"]
    assert told(plan) == []
    assert objections(plan, tmp_path / "plan") == []


def test_a_line_that_pays_for_no_main_place_has_no_yield(tmp_path: Path) -> None:
    given = forms(tmp_path).add("funding", funding_id="G", budget_sek=5).people("P1")
    plan = given.slot("S1", programme_ids="cheap", weeks=4).worth("P1", "S1", 0.4, "cheap").plan()
    assert np.isnan(yields(plan.instance, plan.solution.chosen)).tolist() == [False, True]
