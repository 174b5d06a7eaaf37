"""A sweep as text and files: what each cell places, gains and costs, beside the base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.explanation import GOALS
from planner.folders import SWEEP_SUMMARY, SWEEP_TABLE, json_bytes
from planner.planning import csv_text
from planner.reports.layout import columns
from planner.studies.sweeping import Sweep, cells_table, figures_table, said_value
from planner.texts import _, decimal, language, listed, ngettext

# As many digits as a difference in gain is told with.
GAIN_DIGITS = 2
_SUMMED = ("placed", "uplift", "cost_sek", "travel_minutes", "difference", "doubt", "is_doubtful", "bound",
           "judgement_share")  # fmt: skip


def sweep_summary(sweep: Sweep) -> dict[str, Any]:
    """The sweep as one object: what it varies, and of each cell its values, how it ended and its sums."""
    stated = sweep.study.stated
    first = next((plan for cell in sweep.cells if (plan := sweep.figures(cell.number)) is not None), {})
    base = sweep.figures(0) or first
    return {
        "format": 1,
        "language": language(),
        "name": stated.name,
        "base": base.get("scenario"),
        **{key: base.get(key) for key in ("week", "unit", "follow_up_weeks")},
        "design": stated.design,
        "parameters": [
            {"name": one.name, "label": one.called, "values": list(one.in_order), "is_numeric": one.is_numeric}
            for one in stated.parameter
        ],
        "cells": [_cell(sweep, row) for row in cells_table(sweep).to_dict("records")],
    }


def _cell(sweep: Sweep, row: Mapping[Any, Any]) -> dict[str, Any]:
    number = int(row["cell"])
    plan = sweep.figures(number)
    own: dict[str, Any] = {
        "cell": number,
        "values": {one.name: row[one.name] for one in sweep.study.stated.parameter} if number else {},
        "state": row["state"],
        "reason": sweep.reason(number),
    }
    if plan is None:
        return own
    more = ("jobseekers", "gap", "unfinished_goals", "usual")
    summed = {name: row[name] for name in _SUMMED}
    return own | {name: None if one != one else one for name, one in summed.items()} | {  # noqa: PLR0124 - no number
        **{name: plan[name] for name in more}, "is_reproducible": plan["reproducible"],
    }  # fmt: skip


def sweep_files(sweep: Sweep) -> dict[str, bytes]:
    """The results by their path in the folder: a row for each cell and measure, and the summary."""
    first = next((plan for cell in sweep.cells if (plan := sweep.figures(cell.number)) is not None), None)
    dialect = "plain" if first is None else str(first["dialect"])
    return {
        SWEEP_TABLE: csv_text(figures_table(sweep), dialect).encode(),
        SWEEP_SUMMARY: json_bytes(sweep_summary(sweep)),
    }


def sweep_screen(sweep: Sweep) -> str:
    """A sweep on a screen: a row for each cell, and what has to be known to read it."""
    title = _("{name}: {cells} cells of a study", name=sweep.study.stated.name, cells=len(sweep.cells))
    summary = sweep_summary(sweep)
    lines = [title, "=" * len(title)]
    if summary["base"]:
        lines.append("  " + _("Base: {base} ({week})", base=summary["base"], week=summary["week"]))
    lines += ["", *columns(list(_rows(summary)), right=range(1, 99)), "", *_notes(summary)]
    return "\n".join(lines).rstrip()


def _rows(summary: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    cells = summary["cells"]
    base = cells[0] if cells[0]["state"] == "done" else None
    yield (
        ", ".join(one["label"] for one in summary["parameters"]), _("placed"), _("gain"), _("at most"), _("SEK"),
        _("SEK for one more"),
    )  # fmt: skip
    for cell in cells:
        name = ", ".join(map(said_value, cell["values"].values())) or _("(the base)")
        if cell["state"] != "done":
            yield (name, _("no plan"), "", "", "", "")
            continue
        own = None if cell is base else base
        yield (
            name,
            _beside(cell, own, "placed", 0),
            _beside(cell, own, "uplift", GAIN_DIGITS) + (" ?" if cell["is_doubtful"] else ""),
            decimal(cell["bound"], GAIN_DIGITS),
            decimal(cell["cost_sek"], 0),
            _each(cell, own),
        )


def _beside(cell: Mapping[str, Any], base: Mapping[str, Any] | None, measure: str, digits: int) -> str:
    said = decimal(cell[measure], digits)
    difference = 0.0 if base is None else cell[measure] - base[measure]
    return said if round(difference, digits) == 0 else f"{said} ({decimal(difference, digits, plus=True)})"


def _each(cell: Mapping[str, Any], base: Mapping[str, Any] | None) -> str:
    """What one more of what the gain counts costs, beyond the base; blank where nothing sure is gained or paid."""
    if base is None or cell["is_doubtful"] or round(cell["difference"], GAIN_DIGITS) <= 0:
        return ""
    more = cell["cost_sek"] - base["cost_sek"]
    return decimal(more / cell["difference"], 0) if more > 0 else ""


def _notes(summary: Mapping[str, Any]) -> Iterator[str]:
    cells = summary["cells"]
    done = [cell for cell in cells if cell["state"] == "done"]
    if any(unfinished := [goal for cell in done for goal in cell["unfinished_goals"]]):
        goals = listed([_(GOALS[name]) for name in GOALS if name in unfinished])
        number = sum(bool(cell["unfinished_goals"]) for cell in done)
        yield ngettext(
            "In {number} cell the search was not finished for some goals: {goals}. A larger time_limit_seconds gets "
            "further.",
            "In {number} cells the search was not finished for some goals: {goals}. A larger time_limit_seconds gets "
            "further.",
            number, goals=goals,
        )  # fmt: skip
    if any(cell["is_doubtful"] for cell in done):
        yield _("? The difference to the base is no larger than what the two searches leave open.")
    yield _("SEK for one more: what a further gain of 1 costs beyond the base.")
    if number := sum(not cell["is_reproducible"] for cell in done):
        yield ngettext(
            "{number} cell was stopped by max_seconds or lost a process of its search: it may get other figures the "
            "next time.",
            "{number} cells were stopped by max_seconds or lost a process of their search: they may get other figures "
            "the next time.",
            number,
        )  # fmt: skip
    for cell in cells:
        if cell["state"] != "done":
            name = ", ".join(map(said_value, cell["values"].values())) or _("(the base)")
            again = "" if cell["state"] == "failed" else _("It is tried again when the same command is run again.")
            yield f"{name}: {cell['reason']} {again}".rstrip()
