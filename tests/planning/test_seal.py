"""A plan folder that nobody has touched is known again; any change of a file means that it is verified anew."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.folders import Target
from planner.planning import checked, refuse_changed_plan
from planner.planning.seal import is_sealed
from planner.planning.write import Run, write_whole
from planner.schema.plan import PLAN_FILE
from tests.scenarios import Given


class Verified(Exception):
    """The verifier was asked."""


def asked(*_folder: object, **_more: object) -> None:
    raise Verified


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = Given(tmp_path).people("P1").slot("S1").worth("P1", "S1", 0.5).plan()
    folder = tmp_path / "plan"
    write_whole(plan, Target(folder, PLAN_FILE), Run(datetime.now(UTC), {}, ("planner",)))
    return folder


def test_an_untouched_folder_is_not_verified_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "verify", asked)
    refuse_changed_plan(folder, scenario=None, models=None)
    with pytest.raises(Verified):
        refuse_changed_plan(folder, scenario=folder / "inputs", models=None)


@pytest.mark.parametrize("name", ["assignments.csv", "inputs/jobseekers.csv", "certificate.json", "note.txt"])
def test_a_changed_or_added_file_breaks_the_seal(folder: Path, name: str) -> None:
    before = (folder / name).read_bytes() if (folder / name).exists() else b""
    (folder / name).write_bytes(before + b"\n")
    assert not is_sealed(folder)


def test_a_changed_plan_is_refused_though_its_run_says_that_it_was_verified(folder: Path) -> None:
    path = folder / "assignments.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("0.5", "0.6"), encoding="utf-8")
    with pytest.raises(InputFaults):
        refuse_changed_plan(folder, scenario=None, models=None)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"verified": 1}', "[" * 100_000])
def test_a_run_that_says_nothing_of_the_kind_means_that_the_folder_is_verified(
    folder: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "run.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(checked, "verify", asked)
    with pytest.raises(Verified):
        refuse_changed_plan(folder, scenario=None, models=None)
