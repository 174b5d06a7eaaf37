"""How the parts of a sentence are put together."""

from __future__ import annotations

import pytest

from planner.explanation.texts import gate_text, joined, limit_text
from planner.explanation.uncovered import Uncovered
from planner.schema.weeks import week_number
from planner.texts import speaking


@pytest.mark.parametrize(
    "parts, text",
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "a", "c"], "a, b and c")],
)
def test_distinct_parts_are_joined_by_commas_and_a_last_and(parts: list[str], text: str) -> None:
    assert joined(parts) == text
    with speaking("sv"):
        assert joined(parts) == text.replace(" and ", " och ")


def test_a_slot_short_of_its_minimum_is_not_said_to_be_full() -> None:
    full, short = (limit_text(("slot_places", ("S7", side))) for side in ("limit", "minimum"))
    assert full != short
    assert full.count("S7") == short.count("S7") == 1


@pytest.mark.parametrize("language", ["sv", "en"])
def test_uncovered_weeks_are_named_with_the_programme_and_one_week_once(language: str) -> None:
    first, last = week_number("2026-W53"), week_number("2027-W01")
    with speaking(language):
        several = gate_text("funding_weeks", uncovered=Uncovered("M", first, last))
        one = gate_text("funding_weeks", uncovered=Uncovered("M", first, first))
    assert [several.count(word) for word in ("2026-W53", "2027-W01", "M")] == [1, 1, 1]
    assert [one.count(word) for word in ("2026-W53", "2027-W01", "M")] == [1, 0, 1]


def test_a_gate_left_open_by_a_blank_and_one_on_unverified_law_differ_from_a_plain_refusal() -> None:
    plain = gate_text("tax_debts")
    assert len({plain, gate_text("tax_debts_unknown"), gate_text("tax_debts", is_unverified=True)}) == 3
