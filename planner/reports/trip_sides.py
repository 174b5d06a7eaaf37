"""Who changes sides of the limit of a trip with a table of trips, on one screen and as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from planner.candidates import TripSides
from planner.candidates.trip_sides import CHANGES, LOST, STANDINGS, STEPS_KM, WON
from planner.reports.layout import columns, shortened
from planner.texts import N_, _, decimal, ngettext, percent, pgettext

NAME_WIDTH = 32
_STANDINGS = {
    "within": N_("within the limit"),
    "check": N_("within it, to be checked"),
    "beyond": N_("beyond the limit"),
}


def trip_sides_screen(sides: TripSides) -> str:
    """How many pairs stand where by the straight line and by the table, how many change sides, and at what distance."""
    modes = ", ".join(pgettext("travel_mode", mode) for mode in sides.modes)
    first, second = trip_sources(sides)
    head = ngettext(
        "Person and place, by {first} and by {second} ({modes}; {number} person):",
        "Person and place, by {first} and by {second} ({modes}; {number} people):",
        sides.people, modes=modes, first=first, second=second,
    )  # fmt: skip
    before, after = sides.standings("before"), sides.standings("after")
    rows: list[tuple[str, ...]] = [("", first, second)]
    rows += [(_(_STANDINGS[one]), decimal(before[one], 0), decimal(after[one], 0)) for one in STANDINGS]
    reached = (decimal(sides.people_with_a_place(when), 0) for when in ("before", "after"))
    rows.append((_("people with a place within reach"), *reached))
    return "\n".join([head, *columns(rows, right=(1, 2)), f"  {_changed(sides)}", f"  {_people(sides)}",
                      *columns(_by_distance(sides), right=(1, 2, 3, 4))])  # fmt: skip


def trip_sources(sides: TripSides) -> tuple[str, str]:
    """What trips go by before and after: the straight line and the table, or two scenarios by their names."""
    if sides.names is None:
        return _("the straight line"), _("the table")
    first, second = (shortened(name, NAME_WIDTH) for name in sides.names)
    return first, second


def _changed(sides: TripSides) -> str:
    number = len(sides.pairs)
    if not number:
        return _("No pair that all other gates let through is within the limit by either.")
    counts = sides.pairs["change"].value_counts()
    first, second = trip_sources(sides)
    return _(
        "{changed} of {number} pairs change sides ({share}): {lost} are beyond the limit by {second} alone, {won} by "
        "{first} alone.",
        first=first,
        second=second,
        changed=decimal(sides.changed, 0),
        number=decimal(number, 0),
        share=percent(sides.changed / number, 0),
        lost=decimal(int(counts.get(LOST, 0)), 0),
        won=decimal(int(counts.get(WON, 0)), 0),
    )


def _people(sides: TripSides) -> str:
    return _(
        "People left without any place by {second}: {lost}; with one by {second} alone: {won}.",
        second=trip_sources(sides)[1],
        lost=decimal(sides.people_of(LOST), 0),
        won=decimal(sides.people_of(WON), 0),
    )


def _by_distance(sides: TripSides) -> list[tuple[str, ...]]:
    if sides.pairs.empty:
        return []
    second = trip_sources(sides)[1]
    beyond, within = _("beyond by {second}", second=second), _("within by {second}", second=second)
    rows: list[tuple[str, ...]] = [(_("distance"), _("pairs"), beyond, within, _("minutes more"))]
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
    before, after = ("straight_line", "table") if sides.names is None else ("first", "second")
    counts = sides.pairs["change"].value_counts()
    return {
        "modes": list(sides.modes),
        "people": sides.people,
        "pairs": len(sides.pairs),
        "changed": sides.changed,
        **{change: int(counts.get(change, 0)) for change in CHANGES},
        before: sides.standings("before") | {"people_with_a_place": sides.people_with_a_place("before")},
        after: sides.standings("after") | {"people_with_a_place": sides.people_with_a_place("after")},
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
