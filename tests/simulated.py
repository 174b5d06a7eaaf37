"""Summaries of simulated weeks as a test states them, and folders that hold one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planner.folders import PAIRED_FILE, SIMULATION_FILE, SWEEP_SUMMARY
from planner.schema.weeks import month_label, week_label, week_number

FIRST = week_number("2026-W48")
MONEY = {"esf": 3_000_000.0, "kommun": 900_000.0, "liten": 50_000.0}


def ends(value: float, half: float | None = None) -> dict[str, float | None]:
    """A figure with its interval, if it has one."""
    return {
        "value": value,
        "low": None if half is None else value - half,
        "high": None if half is None else value + half,
    }


def policy(name: str, *, began: Sequence[float], value: float, perished: float = 2.0) -> dict[str, list[Any]]:
    """What one way of planning leaves in a summary, by its parts: so many begin each week, most paid for by esf."""
    weeks = [
        {"policy": name, "week": week_label(FIRST + at), "proposed": own + 1, "declined": 1.0, "never_began": 0.0,
         "began": own, "value": value / len(began), "cost_sek": 50_000.0 * own, "waiting": 200.0 - at,
         "perished": perished}
        for at, own in enumerate(began)
    ]  # fmt: skip
    months: dict[tuple[str, str], list[float]] = {}
    for at, own in enumerate(began):
        for line, share in (("esf", 0.6), ("kommun", 0.35), ("liten", 0.05)):
            counted = months.setdefault((month_label(FIRST + at), line), [0.0, 0.0])
            counted[0] += share * own
            counted[1] += 50_000.0 * share * own
    rows = [
        {"policy": name, "month": month, "funding_id": line, "placed": placed, "cost_sek": sek}
        for (month, line), (placed, sek) in months.items()
    ]
    figures = {
        "policy": name, "value": ends(value, 0.5), "placed": ends(sum(began), 2.0), "waiting_mean": ends(12.0, 0.4),
        "waiting_max": ends(80.0, 3.0), "cost_sek": ends(50_000.0 * sum(began), 1e4),
    }  # fmt: skip
    return {"policies": [figures], "by_week": weeks, "by_month": rows}


def joined(parts: Sequence[Mapping[str, list[Any]]]) -> dict[str, list[Any]]:
    """Several ways of planning in one summary."""
    return {key: [row for part in parts for row in part[key]] for key in ("policies", "by_week", "by_month")}


def simulation(*parts: Mapping[str, list[Any]], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of a summary
    """The summary of a simulation."""
    return {
        "format": 1, "scenario": "Veckan", "week": "2026-W48", "weeks": len(parts[0]["by_week"]), "seeds": 20,
        "history": None, "change": None, "change_after": None, "unit": "people", "follow_up_weeks": 78, "level": 0.95,
        "money": MONEY, "people_at_first": 200, "people_per_week": 5.0, "differences": [], **joined(parts),
    } | changed  # fmt: skip


def compared(*gains: tuple[float, float | None], **changed: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """The summary of what-ifs that gain so much more than their base, each with half its interval, under greedy."""
    summary = simulation(policy("greedy", began=[3.0] * 20, value=6.0), **changed)
    scenarios = [
        {"number": number, "scenario": "Veckan" if number == 0 else f"Mer {number}", "money": MONEY,
         "people_at_first": 200, "people_per_week": 5.0,
         **policy("greedy", began=[3.0 + number] * 20, value=6.0 + number)}
        for number in range(len(gains) + 1)
    ]  # fmt: skip
    differences = [
        {"number": number, "scenario": f"Mer {number}", "policy": "greedy", "value": ends(*gain),
         **{name: ends(1.0, 0.2) for name in ("placed", "waiting_mean", "waiting_max", "cost_sek")}}
        for number, gain in enumerate(gains, 1)
    ]  # fmt: skip
    kept = {key: value for key, value in summary.items() if key not in {"policies", "by_week", "by_month", "money"}}
    return {**kept, "scenarios": scenarios, "differences": differences}


def written(folder: Path, summary: Mapping[str, Any]) -> Path:
    """A folder of a finished simulation, or of what-ifs over weeks, with this summary."""
    folder.mkdir(parents=True, exist_ok=True)
    says = {"format": 1, "name": "s", "study": "s", "base": "b", "program": "p", "cells": 1, "finished": True}
    mark = PAIRED_FILE if "scenarios" in summary else SIMULATION_FILE
    (folder / mark).write_text(json.dumps(says), encoding="utf-8")
    (folder / SWEEP_SUMMARY).write_text(json.dumps(summary), encoding="utf-8")
    return folder
