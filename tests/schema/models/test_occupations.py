"""Codes of occupations, and how near two of them may lie."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from planner.schema.models.occupations import Near, OccupationCode


@pytest.mark.parametrize("cells", [{"fit": 0}, {"fit": 1.1}, {"fit": float("nan")}, {"wished": "533"}])
def test_groups_of_four_digits_lie_near_each_other_by_a_share_above_nought(cells: dict[str, Any]) -> None:
    near: dict[str, Any] = {"wished": "5330", "offered": "5321", "fit": 1}
    Near.model_validate(near)
    with pytest.raises(ValidationError):
        Near.model_validate(near | cells)


@pytest.mark.parametrize("cells", [{"ssyk": "53300"}, {"ssyk": "5A"}, {"level": 5}])
def test_a_code_has_one_to_four_digits(cells: dict[str, Any]) -> None:
    code: dict[str, Any] = {"ssyk": "53", "level": 2, "label_sv": "x"}
    OccupationCode.model_validate(code)
    with pytest.raises(ValidationError):
        OccupationCode.model_validate(code | cells)
