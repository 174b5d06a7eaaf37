"""Next week's scenario as it is written: nobody named who may not be, the user's own form kept, nothing lost unseen."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from planner.errors import VerificationFailed
from planner.inputs import opened, read_whole
from planner.schema.weeks import week_number
from planner.weeks import Asked, advance, settle
from tests.weeks.many_weeks import PLAIN
from tests.weeks.small_weeks import advanced, planned, three


def test_people_with_protected_identity_are_carried_over_and_named_in_no_list(tmp_path: Path) -> None:
    given = three(tmp_path).person("SECRET7", protected_identity="yes", waiting_weeks=4)
    given.running("SECRET7", "S5", "started", programme_id="M", from_week="2026-W40", to_week="2026-W48")
    given.add("audit", jobseeker_id="SECRET7", sex="x").add("audit", jobseeker_id="P1", sex="y")
    settled = advanced(given, "P1,S1,accepted\n")
    after = tmp_path / "after"
    whole = read_whole(opened(after)).tables
    rows = whole["jobseekers"].set_index("jobseeker_id")
    assert bool(rows.loc["SECRET7", "protected_identity"])
    assert rows.loc["SECRET7", "waiting_weeks"] == 0  # their placement ended with the week
    assert list(whole["history"]["jobseeker_id"]) == ["SECRET7"]
    assert set(whole["audit"]["jobseeker_id"]) == {"SECRET7", "P1"}
    for path in (after / "advance").iterdir():
        assert "SECRET7" not in path.read_text(encoding="utf-8"), path.name
    assert settled.next.turn.log.not_listed > 0


def test_without_the_scenario_the_protected_are_counted_on(tmp_path: Path) -> None:
    given = three(tmp_path).person("SECRET7", protected_identity="yes")
    made = advance(Asked(planned(given), week_number("2026-W49")))
    (tmp_path / "after").mkdir()
    settled = settle(made, tmp_path / "after", PLAIN)
    assert settled.scenario.protected == 1
    assert not (tmp_path / "after" / "audit.csv").exists()


def test_blank_weeks_stay_blank_and_move_on_with_the_plan_week(tmp_path: Path) -> None:
    given = three(tmp_path).slot("S6", programme_ids="M")
    settled = advanced(given)
    slots = settled.scenario.tables["slots"].set_index("slot_id")
    assert slots.loc["S6", "start_week"] == week_number("2026-W49")
    written = pd.read_csv(tmp_path / "after" / "slots.csv").set_index("slot_id")["start_week"]
    assert written[written.isna()].index.tolist() == ["S6"]


def test_the_summary_has_the_figures_and_names_nobody(tmp_path: Path) -> None:
    settled = advanced(three(tmp_path), "P1,S1,accepted\n")
    summary = json.loads((tmp_path / "after" / "advance" / "advance.json").read_text(encoding="utf-8"))
    assert summary["placements"] == {"accepted": 2, "draft": 1, "offered": 1, "started": 1}
    assert summary["money"] == [
        {"funding_id": "F1", "budget": 10_000.0, "before": 800.0, "booked": 800.0, "given_back": 0.0, "by_news": 0.0,
         "after": 1_600.0}
    ]  # fmt: skip
    assert summary["files"] == sorted(path.relative_to(tmp_path / "after").as_posix()
                                      for path in (tmp_path / "after").rglob("*") if path.is_file())  # fmt: skip
    assert len(settled.changes) == summary["changes"]


@pytest.mark.parametrize("table, column", [("jobseekers", "jobseeker_id"), ("funding", "committed_sek")])
def test_a_week_that_loses_somebody_or_money_is_refused(table: str, column: str, tmp_path: Path) -> None:
    given = three(tmp_path).person("P6")
    made = advance(Asked(planned(given), week_number("2026-W49"), scenario=given.home / "scenario"))
    frame = made.tables[table]
    spoilt = frame[frame[column] != "P6"] if table == "jobseekers" else frame.assign(committed_sek=frame[column] - 100)
    (tmp_path / "after").mkdir()
    with pytest.raises(VerificationFailed, match=r"lost"):
        settle(replace(made, tables={**made.tables, table: spoilt}), tmp_path / "after", PLAIN)
