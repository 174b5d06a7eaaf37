"""Studies from Python: the same as the command gives, as DataFrames of documented columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import planner
from planner.api import sweeps
from tests.api.documented import assert_as_documented
from tests.cli.small import contents, run
from tests.studies.sweeping.small_study import Here, write_study


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """Cells are planned in this process."""
    place = Here()
    monkeypatch.setattr(sweeps, "workplace_of", lambda *_asked: place)
    return place


def keys(base: object, **changed: object) -> dict[str, Any]:
    parameter = {"name": "more", "label": "fler platser", "values": [0, 1]}
    patch = {"table": "slots", "where": {"slot_id": "S2"}, "shift": {"places": "$more"}}
    return {"name": "Fler platser", "base": base, "parameter": [parameter], "patch": [patch]} | changed


def test_a_study_of_python_gives_the_tables_of_its_file(tmp_path: Path) -> None:
    path = write_study(tmp_path, values="[0, 1]")
    of_file = planner.sweep(path, tmp_path / "out")
    assert run(["sweep", str(path), "--out", str(tmp_path / "out")]) == 0
    of_python = planner.sweep(keys(planner.read(tmp_path / "week")))
    for one in (of_file, of_python):
        assert_as_documented(one.cells.drop(columns="more"), "sweep.cells")
        assert_as_documented(one.figures.drop(columns="more"), "sweep.figures")
        assert str(one.cells["more"].dtype) == "Int64"
    assert of_file.cells.equals(of_python.cells)
    assert of_file.figures.equals(of_python.figures)
    assert "(the base)" in repr(of_file)
    assert of_file.summary["cells"][2]["values"] == {"more": 1}


def test_a_folder_is_gone_on_from(tmp_path: Path, here: Here) -> None:
    path = write_study(tmp_path, values="[0, 1]")
    first = planner.sweep(path, tmp_path / "out")
    before = contents(tmp_path / "out")
    here.started.clear()
    assert planner.sweep(path, tmp_path / "out").cells.equals(first.cells)
    assert here.started == []
    assert contents(tmp_path / "out") == before


def test_faults_name_the_study_as_python_and_other_things_are_refused(tmp_path: Path) -> None:
    write_study(tmp_path)
    with pytest.raises(planner.InputFaults, match=r"Python patch 1: there is no column \"plces\" in slots"):
        planner.sweep(keys(tmp_path / "week", patch=[{"table": "slots", "shift": {"plces": "$more"}}]))
    with pytest.raises(TypeError, match="sweep takes a str or a Path, not int"):
        planner.sweep(3)  # type: ignore[arg-type]
    with pytest.raises(planner.UsageFault, match="There is no scenario in"):
        planner.sweep(keys(tmp_path / "nowhere"))
