"""The public draw: its seed, and what it may state."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.lottery import Draw, plain_result

HELD = {"draw": "Eurojackpot", "on": "2026-11-20", "frozen": "ab" * 32, "frozen_on": "2026-11-18", "result": "1 2 3"}


def draw(**changed: Any) -> Draw:  # noqa: ANN401 - keys of many kinds
    return Draw.model_validate({key: value for key, value in {**HELD, **changed}.items() if value is not None})


def test_the_seed_is_the_start_of_the_hash_of_inputs_draw_day_and_result() -> None:
    # printf 'abab...|Eurojackpot|2026-11-20|1 2 3' | sha256sum, first eight digits, modulo 2^31.
    assert draw().seed == 1_821_181_090
    assert draw(result=None).seed is None


@pytest.mark.parametrize(
    "changed", [{"result": "1 2 4"}, {"on": "2026-11-21"}, {"draw": "Other"}, {"frozen": "0" * 64}]
)
def test_whatever_the_seed_comes_from_changes_it(changed: dict[str, str]) -> None:
    assert draw(**changed).seed != draw().seed


@pytest.mark.parametrize("written", ["5 12 23", " 5, 12, 23 ", "05-12-23", "23 12 5", "5;12;23.", "\uff15 12 23"])
def test_whoever_writes_the_result_otherwise_draws_no_other_seed(written: str) -> None:
    assert draw(result=written).seed == draw(result="5 12 23").seed


def test_the_plain_result_keeps_every_word_and_number() -> None:
    assert plain_result("Röd: 07 + 7 (Å00ff)") == "7 7 röd å00ff"
    assert plain_result("00 ff") != plain_result("00ff")


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"on": "2026-11-17"}, "of before the day on which the inputs were frozen"),
        ({"frozen_on": None}, "frozen and frozen_on together"),
        ({"frozen": None, "frozen_on": None}, "a result and no frozen inputs"),
        ({"frozen": "short"}, "pattern"),
        ({"result": "  "}, "at least 1 character"),
        ({"result": "+ - +"}, "a result without a letter or a digit"),
        ({"results": "1 2 3"}, "extra"),
    ],
)
def test_a_draw_that_proves_nothing_is_refused(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        draw(**changed)
