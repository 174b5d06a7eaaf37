"""Checks of the list of overrides in plan.json: every proposal that only a pin lets pass, and no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from planner.texts import _
from planner.verification.eligibility import overridden, pin_of
from planner.verification.facts import Candidate, Facts
from planner.verification.folder import PLAN
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan, name_of

KEYS = ("jobseeker_id", "slot_id", "programme_id", "gates", "by", "on", "motive")


def overrides(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The list is that of the proposals which a pin carries over a gate, each with the pin's own words."""
    stated = (parsed.folder.plan or {}).get("overrides")
    if not isinstance(stated, list) or not all(isinstance(one, dict) and one.keys() == set(KEYS) for one in stated):
        return [Objection("overrides", "plan.json overrides", _("is no list of overrides."))]
    wanted = [_override(facts, candidate) for candidate in parsed.proposed if overridden(facts, candidate)]
    objections = []
    for one in wanted:
        if one not in stated:
            where = _("jobseeker {person}", person=one["jobseeker_id"])
            message = _("the override at {slot} is not listed as it was decided.", slot=one["slot_id"])
            objections.append(Objection("overrides", where, message))
    if any(one not in wanted for one in stated) or len(stated) > len(wanted):
        objections.append(Objection("overrides", "plan.json overrides", _("lists what is no override of the plan.")))
    return objections


def _override(facts: Facts, candidate: Candidate) -> dict[str, Any]:
    pin = pin_of(facts, candidate)
    assert pin is not None  # noqa: S101 - nothing is overridden without one
    day = None if pin.on is None else pin.on.isoformat()
    cells = (*name_of(candidate), list(overridden(facts, candidate)), pin.by, day, pin.motive)
    return dict(zip(KEYS, cells, strict=True))


def stated_overrides(folder: Path) -> list[dict[str, Any]]:
    """The overrides that plan.json of a folder lists; none where it cannot be read."""
    try:
        listed = json.loads((folder / PLAN).read_text(encoding="utf-8"))["overrides"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    rows = listed if isinstance(listed, list) else []
    return [one for one in rows if isinstance(one, dict) and set(KEYS) <= one.keys() and isinstance(one["gates"], list)]
