"""The seeds that earlier runs of the same week had, so that nobody plans again and again until the lot pleases them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from planner.folders import json_bytes
from planner.planning.make import Plan
from planner.schema.plan import PLAN_FILE, SeedsPart


def with_seeds_tried(plan: Plan, folder: Path) -> Plan:
    """The plan with the seeds of the plan that lies in a folder, and those that it lists, if it is of the same week.

    So whoever plans a week again and again until the lot pleases them leaves a trace. Another folder starts anew.
    """
    earlier = _earlier(folder)
    if earlier is None or earlier.get("week") != plan.file.week:
        return plan
    own = (plan.file.seed, plan.file.lottery.seed)
    tried = [one for one in dict.fromkeys(_seeds(earlier)) if (one.search, one.lot) != own]
    if not tried:
        return plan
    file = plan.file.model_copy(update={"lottery": plan.file.lottery.model_copy(update={"tried": tuple(tried)})})
    files = {**plan.files, PLAN_FILE: json_bytes(file.model_dump(mode="json"))}
    return replace(plan, file=file, files=files)


def _earlier(folder: Path) -> dict[str, Any] | None:
    """What plan.json of a folder says; None where there is none that can be read."""
    try:
        content = json.loads((folder / PLAN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _seeds(earlier: Mapping[str, Any]) -> list[SeedsPart]:
    """The seeds that a plan lists, then its own; what is no seed is passed over."""
    stated = earlier.get("lottery")
    lottery = stated if isinstance(stated, dict) else {}
    own = {"search": earlier.get("seed"), "lot": lottery.get("seed", earlier.get("lottery_seed")),
           "inputs": lottery.get("inputs")}  # fmt: skip
    listed = lottery.get("tried")
    found = []
    for one in [*(listed if isinstance(listed, list) else []), own]:
        try:
            found.append(SeedsPart.model_validate(one))
        except ValueError:
            continue
    return found
