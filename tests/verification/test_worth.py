"""The worth of a candidate, worked out by hand from the published figures."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from planner.inputs import read
from planner.verification.facts import facts_of
from planner.verification.modelled import fit_points, modelled_outcome
from planner.verification.worth import (
    Worth,
    baseline,
    baseline_weeks,
    gain,
    regular_weeks,
    worth,
)
from tests.verification.worth_cases import LONG, SHORT, assert_worth, pair

if TYPE_CHECKING:
    from tests.verification.conftest import Week


ROOT = Path(__file__).resolve().parents[2]
WISH_SLOT = {"slot_id": "S1", "rank": 2}


@pytest.mark.parametrize(
    "rule, person, more, expected",
    [
        # Segment long_working_12_to_23: baseline 0.36, introduction job 0.10 (0.04 to 0.16).
        ("introduktionsjobb", LONG, {}, ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"wish": WISH_SLOT},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "91", "rank": 0}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        # Declined before: the same occupation; without one known, the same programme; else not the same kind.
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "Y"}, "other_ssyk": "5330"},
         ("0.46", "0.36", "0.10", "0.3", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S2", "programme_id": "X"}, "other_ssyk": "5321"},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X"}},
         ("0.46", "0.36", "0.10", "0.3", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "Y"}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"declined": {"slot_id": "S9", "programme_id": "X", "end": "interrupted"}},
         ("0.46", "0.36", "0.10", "0.75", "medium", "0", "judgement")),
        # A companion is worth nothing in value; its place may fit, and that adds nothing.
        ("sfi", LONG | {"wished_ssyk": "5330"}, {},
         ("0.38", "0.36", "0.02", "0.9", "uncertain", "1", "judgement")),
        # The user's own figures are taken as they are; beside an own baseline an effect is no longer the gain.
        ("introduktionsjobb", LONG, {"outcome": 0.4137, "baseline": 0.2111},
         ("0.4137", "0.2111", "0.2026", "1", "strong", "0", "own")),
        ("introduktionsjobb", LONG, {"baseline": 0.2111},
         ("0.46", "0.2111", "0.2489", "0.75", "medium", "0", "judgement")),
        ("nystartsjobb", SHORT, {"baseline": 0.1},
         ("0.31", "0.1", "0.21", "0.75", "medium", "0", "judgement")),
        # A coarser step: 0.109 is 5.45 steps of 0.02, so 5 of them.
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {"settings": {"score_step": 0.02}},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0.3", "judgement")),
    ],
)  # fmt: skip
def test_worth_of_a_candidate(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert_worth(week, rule, person, more, expected)


def test_a_wish_moves_worth_among_a_persons_places_and_leaves_the_best_as_it_was(week: Week) -> None:
    pair(week, "introduktionsjobb", LONG | {"wished_ssyk": "5330"}, {})
    facts, wished = week.candidate()
    other = facts.candidate(wished.person, "S2", "Y")
    facts = replace(facts, listed={"P1": [wished, other]})
    # Without a wish 0.75 x 0.10 at best. Weighed: 0.9 x 0.13 = 0.117, and 0.6 x 0.02 (bea_jobb, no fit) = 0.012.
    assert worth(facts, wished).value == Decimal("0.075")
    assert worth(facts, other).value == Decimal("0.012") * Decimal("0.075") / Decimal("0.117")
    # Of the best the fit is 0.9 x 0.03 of 0.117.
    assert worth(facts, wished).fit_value == Decimal("0.027") * Decimal("0.075") / Decimal("0.117")


def test_listed_mode_has_baseline_nought_and_acceptance_one(week: Week) -> None:
    week.settings = {"candidates": "listed"}
    pair(week, "introduktionsjobb", LONG, {"outcome": 1.5})
    facts, candidate = week.candidate()
    whole = Decimal("1.5")
    assert worth(facts, candidate) == Worth(
        whole,
        Decimal(0),
        whole,
        Decimal(1),
        whole,
        "strong",
        fit=Decimal(0),
        fit_value=Decimal(0),
        basis="own",
        gross="no",
        path_value=Decimal(0),
        path_basis="observed",
    )
    assert baseline(facts, candidate.person) == 0


def test_an_own_outcome_of_a_form_goes_before_that_of_the_slot(week: Week) -> None:
    pair(week, "introduktionsjobb", LONG, {"outcome": 0.5})
    week.add("outcomes", jobseeker_id="P1", slot_id="S1", programme_id="X", value=0.6)
    assert worth(*week.candidate()).outcome == Decimal("0.6")


def test_candidates_that_share_a_computation_have_each_their_own_gain() -> None:
    """The gain of a candidate is computed for the first of all that are alike; it is what it would be for itself."""
    facts = facts_of(read(ROOT / "scenarios" / "landskrona"))
    people = list(facts.people.values())[::9]
    for person, name in itertools.product(people, facts.offers):
        candidate = facts.candidate(person, *name)
        after = modelled_outcome(facts, candidate, fit_points(facts, candidate))
        weeks = regular_weeks(facts, candidate, with_fit=False)
        assert gain(facts, candidate, "follow_up", with_fit=True) == after - baseline(facts, person)
        assert gain(facts, candidate, "regular_weeks", with_fit=False) == weeks - baseline_weeks(facts, person)
