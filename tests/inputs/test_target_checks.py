"""Faults and doubts about targets by date and the steps of their paths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planner.errors import InputFaults
from planner.inputs import read
from tests.scenarios import Given


def week(home: Path) -> Given:
    """One person, one slot with a tag, and no target yet."""
    return Given(home).person("A").slot("S1", tags="kök").worth("A", "S1", 0.5)


def target(given: Given, target_id: str, **cells: Any) -> Given:  # noqa: ANN401 - cells of many kinds
    """Add a sound target, but for the cells given."""
    sound = {"counts": "placements", "from_week": "2026-W40", "to_week": "2026-W50", "target": 20}
    return given.add("targets", target_id=target_id, **{**sound, **cells})


def faults(given: Given) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        read(given.write())
    return [f"{fault.code} {fault.file} {fault.row} {fault.column}" for fault in refused.value.faults]


def test_every_fault_of_targets_is_named_where_it_stands(tmp_path: Path) -> None:
    given = week(tmp_path)
    target(given, "M1", from_week="2026-W51")
    target(given, "M2", to_week=None)
    target(given, "M3", employer_id="E9")
    target(given, "M4", reached=3)
    target(given, "M5", reached_on="2026-11-01")
    target(given, "M6", group="unga")
    target(given, "M7", name="N").add("target_steps", target_id="M7", week="2026-W45", due=10)
    target(given, "M8", name="N", counts="paid")
    target(given, "M9", reached=3, reached_on="första november")
    given.add("target_steps", target_id="M7", week="2026-W45", due=11)
    given.add("target_steps", target_id="M7", week="2026-W47", due=8)
    given.add("target_steps", target_id="M7", week="2026-W39", due=1)
    given.add("target_steps", target_id="M7", week="2026-W49", due=21)
    assert sorted(faults(given)) == sorted([
        "targets-from-week targets.csv 2 from_week", "targets-to-week targets.csv 3 to_week",
        "unknown-reference targets.csv 4 employer_id", "targets-reached-on targets.csv 5 reached_on",
        "targets-reached targets.csv 6 reached", "targets-group targets.csv 7 group",
        "targets-unlike targets.csv 9 counts", "targets-reached-on targets.csv 10 reached_on",
        "duplicate-id target_steps.csv 3 target_id", "target-steps-fall target_steps.csv 4 due",
        "target-steps-week target_steps.csv 5 week", "target-steps-due target_steps.csv 6 due",
    ])  # fmt: skip


def test_a_tag_that_nothing_has_is_a_doubt_with_the_word_that_was_meant(tmp_path: Path) -> None:
    given = target(target(week(tmp_path), "M1", tag="köket"), "M2", tag="Kök")
    said = [fault for fault in read(given.write()).warnings if fault.code == "targets-tag"]
    assert [(fault.row, fault.column) for fault in said] == [(2, "tag")]
    assert "kök" in said[0].cure


def test_two_tags_in_one_cell_are_refused(tmp_path: Path) -> None:
    assert faults(target(week(tmp_path), "M1", tag="kök|spår")) == ["targets-tag targets.csv 2 tag"]


def test_a_number_counted_by_hand_after_the_plan_week_is_a_doubt(tmp_path: Path) -> None:
    given = target(
        target(week(tmp_path), "M1", reached=3, reached_on="2026-11-29"), "M2", reached=3, reached_on="2026-11-30"
    )
    said = [fault for fault in read(given.write()).warnings if fault.code == "targets-reached-late"]
    assert [(fault.row, fault.column) for fault in said] == [(3, "reached_on")]
