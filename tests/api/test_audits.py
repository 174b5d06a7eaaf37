"""planner.audit and planner.public_record: the same as the commands, of a folder or a Result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import planner
from tests.api.documented import assert_as_documented
from tests.api.small import COUNTED, small
from tests.studies.audited import week


def test_an_audit_of_a_result_is_that_of_its_folder(tmp_path: Path) -> None:
    scenario = week(tmp_path).write()
    result = planner.plan(scenario, workers=1)
    one = planner.audit(result, scenario=scenario, language="en")
    other = planner.audit(result.write(tmp_path / "plan"), scenario=str(scenario), language="en")
    assert one.summary == other.summary
    assert one.table.equals(other.table)
    assert_as_documented(one.table, "audit.csv")
    offers = one.table.query("measure == 'offers' and ground == 'sex' and other_group.isna()").set_index("group")
    assert offers["figure"].to_dict() == {"man": pytest.approx(5 / 12), "woman": 0.5}
    assert repr(one).splitlines()[0] == "Fairness audit of given"
    assert "50% (25 to 75)" in one.screen
    folder = one.write(tmp_path / "audit")
    assert sorted(path.name for path in folder.iterdir()) == ["audit.csv", "audit.json"]


def test_a_public_record_of_a_result_is_that_of_its_folder(tmp_path: Path) -> None:
    result = planner.plan(small(tmp_path), **COUNTED)
    one = planner.public_record(result, language="sv")
    assert one.page.startswith("# Offentligt underlag: ")
    folder = one.write(tmp_path / "record")
    written = json.loads((folder / "public_record.json").read_text(encoding="utf-8"))
    assert {**one.summary, "files": written["files"]} == written
    one.summary["totals"]["jobseekers"] = -1
    # Of a week of four people not even their number is told.
    assert one.summary["totals"]["jobseekers"] is None
    assert "–" in repr(one)
    assert planner.public_record(result.write(tmp_path / "plan")).summary == one.summary


def test_what_is_no_plan_or_has_no_table_is_refused(tmp_path: Path) -> None:
    folder = small(tmp_path)
    with pytest.raises(planner.UsageFault):
        planner.public_record(folder)
    with pytest.raises(planner.InputFaults, match="no-audit-table"):
        planner.audit(planner.plan(folder, **COUNTED), scenario=folder)
    with pytest.raises(TypeError, match="public_record takes a str or a Path"):
        planner.public_record(7)  # type: ignore[arg-type]
