"""Tags and targets: what is counted under a tag, and which starts and places count towards which target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from planner.instance.instance import Instance
from planner.instance.window import kinds_of
from planner.schema.arrays import Bools, Whole, positions_of
from planner.schema.weeks import week_monday

BEGAN = ("ended", "interrupted")
Row = Any  # a row of table targets


@dataclass(frozen=True)
class TargetLine:
    """One target, or all targets of one name as a sum: its rows of table targets, and what it is called."""

    name: str
    rows: tuple[Row, ...] = field(repr=False)
    is_sum: bool = False


def target_lines(instance: Instance) -> list[TargetLine]:
    """Every target in the order of the table, and behind them a sum for each name that several have."""
    rows: list[Any] = list(instance.scenario.tables["targets"].itertuples(index=False))
    lines = [TargetLine(row.target_id if pd.isna(row.name) else row.name, (row,)) for row in rows]
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        if not pd.isna(row.name):
            by_name.setdefault(row.name, []).append(row)
    return lines + [TargetLine(name, tuple(own), is_sum=True) for name, own in by_name.items() if len(own) > 1]


def due_in(instance: Instance, target: Row, week: int) -> float:
    """The number that a target's path asks for in a week.

    The path goes from 0 in from_week over its steps to the target in to_week, in straight lines. It is 0 before, and
    the target afterwards. A step in the first or last week stands in place of its end.
    """
    steps = instance.scenario.tables["target_steps"]
    own = steps[steps["target_id"] == target.target_id]
    points = {int(target.from_week): 0.0, int(target.to_week): float(target.target)}
    points |= dict(zip(own["week"].astype(int), own["due"].astype(float), strict=True))
    weeks = sorted(points)
    return 0.0 if week < weeks[0] else float(np.interp(week, weeks, [points[one] for one in weeks]))


def known_tags(instance: Instance) -> tuple[str, ...]:
    """Every tag of a slot, programme or budget line, in the order of the alphabet."""
    tables = (instance.slots, instance.programmes, instance.budget_lines)
    return tuple(sorted({tag for table in tables for tags in table["tags"] for tag in tags}))


def has_tag(instance: Instance, tag: str, slot: Whole, programme: Whole) -> Bools:
    """Whether places have a tag: their slot or their programme has it (positions; -1 is unknown and has none)."""
    named = _named(instance.slots["tags"], tag)[slot] | _named(instance.programmes["tags"], tag)[programme]
    return np.asarray(named, dtype=bool)


def slots_with_tag(instance: Instance, tag: str) -> Bools:
    """By slot, whether it or one of its forms has a tag."""
    programmes = instance.programmes
    own = set(programmes.loc[_named(programmes["tags"], tag)[:-1], "programme_id"])
    by_form = [not own.isdisjoint(forms) for forms in instance.slots["programme_ids"]]
    return np.asarray(_named(instance.slots["tags"], tag)[:-1] | np.array(by_form, dtype=bool), dtype=bool)


def _named(cells: Iterable[Sequence[str]], tag: str) -> Bools:
    """By row, whether its tags name one; behind them a row that never does, for position -1."""
    return np.array([*(tag in tags for tags in cells), False], dtype=bool)


def form_positions(instance: Instance, programme: Whole, slot: Whole) -> Whole:
    """The programmes of placements: the one stated (position), where none is the slot's only form; else -1."""
    forms = instance.slots["programme_ids"].tolist()
    only = [names[0] if len(names) == 1 else None for names in forms]
    of_slot = np.array([*positions_of(pd.Series(only, dtype=object), instance.programmes["programme_id"]), -1])
    return np.where(programme >= 0, programme, of_slot[slot])


def starts_that_count(instance: Instance) -> pd.DataFrame:
    """Every start of the tables that a target may count, each once.

    Columns: person, slot, programme (positions, -1 unknown), week, purpose, is_paid, has_begun (it lies before the plan
    week and is no offer). They are rows of history that ended or were interrupted, and placements that are accepted,
    started, or offered and not lapsed. Rows without a week are left out.
    """
    placements = instance.scenario.tables["placements"]
    return starts_of(instance, instance.history, placements[instance.scenario.is_promised])


