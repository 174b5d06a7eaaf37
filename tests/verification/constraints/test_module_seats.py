"""No more people begin a module before their place than it has seats."""

from __future__ import annotations

from pathlib import Path

from planner.verification import verify
from tests.gaps import gap_week, truck
from tests.scenarios import written


def test_one_seat_less_than_proposals_is_objected_to(tmp_path: Path) -> None:
    folder = written(truck(gap_week(tmp_path, "P1", "P2", "P3"), seats=3).plan(), tmp_path / "out")
    assert verify(folder) == []
    modules = folder / "inputs" / "modules.csv"
    text = modules.read_text(encoding="utf-8")
    assert ",3," in text
    modules.write_text(text.replace(",3,", ",2,"), encoding="utf-8")
    assert "module_seats" in {one.check for one in verify(folder)}
