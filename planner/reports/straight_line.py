"""How far the straight line is off a timetable, by distance, and what was fitted anew: on the screen and as data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from planner.candidates.trip_sides import STEPS_KM
from planner.reports.layout import columns
from planner.reports.trip_sides import step_name
from planner.texts import _, decimal, percent, pgettext
from planner.timetables import LineError, Refitted


def line_errors_screen(model: str, errors: Sequence[LineError]) -> str:
    """A table by mode and distance; empty where there is no row to hold the line against."""
    if not errors:
        return ""
    head = (
        _("Mode"), _("distance"), _("rows"), _("minutes off"), _("size of the error"), _("at most 10 minutes off"),
        _("no trip after all"),
    )  # fmt: skip
    rows = [
        (
            pgettext("travel_mode", one.mode), _("all") if one.step is None else step_name([one.step]),
            decimal(one.pairs, 0), _figure(one.mean, plus=True), _figure(one.size),
            "–" if math.isnan(one.near) else percent(one.near, 0), decimal(one.no_trip, 0),
        )
        for one in errors
    ]  # fmt: skip
    said = _(
        "The straight line ({model}) against table travel: minutes of the line less those of the table.", model=model
    )
    return "\n".join(["", said, *columns([head, *rows], right=(2, 3, 4, 5, 6))])


def line_errors_summary(errors: Sequence[LineError]) -> list[dict[str, Any]]:
    """The same as data; distances in kilometres, an end null where there is none, figures null where no row has any."""
    ends = (0.0, *STEPS_KM)
    found = []
    for one in errors:
        row = {name: None if isinstance(value, float) and math.isnan(value) else value
               for name, value in asdict(one).items() if name != "step"}  # fmt: skip
        row["from_km"] = None if one.step is None else ends[one.step]
        row["to_km"] = None if one.step is None or one.step == len(STEPS_KM) else STEPS_KM[one.step]
        found.append(row)
    return found


def refitted_screen(found: Refitted, out: Path) -> str:
    """The figures of each mode that were fitted, and the error before and after."""
    lines = [_("{folder}: a new version of the travel model {model}", folder=out, model=found.base.stored.reference)]
    for mode, figures in found.figures.items():
        before, after = found.errors[mode]
        lines.append(
            _("  {mode}: {figures}; off on zones kept out of the fit {before} minutes, now {after} ({rows} rows)",
              mode=pgettext("travel_mode", mode), before=decimal(before, 1), after=decimal(after, 1),
              figures=", ".join(f"{name} {decimal(value, 1, trim=True)}" for name, value in figures.items()),
              rows=decimal(found.pairs[mode], 0))
        )  # fmt: skip
    lines.append(
        _('Use it: travel = "{name}/{version}" under [models] in scenario.toml. Read its card.toml first.',
          name=out.parent.name, version=out.name)
    )  # fmt: skip
    return "\n".join(lines)


def refitted_summary(found: Refitted) -> dict[str, Any]:
    """The same as data."""
    return {
        "base": found.base.stored.reference,
        "modes": [
            {"mode": mode, "rows": found.pairs[mode], "error_before": round(found.errors[mode][0], 2),
             "error_after": round(found.errors[mode][1], 2), "figures": figures}
            for mode, figures in found.figures.items()
        ],
    }  # fmt: skip


def _figure(value: float, *, plus: bool = False) -> str:
    return "–" if math.isnan(value) else decimal(value, 1, plus=plus)
