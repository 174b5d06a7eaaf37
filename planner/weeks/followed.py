"""Follow-up that comes back: an answer about a placement that has begun is a step of follow-up taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from planner.schema.weeks import week_monday
from planner.texts import _
from planner.weeks.answers import Answer
from planner.weeks.log import ChangeLog

# Answers that somebody gives who has asked the person or the workplace.
FOLLOWED = frozenset(("started", "interrupted", "ended", "at_risk", None))


def steps_taken(due: pd.DataFrame, answers: Sequence[Answer], to: int, log: ChangeLog) -> list[dict[str, Any]]:
    """Rows of table followups for the steps that answers take.

    `due` are the rows of the plan's followups.csv. An answer takes every step of its pair that was due by its day, or
    by the Sunday before the new week `to` where it states none.
    """
    taken: list[dict[str, Any]] = []
    for answer in answers:
        if answer.decision not in FOLLOWED:
            continue
        own = due[(due["jobseeker_id"] == answer.person) & (due["slot_id"] == answer.slot)]
        day = answer.on or week_monday(to) - timedelta(days=1)
        for step, due_on in zip(own["step"], own["due_on"], strict=True):
            if date.fromisoformat(str(due_on)) <= day:
                taken.append({"jobseeker_id": answer.person, "slot_id": answer.slot, "step": step,
                              "done_on": pd.Timestamp(day)})  # fmt: skip
                key = (answer.person, answer.slot, step, day)
                log.added("followups", key, str(step), _("answered"))
    return taken
