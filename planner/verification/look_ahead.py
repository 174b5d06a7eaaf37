"""Checks of a plan that looks ahead: from which history, what it charged, and what later goals could spend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import TOLERANCE, number_of
from planner.verification.objection import Objection
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.plan_figures import close, plan_charge, written_and_recomputed

WHERE = "plan.json look_ahead"


def look_ahead(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """The plan says from what its prices were found, what it was charged, and how many wait; none, if it had none."""
    prices, stated = facts.scenario.look_ahead, (parsed.folder.plan or {}).get("look_ahead")
    if prices is None:
        message = _("is stated, and the inputs have no prices of weeks to come.")
        return [] if stated is None else [Objection("look_ahead", WHERE, message)]
    if not isinstance(stated, dict):
        return [Objection("look_ahead", WHERE, _("is missing."))]
    objections = [
        Objection("look_ahead", f"{WHERE}.{name}", _("is not what the scenario says."))
        for name, wanted in prices.head.items()
        if stated.get(name) != wanted
    ]
    waits = sum(line.text("reason_code") == "waits" for line in parsed.rows)
    for name, figure in (("charged", plan_charge(facts, parsed)), ("waiting_for_better", float(waits))):
        written = number_of(stated.get(name))
        if written is None or not close(written, figure):
            message = _("is no number.") if written is None else written_and_recomputed(written, figure)
            objections.append(Objection("look_ahead", f"{WHERE}.{name}", message))
    return objections + _spendable(parsed, stated)


def _spendable(parsed: ParsedPlan, stated: Mapping[str, Any]) -> list[Objection]:
    """What later goals spend shares of is no more than everybody's best place would bring: nobody else can know it."""
    gain, most = number_of(stated.get("gain")), 0.0
    for columns in parsed.columns.values():
        most += max((value for candidate, value in columns if candidate.offer.purpose == "main"), default=0.0)
    if gain is None or not -TOLERANCE <= gain <= most + TOLERANCE * max(1.0, most):
        return [Objection("look_ahead", f"{WHERE}.gain", _("is no gain that a plan can have."))]
    return []


def spendable(plan: Mapping[str, Any], best: float) -> float:
    """Of what the later goals may spend their shares: the best outcome, with the charges of that plan added again."""
    stated = plan.get("look_ahead")
    gain = number_of(stated.get("gain")) if isinstance(stated, dict) else None
    return abs(best) if gain is None or math.isnan(gain) else max(abs(best), gain)
