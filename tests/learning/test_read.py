"""A history with faults: all at once, each with row, column and cure; the file's own headings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from planner.errors import InputFaults
from planner.learning import read_history

TODAY = date(2026, 1, 1)
HEAD = "jobseeker_id,rule,started_on,ended_on,outcome,months_unemployed\n"


def test_every_fault_of_a_history_is_shown_at_once(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    path.write_text(
        HEAD
        + "P1,,,2025-02-01,yes,3\nP1,,,2025-02-01,no,3\nP2,,,2026-02-01,no,3\n"
        + "P3,,2025-06-01,2025-05-01,no,3\nP4,,,2025-01-01,kanske,tre\n",
        encoding="utf-8",
    )
    with pytest.raises(InputFaults) as stop:
        read_history(path, None, TODAY)
    found = {(fault.row, fault.column, fault.code) for fault in stop.value.faults}
    assert {
        (3, "jobseeker_id", "duplicate-id"), (4, "ended_on", "future-day"), (5, "ended_on", "day-order"),
    } <= found  # fmt: skip
    assert {(row, column) for row, column, _ in found} >= {(6, "outcome"), (6, "months_unemployed")}
    assert all(fault.cure for fault in stop.value.faults)


def test_headings_of_a_register_are_named_in_the_settings(tmp_path: Path) -> None:
    path, settings = tmp_path / "h.csv", tmp_path / "fit.toml"
    path.write_text("Nummer,Slut,Resultat\nP1,2025-02-01,ja\n", encoding="utf-8")
    settings.write_text(
        '[columns]\nNummer = "jobseeker_id"\nSlut = "ended_on"\nResultat = "outcome"\n', encoding="utf-8"
    )
    rows = read_history(path, settings, TODAY).rows
    assert rows[["jobseeker_id", "outcome"]].to_numpy().tolist() == [["P1", "yes"]]
