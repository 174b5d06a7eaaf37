"""A figure says where it comes from, and a card says what its model is."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.models.card import Card, Figure

FIGURE: dict[str, Any] = {"value": 1, "unit": "x", "source": "x", "year": 2026, "kind": "law", "sure": "read"}
CARD = dict.fromkeys((
    "name", "version", "title", "population", "units", "range", "not_for", "known_bias", "licence", "source",
    "reviewed_by",
), "x") | {"kind": "rules"}  # fmt: skip


@pytest.mark.parametrize("missing", FIGURE)
def test_a_figure_lacks_nothing_of_its_origin(missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        Figure.model_validate({key: value for key, value in FIGURE.items() if key != missing})


@pytest.mark.parametrize("cells", [{"value": float("nan")}, {"sure": "surely"}, {"kind": "hearsay"}, {"colour": "red"}])
def test_a_figure_of_no_value_or_of_an_unknown_kind_is_refused(cells: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Figure.model_validate(FIGURE | cells)


@pytest.mark.parametrize("missing", CARD)
def test_a_card_says_all_that_a_reader_must_know(missing: str) -> None:
    Card.model_validate(CARD)
    with pytest.raises(ValidationError, match=missing):
        Card.model_validate({key: value for key, value in CARD.items() if key != missing})
