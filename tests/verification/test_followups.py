"""The rows of followups.csv: every step that is due, in its order, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.verification import verify
from tests.scenarios import Given, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two steps of P1 overdue and two ahead; P2's placement is over."""
    given = Given(tmp_path).people("P1", "P2").slot("S1").worth("P1", "S1", 0.5)
    given.running("P1", "S1", from_week="2026-W40", to_week="2026-W50")
    given.add("followups", jobseeker_id="P1", slot_id="S1", step="day_3", done_on="2026-10-01")
    given.add("history", jobseeker_id="P2", slot_id="S0", to_week="2026-W44", end="ended")
    return written(given.plan(), tmp_path / "plan")


CELLS = [
    (2, "week_2", "midpoint", 'step is something else, recomputed "week_2".'),
    (2, "2026-10-09", "2026-10-10", 'due_on is something else, recomputed "2026-10-09".'),
    (2, ",45", ",44", "overdue_days is 44, recomputed 45."),
    (2, "yes", "no", 'overdue is something else, recomputed "yes".'),
    (5, "P1", "P2", 'jobseeker_id is something else, recomputed "P1".'),
    (5, "E1", "", 'employer_id is blank, recomputed "E1".'),
]


@pytest.mark.parametrize("row, cell, other, said", CELLS)
def test_a_changed_step_is_objected_to(folder: Path, row: int, cell: str, other: str, said: str) -> None:
    path = folder / "followups.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 7
    assert verify(folder) == []
    assert cell in lines[row - 1]
    lines[row - 1] = lines[row - 1].replace(cell, other)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert said in [objection.message for objection in verify(folder) if objection.check == "followups"]


def test_a_step_too_few_or_too_many_is_objected_to(folder: Path) -> None:
    path = folder / "followups.csv"
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for changed in (lines[:-1], [*lines, lines[-1]], [lines[0]]):
        path.write_text("\n".join(changed) + "\n", encoding="utf-8")
        assert {objection.check for objection in verify(folder)} == {"followups"}
