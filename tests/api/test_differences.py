"""planner.diff and planner.plan(previous=...): the same as the commands, with DataFrames."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import planner
from tests.api.small import COUNTED, small
from tests.cli.small import TABLES


def test_a_previous_plan_is_a_result_or_its_folder(tmp_path: Path) -> None:
    folder = small(tmp_path)
    first = planner.plan(folder, **COUNTED)
    written = first.write(tmp_path / "first")
    plans = [planner.plan(folder, **COUNTED, previous=one) for one in (first, written, str(written))]
    for plan in plans:
        assert plan.changes["change"].tolist() == ["kept", "kept"]
        assert isinstance(plan.changes["change"].dtype, pd.CategoricalDtype)
        assert plan.changes_by_employer.empty
    assert first.changes.empty
    assert list(first.changes.columns) == list(plans[0].changes.columns)


def test_a_difference_has_tables_and_shows_itself(tmp_path: Path) -> None:
    rows = [row for row in TABLES["jobseekers.csv"].splitlines() if not row.startswith("P1")]
    first = planner.plan(small(tmp_path / "a"), **COUNTED)
    second = planner.plan(small(tmp_path / "b", jobseekers="\n".join(rows) + "\n"), **COUNTED)
    found = planner.diff(first, second.write(tmp_path / "second"), language="en")
    assert found.people["change"].tolist() == ["new", "withdrawn", "kept"]
    assert found.by_employer["slot_id"].tolist() == ["S2"]
    assert found.summary["changes"]["new"] == 1
    assert repr(found).splitlines()[0] == "The plan of 2026-W48 against that of 2026-W48"


def test_another_thing_than_a_plan_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="diff takes a str or a Path"):
        planner.diff(3, 4)  # type: ignore[arg-type]
    with pytest.raises(planner.UsageFault, match="no folder of a plan"):
        planner.diff(small(tmp_path), small(tmp_path / "b"), language="en")
