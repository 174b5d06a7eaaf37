"""What the plan gains beside usual practice and nobody placed, with what the judged effects leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, INK, OTHER, OWN, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.words import gain_unit, gained
from planner.reports import usual_name
from planner.texts import _, decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class _Row(NamedTuple):
    """One way to plan the week."""

    name: str
    placed: int | None
    gain: float
    range: tuple[float, float] | None


def gain_picture(facts: PlanFacts) -> Picture | None:
    """The plan beside usual practice; None where the plan's gain is left out."""
    own = facts.totals["uplift"]
    if own is None:
        return None
    rows = _rows(facts, float(own))
    unit = gain_unit(facts.file)
    table = pd.DataFrame(
        {
            _("Way to plan"): [row.name for row in rows],
            _("People placed"): pd.array([row.placed for row in rows], dtype="Int64"),
            _("Gain: {unit}", unit=unit): [row.gain for row in rows],
        }
    )
    digits = {_("Gain: {unit}", unit=unit): 2}
    if any(row.range for row in rows):
        for at, name in enumerate((_("At the low end"), _("At the high end"))):
            table[name] = [None if row.range is None else row.range[at] for row in rows]
            digits[name] = 2
    return Picture(
        "gain", _title(facts, rows), _text(rows, unit), table, lambda axes: _draw(axes, rows, unit),
        height=0.5 + 0.48 * len(rows), digits=digits, notes=_notes(facts),
    )  # fmt: skip


def _rows(facts: PlanFacts, own: float) -> list[_Row]:
    """Nobody placed, each plan of usual practice of which enough may be told, and the plan itself."""
    told = {part["name"]: part for part in facts.record.usual()}
    rows = [_Row(_("Nobody is placed"), 0, 0.0, None)]
    for plan in facts.usual.plans:
        part = told.get(plan.name)
        if plan.chosen is None or part is None or part["uplift"] is None or plan.name == facts.file["method"]:
            continue
        rows.append(_Row(usual_name(plan.name), part["placed"], float(part["uplift"]), facts.range_of(plan.chosen)))
    chosen = facts.opened.chosen
    return [*rows, _Row(_own_name(facts), facts.totals["placed"], own, facts.range_of(chosen))]


def _own_name(facts: PlanFacts) -> str:
    method = str(facts.file["method"])
    return _("This plan") if method == "goals" else _("This plan: {usual}", usual=usual_name(method))


def _title(facts: PlanFacts, rows: list[_Row]) -> str:
    own = rows[-1]
    others = sorted(rows[1:-1], key=lambda row: -row.gain)
    said = gained(facts.file, own.gain)
    if not others:
        return _("The proposals give {gained} than if nobody is placed", gained=said)
    return _(
        "The proposals give {gained} than if nobody is placed; the best comparison ({usual}) gives {other}",
        gained=said, usual=others[0].name[:1].lower() + others[0].name[1:], other=decimal(others[0].gain, 1),
    )  # fmt: skip


def _text(rows: list[_Row], unit: str) -> str:
    shown = "; ".join(f"{row.name}: {decimal(row.gain, 2)}" for row in rows)
    return _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown)


def _notes(facts: PlanFacts) -> tuple[str, ...]:
    share = facts.totals["judgement_share"]
    told = []
    if share is not None and facts.unit in {"people", "weeks"}:
        told.append(_("Of the gain {share} is judgement: nobody has measured it.", share=percent(share, 0)))
    if facts.ends is not None:
        told.append(
            _(
                "The line across a bar shows where the gain would end if every judged effect were at the low or the "
                "high end of its range, with the same people in the same places."
            )
        )
    expected = facts.totals["expected_gain"]
    if facts.unit == "people" and expected is not None:
        told.append(
            _(
                "The gain is counted so that wishes choose among a person's places, not who gets one; "
                "with the chance of a yes counted in, {expected} is expected.",
                expected=decimal(float(expected), 2, plus=True),
            )
        )
    if facts.totals["vacancies_placed"]:
        told.append(
            _(
                "Ordinary vacancies count in full, though somebody else would have had the job, and that person's "
                "loss is not taken off."
            )
        )
    return tuple(told)


def _draw(axes: Axes, rows: list[_Row], unit: str) -> None:
    at = np.arange(len(rows))
    colours = [OTHER] * (len(rows) - 1) + [OWN]
    axes.barh(at, [row.gain for row in rows], color=colours, edgecolor=FAINT, height=0.62, linewidth=0.8)
    lying_axis(axes, [row.name for row in rows], unit)
    for here, row in zip(at, rows, strict=True):
        end = row.gain
        if row.range is not None:
            low, high = row.range
            axes.plot([low, high], [here + 0.42, here + 0.42], color=INK, linewidth=1.4, marker="|", markersize=6)
        text = decimal(row.gain, 2)
        axes.annotate(
            text, (max(end, 0.0), here), xytext=(5, 0), textcoords="offset points", va="center",
            fontweight="bold" if row is rows[-1] else "normal",
        )  # fmt: skip
    axes.margins(x=0.1)
    axes.axvline(0, color=FAINT, linewidth=1)