def starts_of(instance: Instance, history: pd.DataFrame, placements: pd.DataFrame) -> pd.DataFrame:
    """The same of some rows of history and placements."""
    history = history[history["end"].isin(BEGAN)].assign(state="started")
    columns = ["jobseeker_id", "slot_id", "programme_id", "state", "from_week"]
    # A placement that has ended may stand in both tables.
    table = pd.concat([history[columns].astype(object), placements[columns].astype(object)], ignore_index=True)
    slot = positions_of(table["slot_id"], instance.slots["slot_id"])
    week = table["from_week"].astype(float).to_numpy(copy=True)
    blank = np.isnan(week) & (slot >= 0) & (np.arange(len(table)) >= len(history))
    week[blank] = instance.slots["start_week"].to_numpy()[slot[blank]]
    table = table.assign(slot=slot, week=week)[~np.isnan(week)]
    is_named = table["jobseeker_id"].notna()
    again = is_named & table.duplicated(["jobseeker_id", "slot_id", "week"])
    table = table[~again].reset_index(drop=True)
    table["person"] = positions_of(table["jobseeker_id"], instance.people["jobseeker_id"])
    stated = positions_of(table["programme_id"], instance.programmes["programme_id"])
    weeks = table["week"].to_numpy(dtype=np.int64)
    programme = form_positions(instance, stated, table["slot"].to_numpy())
    has_begun = (weeks < instance.week) & (table["state"] != "offered").to_numpy()
    kinds = kinds_of(instance.scenario, programme, weeks)
    return pd.DataFrame(
        {"person": table["person"], "slot": table["slot"], "programme": programme, "week": weeks, **kinds,
         "has_begun": has_begun}
    )  # fmt: skip


def proposals_that_count(instance: Instance, chosen: Whole) -> pd.DataFrame:
    """The chosen candidates with the columns of `starts_that_count` but has_begun, acceptance and outcome besides."""
    rows = instance.candidates.loc[chosen]
    offers = rows["offer"].to_numpy()
    names = instance.programmes["programme_id"]
    return pd.DataFrame(
        {
            "person": rows["person"].to_numpy(),
            "slot": rows["slot"].to_numpy(),
            "programme": positions_of(rows["programme_id"].astype(object), names),
            "week": rows["start_week"].to_numpy(dtype=np.int64),
            "purpose": rows["purpose"].to_numpy(dtype=object),
            "is_paid": instance.is_paid_offer[offers],
            "acceptance": rows["acceptance"].to_numpy(dtype=float),
            "outcome": rows["outcome"].to_numpy(dtype=float),
        }
    )


def counts_towards(instance: Instance, target: Row, rows: pd.DataFrame) -> Bools:
    """Which starts or proposals (rows) are of a target's kind and pass its filters and its window.

    What began by the day for which its number was counted by hand is in that number, and passes no more.
    """
    week, slot, programme = (rows[name].to_numpy(dtype=np.int64) for name in ("week", "slot", "programme"))
    passes = (week >= target.from_week) & (week <= target.to_week)
    if not pd.isna(target.reached_on):
        counted = pd.Timestamp(target.reached_on).date()
        passes &= np.array([week_monday(int(one)) > counted for one in week], dtype=bool)
    if target.counts != "places":
        passes &= (rows["purpose"] == "main").to_numpy() & (rows["person"] >= 0).to_numpy()
    if target.counts == "paid":
        passes &= rows["is_paid"].to_numpy(dtype=bool)
    if not pd.isna(target.tag):
        passes &= has_tag(instance, target.tag, slot, programme)
    if not pd.isna(target.employer_id):
        employer = np.array([*(instance.slots["employer_id"] == target.employer_id), False], dtype=bool)
        passes &= employer[slot]
    if not pd.isna(target.programme_id):
        own = np.array([*(instance.programmes["programme_id"] == target.programme_id), False], dtype=bool)
        passes &= own[programme]
    if not pd.isna(target.group):
        passes &= np.array([*instance.groups[target.group], False], dtype=bool)[rows["person"].to_numpy()]
    return np.asarray(passes, dtype=bool)


def open_places(instance: Instance, target: Row) -> Bools:
    """By slot, whether its places left are places that a target counts: open, and beginning in the window."""
    slots = instance.slots
    start = slots["start_week"].to_numpy()
    passes = (slots["status"] == "open").to_numpy() & (start >= instance.week)
    passes &= (start >= target.from_week) & (start <= target.to_week)
    if not pd.isna(target.tag):
        passes &= slots_with_tag(instance, target.tag)
    if not pd.isna(target.employer_id):
        passes &= (slots["employer_id"] == target.employer_id).to_numpy()
    if not pd.isna(target.programme_id):
        passes &= np.array([target.programme_id in forms for forms in slots["programme_ids"]], dtype=bool)
    return np.asarray(passes, dtype=bool)


def targets_counting(instance: Instance, chosen: Whole) -> tuple[str, ...]:
    """What the targets are called towards which some candidates count, in the order of the table."""
    rows = proposals_that_count(instance, chosen)
    lines = [line for line in target_lines(instance) if not line.is_sum and line.rows[0].counts != "places"]
    return tuple(str(line.name) for line in lines if counts_towards(instance, line.rows[0], rows).any())


def targets_of_slot(instance: Instance, slot: int, chosen: Whole) -> tuple[str, ...]:
    """The same of a slot (position): those towards which its free places, or the candidates chosen there, count."""
    rows = instance.candidates.loc[chosen, "slot"]
    by_proposal = targets_counting(instance, rows.index[rows == slot].to_numpy())
    lines = [line for line in target_lines(instance) if not line.is_sum]
    return tuple(
        str(line.name)
        for line in lines
        if line.name in by_proposal or (line.rows[0].counts == "places" and open_places(instance, line.rows[0])[slot])
    )
