"""The pictures of simulated weeks: what each way of planning, or each what-if, brings, and how the weeks go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from planner.pictures.courses import OF_WEEKS, bars_with_ends
from planner.pictures.picture import Picture
from planner.pictures.simulation_facts import Row, SimulationFacts, WeekCourse
from planner.pictures.words import gain_unit
from planner.texts import _, decimal, percent


def simulation_pictures(facts: SimulationFacts) -> dict[str, Picture]:
    """The pictures of a simulation by name, of its ways of planning; none where it is about too few people.

    Of what-ifs, those of each way of planning have its code behind their names.
    """
    made = []
    if facts.is_paired:
        for policy in facts.policies:
            told = [course for course in facts.scenarios(policy) if course.is_told]
            made += [_differences(facts, policy), *_of_weeks(told, f"-{policy}")]
    else:
        told = [course for course in facts.courses if course.is_told]
        possible = [course for course in told if course.is_possible]
        made += [_values(facts, told), *_of_weeks(possible, "")]
    return {picture.name: picture for picture in made if picture is not None}


def _of_weeks(courses: Sequence[WeekCourse], suffix: str) -> list[Picture | None]:
    return [make(courses, f"{name}{suffix}") for name, make in OF_WEEKS] if courses else []


def _values(facts: SimulationFacts, courses: Sequence[WeekCourse]) -> Picture | None:
    """The gain of each way of planning with its interval."""
    if not courses:
        return None
    unit, names = gain_unit(facts.file), [course.name for course in courses]
    rows = [(course.name, course.figures["value"]) for course in courses]
    possible = [course for course in courses if course.is_possible] or [*courses]
    title = _title_of_values(facts, possible)
    figures = {_("Way of planning"): names, **_ends_of([ends for _name, ends in rows], unit)}
    for heading, measure in _shown().items():
        figures[heading] = [course.mean(measure) for course in courses]
    table = pd.DataFrame(figures)
    digits = {unit: 2, _("low"): 2, _("high"): 2, _("mean wait, weeks"): 1}
    shown = "; ".join(_with_ends(name, ends) for name, ends in rows)
    return Picture(
        "value", title, _("Bars of the gain ({unit}): {shown}.", unit=unit, shown=shown), table,
        lambda axes: bars_with_ends(axes, rows, unit, 2), height=0.7 + 0.55 * len(rows), digits=digits,
        notes=_notes(facts),
    )  # fmt: skip


def _title_of_values(facts: SimulationFacts, possible: Sequence[WeekCourse]) -> str:
    """The way of planning that gains most, if the worlds show that it gains more than the first, or else the next."""
    best = max(possible, key=lambda course: course.mean("value"))
    told: dict[str, Any] = {"name": _capital(best.name), "gain": decimal(best.mean("value"), 2)}
    rest = [course for course in possible if course is not best]
    if not rest:
        return _("{name} gains most: {gain}", **told)
    other = rest[0] if possible[0] is not best else max(rest, key=lambda course: course.mean("value"))
    if not facts.is_shown(best.name, other.name):
        return _("Whether {name} gains more than {other}, these worlds do not show", name=best.name, other=other.name)
    if possible[0] is best:
        return _("{name} gains most: {gain}", **told)
    return _("{name} gains most: {gain}, and {other} {against}", other=other.name,
             against=decimal(other.mean("value"), 2), **told)  # fmt: skip


def _differences(facts: SimulationFacts, policy: str) -> Picture | None:
    """What each what-if gains more than the base under a way of planning; None where the base is about too few."""
    base, *courses = facts.scenarios(policy)
    own = [
        row for course, row in zip(courses, facts.differences(policy), strict=True) if course.is_told and base.is_told
    ]
    if not own:
        return None
    unit = gain_unit(facts.file)
    rows = [(str(row["scenario"]), row["value"]) for row in own]
    figures = {_("What-if"): [name for name, _ends in rows], **_ends_of([ends for _name, ends in rows], unit)}
    for heading, measure in _shown().items():
        figures[heading] = [float(row[measure]["value"]) for row in own]
    digits = {unit: 2, _("low"): 2, _("high"): 2, _("placed"): 1, _("mean wait, weeks"): 2}
    shown = "; ".join(_with_ends(name, ends, plus=True) for name, ends in rows)
    return Picture(
        f"differences-{policy}", _difference_title(own),
        _("Bars of what is gained more than in the base ({unit}): {shown}.", unit=unit, shown=shown),
        pd.DataFrame(figures), lambda axes: bars_with_ends(axes, rows, unit, 2), height=0.7 + 0.55 * len(rows),
        digits=digits, notes=(
            _("Every figure is a difference to the base in the same worlds."), *_notes(facts),
        ),
    )  # fmt: skip


def _difference_title(rows: Sequence[Row]) -> str:
    """The what-if that differs most from the base, if its interval is on one side of nought."""
    sure = [row for row in rows if row["value"]["low"] is not None and row["value"]["low"] * row["value"]["high"] > 0]
    if not sure:
        return _("Whether a what-if gains more or less than the base, these worlds do not show")
    most = max(sure, key=lambda row: abs(float(row["value"]["value"])))
    gain = float(most["value"]["value"])
    told = {name: decimal(abs(float(most["value"][end])), 2) for name, end in (("one", "low"), ("other", "high"))}
    if gain > 0:
        return _("{name} gains {gain} more than the base ({one} to {other})", name=_capital(str(most["scenario"])),
                 gain=decimal(gain, 2), **told)  # fmt: skip
    return _("{name} gains {gain} less than the base ({other} to {one})", name=_capital(str(most["scenario"])),
             gain=decimal(-gain, 2), **told)  # fmt: skip


def _shown() -> dict[str, str]:
    """The measures beside the gain, by the headings of their columns."""
    return {_("placed"): "placed", _("mean wait, weeks"): "waiting_mean", _("longest wait, weeks"): "waiting_max",
            _("SEK"): "cost_sek"}  # fmt: skip


def _ends_of(ends: Sequence[Row], unit: str) -> dict[str, Any]:
    """The columns of a figure and its ends."""
    return {
        unit: [float(one["value"]) for one in ends],
        **{heading: pd.array([one[end] for one in ends], dtype="Float64")
           for heading, end in ((_("low"), "low"), (_("high"), "high"))},
    }  # fmt: skip


def _with_ends(name: str, ends: Row, *, plus: bool = False) -> str:
    value = decimal(float(ends["value"]), 2, plus=plus)
    if ends["low"] is None:
        return f"{name}: {value}"
    low, high = (decimal(float(ends[end]), 2, plus=plus) for end in ("low", "high"))
    return f"{name}: {_('{value} ({low} to {high})', value=value, low=low, high=high)}"


def _notes(facts: SimulationFacts) -> tuple[str, ...]:
    """What the ends are, or why there are none."""
    if facts.summary["seeds"] == 1:
        return (_("One world is chance, so that there are no ends."),)
    return (_("The lines are ends that cover the true mean in {level} of such simulations.",
              level=percent(float(facts.summary["level"]), 0)),)  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
