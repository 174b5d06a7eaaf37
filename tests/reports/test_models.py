"""Models on one screen."""

from __future__ import annotations

from dataclasses import replace

from planner.inputs import list_models
from planner.inputs.models.listing import ModelListed
from planner.reports.models import models_screen
from planner.texts import speaking


def test_each_model_has_a_line_and_those_used_have_a_star() -> None:
    used = ModelListed("travel", "ours", "2", "Trips", "scenario", is_used=True, reviewed_by="x", changed=("a.csv",))
    other = ModelListed("policy", "theirs", "1", "Goals", "shipped", is_used=False, reviewed_by="x", changed=())
    _, first, second, _ = models_screen([used, other]).splitlines()
    assert first.split() == ["*", "travel", "ours/2", "scenario", "a.csv", "x", "Trips"]
    assert second.split() == ["policy", "theirs/1", "shipped", "no", "x", "Goals"]


def test_a_title_is_in_the_language_that_is_spoken_where_the_card_has_it() -> None:
    both = ModelListed("travel", "ours", "2", "Trips", "scenario", is_used=True, reviewed_by="nobody", changed=(),
                       title_sv="Resor", reviewed_by_sv="ingen")  # fmt: skip
    with speaking("sv"):
        said = models_screen([both, replace(both, title_sv=None, reviewed_by_sv=None)]).splitlines()
    assert said[1].split()[-2:] == ["ingen", "Resor"]
    assert said[2].split()[-2:] == ["nobody", "Trips"]


def test_every_shipped_card_has_a_swedish_title() -> None:
    found = list_models(None)
    assert found
    assert [model.name for model in found if not model.title_sv or not model.reviewed_by_sv] == []
