"""Reasons in another language than the plan's own: the same facts, or the plan's words with their language."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.planning import Plan, make_plan, reopen, retold
from planner.texts import speaking
from tests.scenarios import Given, crowded, written


def in_both(given: Given, home: Path) -> tuple[Plan, Plan, Path]:
    """The same week planned in Swedish and in English, and the folder of the Swedish plan."""
    plans = []
    for name in ("sv", "en"):
        with speaking(name):
            plans.append(make_plan(given.scenario()))
    return plans[0], plans[1], written(plans[0], home / "plan")


@pytest.mark.parametrize("seed", [1, 2])
def test_a_reason_told_anew_is_the_one_that_a_plan_in_that_language_states(seed: int, tmp_path: Path) -> None:
    swedish, english, folder = in_both(crowded(tmp_path, people=25, slots=8, seed=seed), tmp_path)
    opened = reopen(folder)
    with speaking("en"):
        told = retold(opened)
    rows = told.earlier.rows["reason"].tolist()
    kept = [f"As the plan says it, in Swedish: {own}" for own in swedish.assignments["reason"]]
    for row, own, other in zip(rows, english.assignments["reason"], kept, strict=True):
        assert row in {own, other}
    # Only what a goal took away between the stages may have to stand as it is.
    assert sum(row in kept for row in rows) <= len(rows) / 4
    assert told.slots["reason"].tolist() == english.slots["reason"].tolist()


def test_in_its_own_language_a_plan_says_what_it_says(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    _, _, folder = in_both(given, tmp_path)
    opened = reopen(folder)
    with speaking("sv"):
        assert retold(opened) is opened


def test_a_sentence_that_is_not_found_anew_stands_with_its_language(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5).worth("P2", "S1", 0.4)
    _, _, folder = in_both(given, tmp_path)
    opened = reopen(folder)
    rows = opened.earlier.rows
    rows.loc[rows["jobseeker_id"] == "P2", "reason"] = "Något annat."
    with speaking("en"):
        told = dict(zip(rows["jobseeker_id"], retold(opened).earlier.rows["reason"], strict=True))
    assert told["P2"] == "As the plan says it, in Swedish: Något annat."
    assert told["P1"] == "The only possible place."


def test_a_plan_of_usual_practice_is_told_anew_too(tmp_path: Path) -> None:
    given = crowded(tmp_path, people=15, slots=5)
    with speaking("sv"):
        folder = written(make_plan(given.scenario(), method="best_first"), tmp_path / "plan")
    with speaking("en"):
        english = make_plan(given.scenario(), method="best_first")
        told = retold(reopen(folder)).earlier.rows["reason"].tolist()
    assert told == english.assignments["reason"].tolist()


def test_on_whose_list_somebody_is_is_told_anew_too(tmp_path: Path) -> None:
    given = Given(tmp_path).people("P1", "P2").slot("S1", shortlist=2, hire_share=0.5)
    _, english, folder = in_both(given.worth("P1", "S1", 0.5).worth("P2", "S1", 0.4), tmp_path)
    with speaking("en"):
        told = retold(reopen(folder)).earlier.rows["reason"].tolist()
    assert told == english.assignments["reason"].tolist()
    assert told[1].endswith("On the list of S1.")
