"""Placements that news brings: what they cost is booked, so that committed money holds all that runs or is promised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from planner.errors import Fault, Faults
from planner.inputs.cells import FROM_FILE, FROM_ROW
from planner.schema.choices import BEGUN
from planner.schema.tables import TABLES
from planner.texts import _
from planner.weeks.news import WeekNews, records
from planner.weeks.promises import answer_in_words
from planner.weeks.turn import Turn


def book_newly_placed(turn: Turn, news: WeekNews, slots: pd.DataFrame, faults: Faults) -> None:
    """Book every placement of news that is offered, accepted or started; first, last week and cost are filled in.

    `slots` is the table of the week before; slots of news are looked up as well. A row whose weeks or cost nobody knows
    is a fault. A form that no budget line pays for books nothing.
    """
    frame = news.tables.get("placements")
    if frame is None:
        return
    known = {str(row["slot_id"]): row for row in records(slots)}
    for row in news.rows(TABLES["slots"]):
        stated = {str(name): cell for name, cell in row.items() if cell is not None}
        known[row["slot_id"]] = {**known.get(row["slot_id"], {}), **stated}
    filled = [
        _booked(turn, row, known[row["slot_id"]], faults)
        if row.get("state") in {"offered", *BEGUN} and row["slot_id"] in known
        else {}
        for row in news.rows(TABLES["placements"])
    ]
    for column in ("from_week", "to_week", "cost_week_sek"):
        if any(column in own for own in filled):
            rows = records(frame)
            frame[column] = [own.get(column, row.get(column)) for own, row in zip(filled, rows, strict=True)]


def _booked(turn: Turn, row: Mapping[str, Any], slot: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Book one row; the cells that it left blank and that its money hangs on."""
    first = row.get("from_week") or slot.get("start_week") or turn.to
    last = row.get("to_week") or (first + slot["weeks"] - 1 if slot.get("weeks") else None)
    forms: Sequence[str] = slot.get("programme_ids") or ()
    form = row.get("programme_id") or (forms[0] if len(forms) == 1 else None)
    if form is not None and not turn.book.lines.shares.get(form):
        return {}
    if form is None:
        faults.add(_fault(row, "programme_id", _("nobody knows under which form, and so which line pays")))
        return {}
    if last is None:
        faults.add(_fault(row, "to_week", _("nobody knows how long it runs, and so what it costs")))
        return {}
    cost = turn.book.cost_week(row["slot_id"], form, row.get("cost_week_sek"))
    if cost is None:
        faults.add(_fault(row, "cost_week_sek", _("nobody knows what a week of it costs")))
        return {}
    pair = (row.get("jobseeker_id") or "", row["slot_id"])
    turn.book.charge(pair, form, cost, (int(first), int(last)), answer_in_words(str(row["state"])))
    return {"from_week": int(first), "to_week": int(last), "cost_week_sek": cost}


def _fault(row: Mapping[str, Any], column: str, what: str) -> Fault:
    return Fault("news", str(row[FROM_FILE]), int(row[FROM_ROW]), column, None, what, _("Write it in the row."))
