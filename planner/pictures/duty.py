"""Duty hours: what people owe of activity by week and by unit, and what of it placements and proposals cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.merging import spans
from planner.pictures.paper import FAINT, FLOOR, OTHER, OWN, key_above, lying_axis, standing_axis
from planner.pictures.picture import Picture
from planner.planning import DUTY_WEEKS, DutyHours, duty_hours
from planner.reports import law_lines
from planner.schema.arrays import Bools, Values
from planner.schema.weeks import week_label
from planner.studies import is_small, suppressed_together
from planner.texts import _, decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Hours that a rounded sum may hide are no gap.
_NOUGHT = 1e-9


def duty_weeks_picture(facts: PlanFacts) -> Picture | None:
    """Hours a week owed and covered, over the weeks to come; None where they are about too few people."""
    hours = duty_hours(facts.instance, facts.opened.chosen)
    if hours is None or is_small(len(hours.owed)):
        return None
    told = spans(range(DUTY_WEEKS), lambda weeks: _is_of_few(hours, list(weeks)))
    if not told:
        return None
    names = [_span_name(facts.instance.week, weeks) for weeks in told]
    owed = float(hours.owed.sum())
    covered = np.array([float(hours.covered[:, weeks].sum()) / len(weeks) for weeks in told])
    table = pd.DataFrame(
        {
            _("Weeks"): names,
            _("Hours a week owed"): owed,
            _("Hours a week covered"): covered,
            _("Hours a week missing"): owed - covered,
        }
    )
    weeks = np.array([len(own) for own in told])
    mean = float((covered * weeks).sum() / weeks.sum())
    title = _(
        "Of {owed} hours of activity owed a week, {covered} are covered on average over {weeks} weeks ({share})",
        owed=decimal(owed, 0),
        covered=decimal(mean, 0),
        weeks=DUTY_WEEKS,
        share=percent(mean / owed, 0),
    )
    shown = "; ".join(f"{name}: {decimal(float(one), 0)}" for name, one in zip(names, covered, strict=True))
    return Picture(
        "duty_by_week", title, _("Columns of hours covered a week: {shown}.", shown=shown), table,
        lambda axes: _draw_weeks(axes, names, covered, owed), height=3.3, notes=(
            _("Weeks are added together until each figure is about nobody or at least five people; the figures then "
              "are a week's mean. Proposals count as if everybody accepts."), *law_lines(),
        ),
        digits=dict.fromkeys(table.columns[1:], 1),
    )  # fmt: skip


def duty_units_picture(facts: PlanFacts) -> Picture | None:
    """Shares of the hours owed that are covered, by unit; None where fewer than two units may be told of."""
    hours = duty_hours(facts.instance, facts.opened.chosen)
    told = [] if hours is None else _units_told(hours)
    if hours is None or len(told) < 2:  # noqa: PLR2004 - one compares nothing
        return None
    names = [name or _("no unit") for name, _own in told]
    people = [int(own.sum()) for _name, own in told]
    owed = np.array([float(hours.owed[own].sum()) for _name, own in told])
    covered = np.array([float(hours.covered[own].mean(axis=1).sum()) for _name, own in told])
    table = pd.DataFrame(
        {
            _("Unit"): names,
            _("People who owe hours"): people,
            _("Hours a week owed"): owed,
            _("Hours a week covered"): covered,
            _("Hours a week missing"): owed - covered,
        }
    )
    least = int(np.argmin(covered / owed))
    title = _("{unit} covers least of what its people owe of activity: {share}", unit=names[least],
              share=percent(float(covered[least] / owed[least]), 0))  # fmt: skip
    shown = "; ".join(
        _("{name}: {have} of {due} hours", name=name, have=decimal(float(have), 0), due=decimal(float(due), 0))
        for name, have, due in zip(names, covered, owed, strict=True)
    )
    units = hours.unit.nunique(dropna=False)
    notes = [_("Hours covered are the mean of {weeks} weeks.", weeks=DUTY_WEEKS)]
    notes += [_("Units of whom a figure would be about few people are left out.")] if units > len(told) else []
    return Picture(
        "duty_by_unit", title, _("Bars of shares covered: {shown}.", shown=shown), table,
        lambda axes: _draw_units(axes, names, covered, owed), height=0.95 + 0.5 * len(told), notes=tuple(notes),
        digits=dict.fromkeys(table.columns[2:], 1),
    )  # fmt: skip


def _counts(hours: DutyHours, weeks: Sequence[int]) -> tuple[Bools, Bools]:
    """Who lacks hours in some of these weeks, and who has some covered."""
    covered = hours.covered[:, list(weeks)]
    lacks: Bools = np.any(covered < hours.owed[:, None] - _NOUGHT, axis=1)
    has: Bools = np.any(covered > _NOUGHT, axis=1)
    return lacks, has


def _is_of_few(hours: DutyHours, weeks: Sequence[int]) -> bool:
    return any(is_small(int(own.sum())) for own in _counts(hours, weeks))


def _units_told(hours: DutyHours) -> list[tuple[str | None, Bools]]:
    """The units whose people, and those of them with and without a gap, are so many that they may be told of."""
    lacks, has = _counts(hours, range(DUTY_WEEKS))
    names: list[str | None] = [*sorted(hours.unit.dropna().unique()), *([None] if hours.unit.isna().any() else [])]
    members = [(name, (hours.unit.isna() if name is None else hours.unit == name).to_numpy(dtype=bool))
               for name in names]  # fmt: skip
    parts = [{name or "": int((own & part).sum()) for name, own in members} for part in (np.ones_like(has), lacks, has)]
    out = suppressed_together(parts)
    return [(name, own) for name, own in members if (name or "") not in out]


def _span_name(first: int, weeks: Sequence[int]) -> str:
    begin, end = week_label(first + weeks[0]), week_label(first + weeks[-1])
    return begin if begin == end else f"{begin}–{end}"


def _draw_weeks(axes: Axes, names: list[str], covered: Values, owed: float) -> None:
    at = np.arange(len(names))
    axes.bar(at, covered, color=OWN, edgecolor=FAINT, width=0.72, linewidth=0.8)
    axes.axhline(owed, color=FLOOR, linewidth=2.2)
    # Not every name fits below columns of so many weeks, and of a span its first week does.
    step = max(1, -(-len(names) // 9))
    labels = [name.partition("–")[0] if place % step == 0 else "" for place, name in enumerate(names)]
    standing_axis(axes, labels, "")
    axes.margins(y=0.12)
    key_above(axes, [(_("hours a week covered"), OWN, "bar"), (_("hours a week owed"), FLOOR, "line")])


def _draw_units(axes: Axes, names: list[str], covered: Values, owed: Values) -> None:
    at = np.arange(len(names))
    axes.barh(at, np.full(len(names), 100.0), color="white", edgecolor=OTHER, height=0.5, linewidth=0.8)
    axes.barh(at, 100 * covered / owed, color=OWN, edgecolor=FAINT, height=0.5, linewidth=0.8)
    lying_axis(axes, names, _("percent of the hours owed"))
    for here, have, due in zip(at, covered, owed, strict=True):
        said = _("{have} of {due}", have=decimal(float(have), 0), due=decimal(float(due), 0))
        axes.annotate(said, (100.0, here), xytext=(6, 0), textcoords="offset points", va="center")
    axes.margins(x=0.18)
    key_above(axes, [(_("covered"), OWN, "bar"), (_("owed"), "white", "bar")])
