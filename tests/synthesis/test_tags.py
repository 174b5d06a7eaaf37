"""Lists of words as bit masks, and the half-days of a working week."""

from __future__ import annotations

import pytest

from planner.synthesis.tags import LIMITS, shift_mask, to_mask, to_text


def test_a_mask_is_written_as_the_words_it_was_made_of_in_the_order_of_the_vocabulary() -> None:
    assert to_text(to_mask(("stairs", "lifting"), LIMITS), LIMITS) == "lifting|stairs"
    assert to_text(0, LIMITS) == ""
    with pytest.raises(ValueError, match="not in"):
        to_mask(("flying",), LIMITS)


@pytest.mark.parametrize("pattern", ["day", "morning", "early", "afternoon", "evening", "late", "rota"])
def test_a_week_has_a_half_day_for_every_four_hours_begun(pattern: str) -> None:
    assert [shift_mask(pattern, hours).bit_count() for hours in (4, 5, 20, 37, 40)] == [1, 2, 5, 10, 10]
    assert shift_mask(pattern, 20) & ~shift_mask(pattern, 40) == 0
