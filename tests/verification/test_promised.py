"""What is counted as accepted, offered and together: each changed figure is caught."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.verification import verify
from tests.planning.test_promised import accept
from tests.scenarios import crowded, written

FIGURES = [
    ("promised", "accepted", "people"), ("promised", "accepted", "uplift"), ("promised", "offered", "expected_gain"),
    ("promised", "untold"), ("together", "placed"), ("together", "uplift"), ("together", "expected_gain"),
]  # fmt: skip


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("promised")
    given = crowded(home)
    plan = given.plan()
    accept(given, plan, 3)
    return written(given.at(home / "later").plan(), home / "plan")


def test_figures_as_planned_are_accepted(plan_folder: Path) -> None:
    assert verify(plan_folder) == []


@pytest.mark.parametrize("path", FIGURES, ids=".".join)
def test_a_changed_figure_is_objected_to_by_its_name(path: tuple[str, ...], plan_folder: Path) -> None:
    kept = (plan_folder / "plan.json").read_text(encoding="utf-8")
    stored = json.loads(kept)
    here = stored["totals"]
    for key in path[:-1]:
        here = here[key]
    here[path[-1]] += 1
    try:
        (plan_folder / "plan.json").write_text(json.dumps(stored), encoding="utf-8")
        assert [objection.where for objection in verify(plan_folder)] == [f"totals.{'.'.join(path)}"]
    finally:
        (plan_folder / "plan.json").write_text(kept, encoding="utf-8")
