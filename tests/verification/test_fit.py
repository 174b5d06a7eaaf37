"""Fit: how near a place's occupation is to a wished one, and what that adds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.verification.worth_cases import LONG, assert_worth

if TYPE_CHECKING:
    from tests.verification.conftest import Week


@pytest.mark.parametrize(
    "rule, person, more, expected",
    [
        # Fit by the digits in common: 4 of them 1, so 0.03 more; 2 of them 0.3, so 0.009 more, 0.469 rounded.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5330"}, {},
         ("0.49", "0.36", "0.13", "0.9", "medium", "1", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "533"}, {},
         ("0.48", "0.36", "0.12", "0.9", "medium", "0.6", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "53"}, {},
         ("0.47", "0.36", "0.11", "0.9", "medium", "0.3", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "5"}, {},
         ("0.46", "0.36", "0.10", "0.9", "medium", "0", "judgement")),
        # JobTech says 0.38 for 5330 where 5321 is wished, more than the two digits alike do.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5321"}, {},
         ("0.47", "0.36", "0.11", "0.6", "medium", "0.38", "judgement")),
        # And less than two digits say: the best of both counts, and the best over the wishes.
        ("introduktionsjobb", LONG | {"wished_ssyk": "5343|9111"}, {},
         ("0.47", "0.36", "0.11", "0.6", "medium", "0.3", "judgement")),
        ("introduktionsjobb", LONG | {"wished_ssyk": "9"}, {},
         ("0.46", "0.36", "0.10", "0.6", "medium", "0", "judgement")),
        ("introduktionsjobb", LONG, {"wish": {"ssyk": "5330", "rank": 1}},
         ("0.49", "0.36", "0.13", "0.9", "medium", "1", "judgement")),
    ],
)  # fmt: skip
def test_fit_is_by_common_digits_or_the_list_whichever_is_nearer(
    week: Week, rule: str, person: dict[str, Any], more: dict[str, Any], expected: tuple[str, ...]
) -> None:
    assert_worth(week, rule, person, more, expected)
