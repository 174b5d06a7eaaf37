"""Targets in the next week: what was counted, and stands in no table any more, goes into their own numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from planner.instance import counts_towards, proposals_that_count, starts_of
from planner.schema.tables import TABLES
from planner.texts import _
from planner.weeks.turn import Turn

PROMISED = ("accepted", "started", "offered")


def carry_targets(turn: Turn, table: pd.DataFrame, history: pd.DataFrame, leaving: Collection[str]) -> None:
    """Write into a table of targets what the other tables will not tell any more; nothing is counted twice.

    That are starts in `history` (already that of the next week) of people who leave, and anonymous places that are
    over. Of targets that count work or study it is what is expected of the proposals that answers have made promises:
    the outcome of those accepted, and acceptance x outcome of those offered.
    """
    if table.empty:
        return
    gone, promised = _gone(turn, history, leaving), _promised(turn)
    rows: list[Any] = list(table.itertuples(index=False))
    for at, target in zip(table.index, rows, strict=True):
        if target.counts == "work_or_study":
            more = float(promised.loc[counts_towards(turn.instance, target, promised), "expected"].sum())
        else:
            more = float(counts_towards(turn.instance, target, gone).sum())
        if more > 0:
            new = round(float(target.reached_earlier or 0.0) + more, 6)
            change = (target.reached_earlier, new)
            turn.log.cell("targets", (target.target_id,), "reached_earlier", change, _("stands in no table any more"))
            table.loc[at, "reached_earlier"] = new


def _gone(turn: Turn, history: pd.DataFrame, leaving: Collection[str]) -> pd.DataFrame:
    """The starts of people who leave, and of anonymous places whose last week is over."""
    instance = turn.instance
    begun = instance.begun_placements()
    over = begun[(begun["person"] < 0) & (begun["to_week"] < turn.to)]
    slots, programmes = instance.slots["slot_id"].to_numpy(), instance.programmes["programme_id"].to_numpy()
    anonymous = pd.DataFrame(
        {
            "jobseeker_id": None,
            "slot_id": slots[over["slot"].to_numpy(dtype=np.int64)],
            "programme_id": [programmes[at] if at >= 0 else None for at in over["programme"].tolist()],
            "from_week": over["from_week"].to_numpy(),
            "end": "ended",
        },
        dtype=object,
    )
    known = set(leaving) & set(instance.people["jobseeker_id"])  # people with protected identity count nowhere
    rows = pd.concat([history[history["jobseeker_id"].isin(known)], anonymous], ignore_index=True)
    none = pd.DataFrame(columns=list(TABLES["placements"].columns), dtype=object)
    return starts_of(instance, rows, none)


def _promised(turn: Turn) -> pd.DataFrame:
    """The proposals that answers made promises, as `proposals_that_count` has them, with what is `expected` of each."""
    states: dict[tuple[Any, Any, Any], str] = {}
    for row in turn.rows.placements[len(turn.dated) :]:
        pair = (row["jobseeker_id"], row["slot_id"])
        stands = turn.standings.get(pair)
        is_promised = not row.get("gone") and row["state"] in PROMISED
        if is_promised and stands is not None and stands.kind in {"proposed", "listed"}:
            states[*pair, row["programme_id"]] = row["state"]
    instance = turn.instance
    table = instance.candidates
    people, slots = instance.people["jobseeker_id"].to_numpy(), instance.slots["slot_id"].to_numpy()
    keys = zip(people[table["person"]], slots[table["slot"]], table["programme_id"].astype(str), strict=True)
    of = {at: states[key] for at, key in zip(table.index, keys, strict=True) if key in states}
    rows = proposals_that_count(instance, np.array(list(of), dtype=np.int64))
    is_offered = np.array([state == "offered" for state in of.values()], dtype=bool)
    return rows.assign(expected=rows["outcome"] * np.where(is_offered, rows["acceptance"], 1.0))
