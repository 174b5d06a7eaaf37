"""Models on one screen."""

from __future__ import annotations

from planner.inputs.models.listing import ModelListed
from planner.reports.models import models_screen


def test_each_model_has_a_line_and_those_used_have_a_star() -> None:
    used = ModelListed("travel", "ours", "2", "Trips", "scenario", is_used=True, reviewed_by="x", changed=("a.csv",))
    other = ModelListed("policy", "theirs", "1", "Goals", "shipped", is_used=False, reviewed_by="x", changed=())
    _, first, second, _ = models_screen([used, other]).splitlines()
    assert first.split() == ["*", "travel", "ours/2", "scenario", "a.csv", "x", "Trips"]
    assert second.split() == ["policy", "theirs/1", "shipped", "no", "x", "Goals"]
