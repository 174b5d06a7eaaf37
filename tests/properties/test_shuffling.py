"""The order in which anything is written decides nothing."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner import formulation
from tests.scenarios import Cells, crowded, pairs


def test_shuffled_rules_and_shuffled_rows_of_every_table_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = crowded(tmp_path)
    plan = given.plan()
    assert len(pairs(plan)) > 3
    for seed in (1, 2):
        draw = random.Random(seed)  # noqa: S311 - no secret

        def shuffled(rows: Sequence[Cells], draw: random.Random = draw) -> Sequence[Cells]:
            return draw.sample(rows, len(rows))

        given.order = shuffled
        monkeypatch.setattr(
            formulation, "CONSTRAINTS", tuple(draw.sample(formulation.CONSTRAINTS, len(formulation.CONSTRAINTS)))
        )
        again = given.plan()
        assert again.files.keys() == plan.files.keys()
        assert [name for name in plan.files if again.files[name] != plan.files[name]] == []
