"""How long the trips of those placed are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.merging import merged_in_order
from planner.pictures.paper import FAINT, OWN, lying_axis
from planner.pictures.picture import Picture
from planner.reports import travel_line
from planner.texts import _, decimal, ngettext, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STEP = 10
_LAST = 180


def travel_picture(facts: PlanFacts) -> Picture | None:
    """Trips by ten minutes; None where there are too few to tell of."""
    minutes = facts.main.groupby("person")["minutes"].max().dropna().to_numpy(dtype=float)
    edges = range(0, _LAST, _STEP)
    parts = [
        ((first, first + _STEP), [int(((minutes > first - (first == 0)) & (minutes <= first + _STEP)).sum())])
        for first in edges
    ]
    rows = [((own[0][0], own[-1][1]), counts[0]) for own, counts in merged_in_order(parts)]
    if not rows:
        return None
    names = [
        _("up to {last} min", last=last) if not first else _("{first} to {last} min", first=first, last=last)
        for (first, last), _count in rows
    ]
    counts = [count for _step, count in rows]
    everybody = sum(counts)
    table = pd.DataFrame(
        {
            _("Trip one way"): names,
            _("People"): counts,
            _("Share"): [percent(count / everybody, 0) for count in counts],
        }
    )
    return Picture(
        "travel", _title(rows, everybody), _("Bars of people by trip one way: {shown}.",
        shown="; ".join(f"{name}: {count}" for name, count in zip(names, counts, strict=True))), table,
        lambda axes: _draw(axes, names, counts), height=0.7 + 0.42 * len(rows), notes=(
            _("On average {mean} minutes one way.", mean=decimal(float(minutes.mean()), 0)),
            travel_line(facts.instance.travel_data()),
        ),
    )  # fmt: skip


def _title(rows: list[tuple[tuple[int, int], int]], everybody: int) -> str:
    """How many have the shorter trips: as many steps as it takes for half of the people."""
    near = 0
    for (_first, last), count in rows:
        near += count
        if 2 * near >= everybody:
            return ngettext(
                "{near} of {number} placed has a trip of at most {last} minutes one way",
                "{near} of {number} placed have a trip of at most {last} minutes one way",
                everybody, near=near, last=last,
            )  # fmt: skip
    return ""


def _draw(axes: Axes, names: list[str], counts: list[int]) -> None:
    at = np.arange(len(names))
    axes.barh(at, counts, color=OWN, edgecolor=FAINT, height=0.62, linewidth=0.8)
    lying_axis(axes, names, _("people placed"))
    for here, count in zip(at, counts, strict=True):
        axes.annotate(str(count), (count, here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.08)
