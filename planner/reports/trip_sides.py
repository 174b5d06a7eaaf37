"""Who changes sides of the limit of a trip with a table of trips, on one screen and as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from planner.candidates import TripSides
from planner.candidates.trip_sides import CHANGES, LOST, STANDINGS, STEPS_KM, WON
from planner.reports.layout import columns
from planner.texts import N_, _, decimal, ngettext, percent, pgettext

_STANDINGS = {
    "within": N_("within the limit"),
    "check": N_("within it, to be checked"),
    "beyond": N_("beyond the limit"),
}


def trip_sides_screen(sides: TripSides) -> str:
    """How many pairs stand where by the straight line and by the table, how many change sides, and at what distance."""
    names = ", ".join(pgettext("travel_mode", mode) for mode in sides.modes)
    head = ngettext(
        "Person and place, by the straight line and by the table ({modes}; {number} person):",
        "Person and place, by the straight line and by the table ({modes}; {number} people):",
        sides.people,
        modes=names,
    )
    before, after = sides.standings("before"), sides.standings("after")
    rows: list[tuple[str, ...]] = [("", _("straight line"), _("table"))]
    rows += [(_(_STANDINGS[one]), decimal(before[one], 0), decimal(after[one], 0)) for one in STANDINGS]
    reached = (decimal(sides.people_with_a_place(when), 0) for when in ("before", "after"))
    rows.append((_("people with a place within reach"), *reached))
    return "\n".join([head, *columns(rows, right=(1, 2)), f"  {_changed(sides)}", f"  {_people(sides)}",
                      *columns(_by_distance(sides), right=(1, 2, 3, 4))])  # fmt: skip


def _changed(sides: TripSides) -> str:
    number = len(sides.pairs)
    if not number:
        return _("No pair that all other gates let through is within the limit by either.")
    counts = sides.pairs["change"].value_counts()
    return _(
        "{changed} of {number} pairs change sides ({share}): {lost} are beyond the limit by the table alone, {won} by "
        "the straight line alone.",
        changed=decimal(sides.changed, 0),
        number=decimal(number, 0),
        share=percent(sides.changed / number, 0),
        lost=decimal(int(counts.get(LOST, 0)), 0),
        won=decimal(int(counts.get(WON, 0)), 0),
    )


def _people(sides: TripSides) -> str:
    return _(
        "People left without any place by the table: {lost}; with one by the table alone: {won}.",
        lost=decimal(sides.people_of(LOST), 0),
        won=decimal(sides.people_of(WON), 0),
    )


def _by_distance(sides: TripSides) -> list[tuple[str, ...]]:
    if sides.pairs.empty:
        return []
    beyond, within = _("beyond by the table"), _("within by the table")
    rows: list[tuple[str, ...]] = [(_("distance"), _("pairs"), beyond, within, _("minutes against the line"))]
    for step, row in sides.by_distance().iterrows():
        middle = "–" if np.isnan(row["difference"]) else decimal(float(row["difference"]), 0, plus=True)
        counts = (decimal(int(row[name]), 0) for name in ("pairs", LOST, WON))
        rows.append((step_name([int(str(step))]), *counts, middle))
    return rows


def step_name(steps: list[int]) -> str:
    """What neighbouring steps of distance are called."""
    if steps == [-1]:
        return _("distance not known")
    known = [step for step in steps if step >= 0]
    first = 0.0 if known[0] == 0 else STEPS_KM[known[0] - 1]
    last = None if known[-1] == len(STEPS_KM) else STEPS_KM[known[-1]]
    if last is None:
        said = _("above {first} km", first=decimal(first, 0))
    else:
        said = _("{first} to {last} km", first=decimal(first, 0), last=decimal(last, 0))
    return said if known == steps else _("{steps}, or not known", steps=said)


def trip_sides_summary(sides: TripSides) -> dict[str, Any]:
    """The same as data; distances in kilometres, their end null where there is none."""
    counts = sides.pairs["change"].value_counts()
    return {
        "modes": list(sides.modes),
        "people": sides.people,
        "pairs": len(sides.pairs),
        "changed": sides.changed,
        **{change: int(counts.get(change, 0)) for change in CHANGES},
        "straight_line": sides.standings("before") | {"people_with_a_place": sides.people_with_a_place("before")},
        "table": sides.standings("after") | {"people_with_a_place": sides.people_with_a_place("after")},
        "people_lost": sides.people_of(LOST),
        "people_won": sides.people_of(WON),
        "by_distance": [_step_as_data(int(str(step)), row) for step, row in sides.by_distance().iterrows()],
    }


def _step_as_data(step: int, row: pd.Series[Any]) -> dict[str, Any]:
    ends = (0.0, *STEPS_KM)
    difference = float(row["difference"])
    return {
        "from_km": None if step < 0 else ends[step],
        "to_km": None if step < 0 or step == len(STEPS_KM) else STEPS_KM[step],
        "pairs": int(row["pairs"]),
        **{change: int(row[change]) for change in CHANGES},
        "minutes_difference": None if np.isnan(difference) else difference,
    }
