"""How many pairs of person and place change sides of the limit of a trip with a table of trips, by distance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.candidates import TripSides
from planner.candidates.trip_sides import CHANGES
from planner.pictures.paper import FAINT, HATCH, OTHER, OWN, SECOND, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.reports import step_name, trip_sources
from planner.studies import is_small
from planner.texts import N_, _, decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from planner.pictures.paper import Mark

_NAMES = {"same": N_("on the same side"), "lost": N_("beyond by {second}"), "won": N_("within by {second}")}
_COLOURS = {"same": OTHER, "lost": SECOND, "won": OWN}


def trip_sides_picture(sides: TripSides) -> Picture | None:
    """Pairs by distance and by what becomes of them; None where there are too few people to tell of."""
    rows = _merged(sides.pairs)
    if not rows:
        return None
    first, second = trip_sources(sides)
    names_of = {change: _(name, second=second) for change, name in _NAMES.items()}
    names = [step_name(steps) for steps, _pairs in rows]
    counts = pd.DataFrame([own["change"].value_counts().reindex(CHANGES, fill_value=0) for _steps, own in rows])
    table = pd.DataFrame(
        {_("Distance"): names, _("Pairs"): counts.sum(axis=1).to_numpy()}
        | {names_of[change]: counts[change].to_numpy() for change in CHANGES}
    )
    number = len(sides.pairs)
    title = _("{changed} of {number} pairs of person and place change sides when trips go by {second} ({share})",
              second=second, changed=decimal(sides.changed, 0), number=decimal(number, 0),
              share=percent(sides.changed / number, 0))  # fmt: skip
    shown = "; ".join(f"{name}: {' + '.join(map(str, row))}" for name, row in zip(names, counts.to_numpy().tolist(),
                                                                                 strict=True))  # fmt: skip
    text = _("Bars of pairs on the same side + beyond by {second} + within by {second}, by distance: {shown}.",
             second=second, shown=shown)  # fmt: skip
    note = _("Counted are pairs that all other gates let through, within the limit by {first} or by {second}.",
             first=first, second=second)  # fmt: skip
    return Picture(
        "trip-sides", title, text, table, lambda axes: _draw(axes, names, counts, names_of),
        height=0.9 + 0.42 * len(rows), notes=(note,),
    )  # fmt: skip


def _merged(pairs: pd.DataFrame) -> list[tuple[list[int], pd.DataFrame]]:
    """Neighbouring steps of distance together, until each change is about nobody or at least five people."""
    rows: list[tuple[list[int], pd.DataFrame]] = []
    steps: list[int] = []
    for step in sorted(set(pairs["step"].tolist())):
        steps.append(step)
        own = pairs[pairs["step"].isin(steps)]
        if _may_be_told(own):
            rows.append((steps, own))
            steps = []
    while steps and rows:
        steps = [*rows.pop()[0], *steps]
        own = pairs[pairs["step"].isin(steps)]
        if _may_be_told(own):
            rows.append((steps, own))
            steps = []
    return rows


def _may_be_told(pairs: pd.DataFrame) -> bool:
    return not pairs.groupby("change")["person"].nunique().map(is_small).any()


def _draw(axes: Axes, names: list[str], counts: pd.DataFrame, names_of: dict[str, str]) -> None:
    at, left = np.arange(len(names)), np.zeros(len(names))
    marks: list[Mark] = []
    for change in CHANGES:
        length = counts[change].to_numpy(dtype=float)
        hatch = HATCH if change == "lost" else None
        axes.barh(at, length, left=left, color=_COLOURS[change], edgecolor=FAINT, hatch=hatch, height=0.62,
                  linewidth=0.8)  # fmt: skip
        marks.append((names_of[change], _COLOURS[change], "bar" if hatch is None else "hatch"))
        left = left + length
    lying_axis(axes, names, _("pairs of person and place"))
    key_above(axes, marks)
    for here, (same, *changed) in zip(at, counts.to_numpy().tolist(), strict=True):
        said = f"{same} + {changed[0]} + {changed[1]}"
        axes.annotate(said, (same + sum(changed), here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.15)
