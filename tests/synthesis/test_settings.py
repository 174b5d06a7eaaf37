"""What a synthetic week may be asked to be."""

from __future__ import annotations

import pytest

from planner.synthesis import SynthesisSettings


@pytest.mark.parametrize("people,running,share", [(9, 1, 0.1), (200_001, 1, 0.1), (300, 300, 0.1), (10, 1, 1.2)])
def test_settings_that_cannot_be_met_are_refused(people: int, running: int, share: float) -> None:
    with pytest.raises(ValueError, match="is outside"):
        SynthesisSettings("1282", people=people, running=running, youth_share=share)


@pytest.mark.parametrize("week", ["2026-w48", "2026W48", " 2026-W48"])
def test_a_week_is_written_in_one_way_alone(week: str) -> None:
    with pytest.raises(ValueError, match="is not an ISO week such as 2026-W48"):
        SynthesisSettings("1282", week=week)
