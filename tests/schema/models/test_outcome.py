"""The classes of people that an outcome model tells apart, and effects that cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.models.outcome import Effect, FormFacts, OutcomeShape

FIGURE = {"value": 0.03, "unit": "share", "source": "x", "year": 2026, "kind": "judgement", "sure": "known"}
SHAPE = OutcomeShape.model_validate({
    "form": "dated_segments", "education_long_from": 3, "education_blank": "short", "months_blank": "12_to_23",
    "swedish_working_from": "B1", "swedish_blank": "low", "fit": FIGURE,
})  # fmt: skip
EFFECT: dict[str, Any] = {
    "rule": "r", "workplace": "", "education": "", "months": "12_to_23", "on_date": "ended", "effect": 0.1,
    "effect_low": 0.0, "effect_high": 0.2, "contains": "deadweight|lock_in", "kind": "effect", "source": "x",
    "year": 2026,
}  # fmt: skip


def test_classes_divide_at_their_bounds_and_a_blank_counts_as_the_model_says() -> None:
    assert [SHAPE.education_class(level) for level in (2, 3, None)] == ["short", "long", "short"]
    months = [SHAPE.months_class(number) for number in (11.5, 12, 23.5, 24, None)]
    assert months == ["under_12", "12_to_23", "12_to_23", "24_or_more", "12_to_23"]
    assert [SHAPE.swedish_class(level) for level in ("A2", "B1", "C2", None)] == ["low", "working", "working", "low"]


def test_a_blank_class_of_an_effect_stands_for_every_one() -> None:
    effect = Effect(**EFFECT)
    assert effect.classes == [("short", "12_to_23"), ("long", "12_to_23")]
    assert effect.contains == ("deadweight", "lock_in")


@pytest.mark.parametrize(
    "cells", [{"effect": 0.3}, {"contains": ""}, {"contains": "deadweight|deadweight"}, {"effect_high": 1.5}]
)
def test_an_effect_that_cannot_be_is_refused(cells: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Effect(**EFFECT | cells)


@pytest.mark.parametrize("own, at_home", [("", "study"), ("nothing", "nothing")])
def test_what_a_form_counts_as_may_differ_at_the_municipality(own: str, at_home: str) -> None:
    form = FormFacts.model_validate(
        {"rule": "r", "counts_as": "study", "in_municipality": own, "source": "x", "year": 2026, "sure": "known"}
    )
    assert (form.at(municipal=False), form.at(municipal=True)) == ("study", at_home)
