"""`planner fit`: a model that plans read, whole or not at all; one that is no better must be forced by its version."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner.cli.main import run
from planner.errors import InputFaults
from planner.inputs import read
from tests.learning.histories import made_up, write

ROOT = Path(__file__).resolve().parents[2] / "scenarios"


def told(folder: Path, *, signal: float) -> Path:
    out = folder / "models" / "outcome" / "town" / "1"
    apart = folder / "history"
    apart.mkdir()
    rows = write(apart, made_up(400, signal=signal))
    assert run(["fit", str(rows), "--out", str(out), "--as-of", "2026-01-01", "--lang", "en"]) == 0
    return out


def week(folder: Path, outcome: str) -> Path:
    shutil.copytree(ROOT / "tiny", folder / "tiny", dirs_exist_ok=True)
    text = f'format = 1\nextends = "tiny"\n\n[models]\noutcome = "{outcome}"\n'
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_model_that_is_no_better_is_refused_unless_its_version_is_named(tmp_path: Path) -> None:
    told(tmp_path, signal=0.0)
    with pytest.raises(InputFaults, match="no better than the base rate"):
        read(week(tmp_path, "town"))
    scenario = read(week(tmp_path, "town/1"))
    assert [fault.code for fault in scenario.warnings if fault.code == "no-better-model"] == ["no-better-model"]


def test_a_changed_file_of_a_fitted_model_is_a_fault(tmp_path: Path) -> None:
    table = told(tmp_path, signal=1.0) / "segments.csv"
    assert read(week(tmp_path, "town")).name
    table.write_bytes(table.read_bytes().replace(b"0.", b"0.1", 1))
    with pytest.raises(InputFaults, match="is not the file that was fitted"):
        read(week(tmp_path, "town"))


def test_out_must_be_the_home_of_a_model(tmp_path: Path) -> None:
    rows = write(tmp_path, made_up(200))
    assert run(["fit", str(rows), "--out", str(tmp_path / "elsewhere"), "--lang", "en"]) == 2
