"""What options change in a scenario."""

from __future__ import annotations

from typing import Any

import pytest

from planner.schema.overrides import overrides


@pytest.mark.parametrize(
    "options, keys",
    [
        ({}, {}),
        ({"seed": 0}, {"solve": {"seed": 0}}),
        ({"time_limit": 3.0, "gap": 0.0}, {"solve": {"time_limit_seconds": 3.0, "gap": 0.0}}),
        ({"workers": 1, "dialect": "swedish"}, {"solve": {"workers": 1}, "settings": {"dialect": "swedish"}}),
        ({"headings": "sv"}, {"settings": {"headings": "sv"}}),
    ],
)
def test_only_what_is_asked_for_is_changed_and_nought_is_asked_for(
    options: dict[str, Any], keys: dict[str, Any]
) -> None:
    assert overrides(**options) == keys
