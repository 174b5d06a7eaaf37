"""Tags and targets of a plan: what is counted under each tag, and how far each target is reached by its date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

import numpy as np
import pandas as pd

from planner.formulation import Chosen
from planner.instance import (
    Instance,
    TargetLine,
    counts_towards,
    due_in,
    form_positions,
    has_tag,
    is_main,
    known_tags,
    open_places,
    proposals_that_count,
    slots_with_tag,
    starts_that_count,
    target_lines,
)
from planner.planning.money import cost_by_line
from planner.schema.arrays import Bools
from planner.schema.plan_tables import TARGET_COLUMNS
from planner.schema.plan_targets import TagPart, TargetPart
from planner.schema.weeks import week_label

DAYS = 7
DIGITS = 9


def tag_parts(instance: Instance, chosen: Chosen) -> tuple[TagPart, ...] | None:
    """What is counted under each tag, in the order of the alphabet; None where no table has a tag."""
    return tuple(_tag_part(instance, chosen, tag) for tag in known_tags(instance)) or None


def _tag_part(instance: Instance, chosen: Chosen, tag: str) -> TagPart:
    is_open = (instance.slots["status"] == "open").to_numpy() & slots_with_tag(instance, tag)
    is_open &= instance.slots["start_week"].to_numpy() >= instance.week
    running = instance.running
    slot = running["slot"].to_numpy(dtype=np.int64)
    form = form_positions(instance, running["programme"].to_numpy(dtype=np.int64), slot)
    state = running["state"][has_tag(instance, tag, slot, form)]
    new = proposals_that_count(instance, chosen)
    rows = instance.candidates.loc[chosen][has_tag(instance, tag, new["slot"].to_numpy(), new["programme"].to_numpy())]
    main = rows[is_main(rows)]
    lines = instance.budget_lines
    own = np.array([tag in tags for tags in lines["tags"]], dtype=bool)
    left = (lines["budget_sek"].to_numpy(dtype=float) - lines["committed_sek"].to_numpy(dtype=float))[own]
    return TagPart(
        tag=tag,
        open_places=int(instance.places_left[is_open].sum()),
        running=int((state != "offered").sum()),
        offered=int((state == "offered").sum()),
        proposed=len(rows),
        expected_gain=_short(float((main["acceptance"] * main["uplift"]).sum())),
        cost_sek=round(float(rows["cost"].sum()), 2),
        line_left_sek=round(float(left.sum()), 2) if own.any() else None,
        line_cost_sek=round(float(cost_by_line(instance, chosen)[own].sum()), 2) if own.any() else None,
    )


def target_parts(instance: Instance, chosen: Chosen) -> tuple[TargetPart, ...] | None:
    """Every target, and the sum of those of one name; None where there is no target."""
    lines = target_lines(instance)
    if not lines:
        return None
    begun, new = starts_that_count(instance), proposals_that_count(instance, chosen)
    return tuple(_target_part(instance, line, begun, new) for line in lines)


def target_table(parts: Iterable[TargetPart]) -> pd.DataFrame:
    """The rows of targets.csv."""
    return pd.DataFrame([part.model_dump() for part in parts], columns=list(TARGET_COLUMNS)).astype(object)


def _target_part(instance: Instance, line: TargetLine, begun: pd.DataFrame, new: pd.DataFrame) -> TargetPart:
    """The figures of a target, or of a sum; what two targets of a sum both count, it counts once."""
    rows, first = line.rows, line.rows[0]
    due = sum(due_in(instance, row, instance.week) for row in rows)
    reached, promised = _reached(instance, rows, begun)
    adds, expected = _added(instance, rows, new)
    target, ahead = sum(float(row.target) for row in rows), int(first.to_week) - instance.week
    rest = max(target - reached - promised - adds, 0.0)
    days = DAYS * (min(instance.week, int(first.to_week) + 1) - int(first.from_week))
    per_week = rest / ahead if ahead > 0 else None
    return TargetPart(
        target_id=None if line.is_sum else first.target_id,
        name=line.name,
        parts=len(rows) if line.is_sum else None,
        counts=first.counts,
        **{
            name: None if line.is_sum or pd.isna(cell := getattr(first, name)) else cell
            for name in ("tag", "employer_id", "programme_id", "group")
        },
        from_week=week_label(int(first.from_week)),
        to_week=week_label(int(first.to_week)),
        target=_short(target),
        due=_short(due),
        reached=_short(reached),
        promised=_short(promised),
        adds=_short(adds),
        adds_expected=_short(expected),
        gap=_short(due - reached - promised - adds),
        per_week=None if per_week is None else _short(per_week),
        per_day=_short(reached / days) if days > 0 else None,
        per_day_needed=None if per_week is None else _short(per_week / DAYS),
    )


def _reached(instance: Instance, rows: Sequence[Any], begun: pd.DataFrame) -> tuple[float, float]:
    """What was reached before the plan week, and what is promised besides."""
    stated = sum(float(cell) for row in rows for cell in (row.reached, row.reached_earlier) if not pd.isna(cell))
    counts = rows[0].counts
    if counts == "work_or_study":  # no table says who came to work or study; planner advance adds what is expected
        return stated, 0.0
    own = begun[_of_any(counts_towards(instance, row, begun) for row in rows)]
    if counts != "places":
        has_begun = own["has_begun"].to_numpy(dtype=bool)
        return stated + float(has_begun.sum()), float((~has_begun).sum())
    offered = instance.places_left[_of_any(open_places(instance, row) for row in rows)]
    return stated + len(own) + float(offered.sum()), 0.0


def _added(instance: Instance, rows: Sequence[Any], new: pd.DataFrame) -> tuple[float, float]:
    """What the proposals add, if all are accepted and as is to be expected; an offered place is counted already."""
    if rows[0].counts == "places":
        return 0.0, 0.0
    own = new[_of_any(counts_towards(instance, row, new) for row in rows)]
    worth = own["outcome"] if rows[0].counts == "work_or_study" else pd.Series(1.0, own.index)
    return float(worth.sum()), float((own["acceptance"] * worth).sum())


def _of_any(masks: Iterable[Bools]) -> Bools:
    return reduce(or_, masks)


def _short(value: float) -> float:
    return round(value, DIGITS) + 0.0
