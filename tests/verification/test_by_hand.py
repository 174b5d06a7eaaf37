"""The places kept by hand, as plan.json states them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.verification.checked import caught

if TYPE_CHECKING:
    from tests.verification.conftest import KnownWeek


@pytest.mark.parametrize("name", ["by_hand_places", "by_hand_share"])
@pytest.mark.parametrize("written", [1, None, "two"])
def test_a_figure_that_is_not_the_recomputed_one_is_caught(known: KnownWeek, name: str, written: object) -> None:
    def change(plan: dict[str, Any]) -> None:
        plan["totals"][name] = written

    assert caught(known, change) == {"totals"}
