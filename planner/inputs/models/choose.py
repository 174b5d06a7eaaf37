"""Reads the assumption files that a scenario is planned under."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from planner.errors import Faults
from planner.inputs.models import kinds
from planner.inputs.models.reader import Reader
from planner.inputs.models.shipped import find, shipped
from planner.schema.models import Assumptions, RulePack
from planner.schema.settings import ModelChoice

READERS: dict[str, Callable[[Reader], object]] = {
    "rules": kinds.rules,
    "outcome": kinds.outcome,
    "acceptance": kinds.acceptance,
    "travel": kinds.travel,
    "policy": kinds.policy,
}


def assumptions(choice: ModelChoice, places: Sequence[Path], faults: Faults) -> Assumptions | None:
    """Read the chosen models, each from the first of `places` that has it; None, with faults, where one is unsound."""
    found = {kind: find(kind, getattr(choice, kind), places, faults) for kind in READERS}
    parts: dict[str, Any] = {}
    for kind, files in found.items():
        if files is not None:
            parts[kind] = READERS[kind](Reader(kind, files, faults))
    if len(parts) < len(READERS) or any(part is None for part in parts.values()):
        return None
    return Assumptions(**parts)


def rule_pack(reference: str, places: Sequence[Path]) -> RulePack:
    """One rule pack, read and checked; raises InputFaults where there is none or it is unsound."""
    faults = Faults()
    files = find("rules", reference, places, faults)
    pack = None if files is None else kinds.rules(Reader("rules", files, faults))
    if pack is None:
        faults.stop()
    return pack


def model_files(assumptions: Assumptions) -> Iterable[tuple[str, bytes]]:
    """Every file of the models in use, by its path under models/."""
    for kind, found in assumptions.found.items():
        for name, raw in sorted(found.files.items()):
            yield f"{kind}/{found.reference}/{name}", raw


@cache
def occupation_labels() -> dict[str, str]:
    """Swedish labels of SSYK 2012 codes, from the newest shipped table of occupations; empty where none is shipped."""
    tables = sorted((shipped() / "occupations").glob("*/*/ssyk.csv"))
    if not tables:
        return {}
    with tables[-1].open(encoding="utf-8", newline="") as file:
        return {row["ssyk"]: row["label_sv"] for row in csv.DictReader(file)}
