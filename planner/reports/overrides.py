"""Overrides as people read them: who decided to place whom over which gate, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planner.explanation import GATES, gate_text
from planner.schema.plan import OverridePart
from planner.texts import _, listed


def override_lines(parts: Iterable[OverridePart | Mapping[str, Any]]) -> list[str]:
    """A heading, and a line for each override; no line without one. Mappings are rows of some plan.json."""
    rows = [part.model_dump() if isinstance(part, OverridePart) else part for part in parts]
    return [_("Overrides, each decided by a person:"), *(f"  {_said(row)}" for row in rows)] if rows else []


def _said(row: Mapping[str, Any]) -> str:
    gates = listed([gate_text(name) if name in GATES else str(name) for name in row["gates"]])
    facts = {name: row[name] for name in ("jobseeker_id", "slot_id", "by", "motive")}
    if row["on"] is None:
        return _("{jobseeker_id} at {slot_id}, although: {gates}. Decided by {by}: {motive}", gates=gates, **facts)
    return _(
        "{jobseeker_id} at {slot_id}, although: {gates}. Decided by {by} on {day}: {motive}",
        gates=gates,
        day=row["on"],
        **facts,
    )
