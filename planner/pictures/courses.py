"""Courses of simulated weeks beside each other: who is placed, who waits, which places perish, and what is paid."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.merging import merged_in_order
from planner.pictures.paper import FAINT, FLOOR, HATCH, INK, OWN, SECOND, curve_axes, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.simulation_facts import WeekCourse
from planner.studies import is_small, suppressed_together
from planner.texts import _, decimal, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_THOUSAND = 1000.0
# Colour, dashes and mark of each curve, so that they are told apart without colour too. More are not drawn.
_CURVES = ((OWN, "-", "o"), (SECOND, "--", "s"), ("#009E73", "-.", "^"), (FLOOR, ":", "D"), (INK, (0, (6, 2)), "v"))
MOST_CURVES = len(_CURVES)
_MOST_TICKS = 9


def placed_picture(courses: Sequence[WeekCourse], name: str) -> Picture | None:
    """How many have been placed until each week; None where no week may be told."""
    bins = _weeks(courses)
    if not bins:
        return None
    until = [last for last, _counts in bins]
    placed = [list(accumulate(counts[at] for _last, counts in bins)) for at in range(len(courses))]
    best = int(np.argmax([own[-1] for own in placed]))
    title = _("{name} places most people: {placed} in {weeks} weeks", name=_capital(courses[best].name),
              placed=decimal(placed[best][-1], 0), weeks=len(courses[0].weeks))  # fmt: skip
    if equal := _equal(courses, [own[-1] for own in placed], best):
        title = _("{names} place as many people each: {placed} in {weeks} weeks", names=_capital(equal),
                  placed=decimal(placed[best][-1], 0), weeks=len(courses[0].weeks))  # fmt: skip
    return _curves(name, title, _("people placed so far"), courses, (until, placed), (
        _("Weeks are added together until at least five people are placed in each of them, on average over worlds."),
    ))  # fmt: skip


def waiting_picture(courses: Sequence[WeekCourse], name: str) -> Picture | None:
    """How many wait at the end of each of these weeks; None where no week may be told."""
    bins = _weeks(courses)
    if not bins:
        return None
    until = [last for last, _counts in bins]
    waiting = [[float(course.weeks[at]["waiting"]) for at in until] for course in courses]
    told = [[math.nan if is_small(value) else value for value in own] for own in waiting]
    last = [own[-1] for own in waiting]
    title = _("Fewest wait in the end with {name}", name=courses[int(np.argmin(last))].name)
    if decimal(max(last), 0) == decimal(min(last), 0) and not is_small(last[0]):
        title = _("In the end {waiting} people wait", waiting=decimal(last[0], 0))
    return _curves(name, title, _("people who wait"), courses, (until, told), ())


def perished_picture(courses: Sequence[WeekCourse], name: str) -> Picture | None:
    """How many places perish in all; None where there is none to tell of."""
    counts = [sum(float(row["perished"]) for row in course.weeks) for course in courses]
    told = [None if is_small(count) else count for count in counts]
    if not any(told):
        return None
    known = [at for at, count in enumerate(told) if count is not None]
    best = min(known, key=lambda at: counts[at])
    names = [course.name for course in courses]
    title = _("Fewest places perish with {name}: {places}", name=names[best], places=decimal(counts[best], 0))
    if len(known) < len(counts):
        title = _("Places that perish")
    elif equal := _equal(courses, counts, best):
        title = _("As many places perish with {names}: {places}", names=equal, places=decimal(counts[best], 0))
    table = pd.DataFrame({_("Course"): names, _("Places"): pd.array(told, dtype="Float64")})
    shown = "; ".join(
        f"{own}: {'–' if count is None else decimal(count, 0)}" for own, count in zip(names, told, strict=True)
    )
    return Picture(
        name, title, _("Bars of places that perish: {shown}.", shown=shown), table,
        lambda axes: _draw_bars(axes, names, told, _("places that perish")), height=0.7 + 0.5 * len(names), notes=(
            _("A place perishes when it can no longer be planned and nobody has got it who could have. Places that are "
              "taken back do not count."),
        ),
    )  # fmt: skip


def months_picture(courses: Sequence[WeekCourse], name: str) -> Picture | None:
    """What has been planned for until each month, beside the money of the weeks; None where it is about too few."""
    months = sorted({str(row["month"]) for course in courses for row in course.months})
    by_month = [_by(course, "month") for course in courses]
    bins = merged_in_order([(month, [own.get(month, (0.0, 0.0))[0] for own in by_month]) for month in months])
    if not bins:
        return None
    ends = [steps[-1] for steps, _counts in bins]
    paid = [
        list(accumulate(sum(own.get(month, (0.0, 0.0))[1] for month in steps) / _THOUSAND for steps, _counts in bins))
        for own in by_month
    ]
    money = [sum(course.money.values()) / _THOUSAND for course in courses]
    table = pd.DataFrame(
        {_("Until the month"): ends, **{one.name: own for one, own in zip(courses, paid, strict=True)}}
    )
    shares = [own[-1] / has if has else 0.0 for own, has in zip(paid, money, strict=True)]
    most = int(np.argmax(shares))
    title = _("{name} takes most of the money: {sek} of {all} thousand SEK", name=_capital(courses[most].name),
              sek=decimal(paid[most][-1], 0), all=decimal(money[most], 0))  # fmt: skip
    if len(set(money)) == 1 and (equal := _equal(courses, [own[-1] for own in paid], most)):
        title = _("{names} take as much of the money each: {sek} of {all} thousand SEK", names=_capital(equal),
                  sek=decimal(paid[most][-1], 0), all=decimal(money[most], 0))  # fmt: skip
    shown = "; ".join(
        _("{name}: {used} of {had}", name=one.name, used=decimal(own[-1], 0), had=decimal(has, 0))
        for one, own, has in zip(courses, paid, money, strict=True)
    )

    def draw(axes: Axes) -> None:
        at = [months.index(month) + 1.0 for month in ends]
        _draw_curves(axes, [one.name for one in courses], (at, paid), _("months"), _("thousand SEK, planned so far"))
        for has in sorted(set(money)):
            axes.axhline(has, color=FAINT, linewidth=1.2, linestyle=(0, (1, 1)))
            axes.annotate(_("money of the weeks"), (0.0, has), xycoords=("axes fraction", "data"), xytext=(2, 3),
                          textcoords="offset points", color=FAINT)  # fmt: skip
        axes.set_ylim(bottom=0.0)

    return Picture(
        name, title, _("Thousand SEK in the end: {shown}.", shown=shown), table, draw, height=3.6, notes=(
            _("Counted is the whole cost of a placement in the month in which it is planned. Months are added together "
              "until at least five people are behind each figure. The dotted line is what the budget lines have for "
              "the simulated weeks."),
        ),
    )  # fmt: skip


def lines_picture(courses: Sequence[WeekCourse], name: str) -> Picture | None:
    """What each budget line pays, beside what it has for the weeks; lines of few people are told together."""
    by_line = [_by(course, "funding_id") for course in courses]
    lines = list(dict.fromkeys(line for course in courses for line in course.money))
    counts = [{line: round(own.get(line, (0.0, 0.0))[0]) for line in lines} for own in by_line]
    out = suppressed_together(counts)
    told = {line: [line] for line in lines if line not in out}
    rest = [line for line in lines if line in out]
    if rest and not any(is_small(sum(own[line] for line in rest)) for own in counts):
        told[_("Other lines together")] = rest
    rows = [
        (_("{line}: {course}", line=line, course=course.name) if len(courses) > 1 else line,
         sum(own.get(one, (0.0, 0.0))[1] for one in members) / _THOUSAND,
         sum(float(course.money.get(one, 0.0)) for one in members) / _THOUSAND)
        for line, members in told.items()
        for course, own in zip(courses, by_line, strict=True)
    ]  # fmt: skip
    if not any(used for _name, used, _had in rows):
        return None
    fullest = max(rows, key=lambda row: row[1] / row[2] if row[2] else 0.0)
    title = _("Nearest its end comes {name}: {used} of {had} thousand SEK", name=fullest[0],
              used=decimal(fullest[1], 0), had=decimal(fullest[2], 0))  # fmt: skip
    table = pd.DataFrame({
        _("Budget line"): [row[0] for row in rows], _("Taken, thousand SEK"): [row[1] for row in rows],
        _("There for the weeks, thousand SEK"): [row[2] for row in rows],
    })  # fmt: skip
    shown = "; ".join(
        _("{name}: {used} of {had}", name=own, used=decimal(used, 0), had=decimal(had, 0)) for own, used, had in rows
    )
    return Picture(
        name, title, _("Bars in thousand SEK: {shown}.", shown=shown), table, lambda axes: _draw_money(axes, rows),
        height=0.95 + 0.42 * len(rows),
    )  # fmt: skip


def _weeks(courses: Sequence[WeekCourse]) -> list[tuple[int, list[float]]]:
    """The last week (from 0) of each span of weeks, and how many are placed in it by course: nobody or at least five.

    No span is told where the weeks together are about fewer.
    """
    number = len(courses[0].weeks)
    parts = [(at, [float(course.weeks[at]["began"]) for course in courses]) for at in range(number)]
    return [(steps[-1], counts) for steps, counts in merged_in_order(parts)]


def _by(course: WeekCourse, key: str) -> dict[str, tuple[float, float]]:
    """The people paid for and the SEK by month or line.

    Two lines may pay for the same people: in a month there are at least as many as any of its lines pays for.
    """
    found: dict[str, tuple[float, float]] = {}
    for row in course.months:
        people, sek = found.get(str(row[key]), (0.0, 0.0))
        own = float(row["placed"])
        found[str(row[key])] = max(people, own) if key == "month" else people + own, sek + float(row["cost_sek"])
    return found


def _curves(  # noqa: PLR0913, PLR0917 - what a picture is made of
    name: str,
    title: str,
    unit: str,
    courses: Sequence[WeekCourse],
    values: tuple[Sequence[int], Sequence[Sequence[float]]],
    notes: tuple[str, ...],
) -> Picture:
    """A curve for each course over the weeks, counted from 0, that have passed."""
    until, of_courses = values
    names = [course.name for course in courses]
    labels = [str(courses[0].weeks[at]["week"]) for at in until]
    table = pd.DataFrame({_("Until week"): labels, **dict(zip(names, of_courses, strict=True))})
    shown = "; ".join(
        f"{own}: {'–' if math.isnan(line[-1]) else decimal(line[-1], 0)}"
        for own, line in zip(names, of_courses, strict=True)
    )
    text = _("Curves of {unit}; in the last week {shown}.", unit=unit, shown=shown)
    if len(courses) > MOST_CURVES:
        notes = (*notes, _("Only the first five are drawn; the table has all."))
    at = [float(one + 1) for one in until]
    return Picture(
        name, title, text, table,
        lambda axes: _draw_curves(axes, names, (at, of_courses), _("weeks that have passed"), unit), height=3.6,
        notes=notes,
    )  # fmt: skip


def _draw_curves(
    axes: Axes, names: Sequence[str], values: tuple[Sequence[float], Sequence[Sequence[float]]], along: str, unit: str
) -> None:
    at, of_courses = values
    for own, line, (colour, dashes, mark) in zip(names, of_courses, _CURVES, strict=False):
        axes.plot(at, line, color=colour, linestyle=dashes, linewidth=2.0, marker=mark, markersize=4.5, label=own,
                  markevery=max(len(at) // _MOST_TICKS, 1))  # fmt: skip
    step = max(-(-len(at) // _MOST_TICKS), 1)
    curve_axes(axes, along, unit, [*at][::step])
    axes.margins(x=0.03, y=0.1)
    if len(names) > 1:
        axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.08), ncols=2, frameon=False)


def _draw_bars(axes: Axes, names: Sequence[str], values: Sequence[float | None], unit: str) -> None:
    at = np.arange(len(names))
    axes.barh(at, [value or 0.0 for value in values], color=OWN, edgecolor=FAINT, height=0.56, linewidth=0.8)
    lying_axis(axes, names, unit)
    for here, value in zip(at, values, strict=True):
        said = "–" if value is None else decimal(value, 0)
        axes.annotate(said, (value or 0.0, here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.12)


def _draw_money(axes: Axes, rows: Sequence[tuple[str, float, float]]) -> None:
    at = np.arange(len(rows))
    axes.barh(at, [had for _name, _used, had in rows], color="white", edgecolor=FAINT, hatch=HATCH, height=0.5,
              linewidth=0.8)  # fmt: skip
    axes.barh(at, [used for _name, used, _had in rows], color=OWN, edgecolor=FAINT, height=0.5, linewidth=0.8)
    lying_axis(axes, [name for name, _used, _had in rows], _("thousand SEK"))
    for here, (_name, used, had) in zip(at, rows, strict=True):
        said = _("{used} of {had}", used=decimal(used, 0), had=decimal(had, 0))
        axes.annotate(said, (max(used, had), here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.2)
    key_above(axes, [(_("taken"), OWN, "bar"), (_("there for the weeks"), "white", "hatch")])


def bars_with_ends(axes: Axes, rows: Sequence[tuple[str, Mapping[str, float | None]]], unit: str, digits: int) -> None:
    """A bar for each row with the ends of its interval, where it has one."""
    at = np.arange(len(rows))
    values = [float(ends["value"] or 0.0) for _name, ends in rows]
    axes.barh(at, values, color=OWN, edgecolor=FAINT, height=0.5, linewidth=0.8, alpha=0.85)
    for here, (_name, ends), value in zip(at, rows, values, strict=True):
        low, high = ends["low"], ends["high"]
        if low is not None and high is not None:
            axes.errorbar([value], [here], xerr=[[value - low], [high - value]], color=INK, capsize=4, linewidth=1.4)
        end = max(value, high or 0.0, 0.0)
        axes.annotate(decimal(value, digits), (end, here), xytext=(6, 0), textcoords="offset points", va="center")
    axes.axvline(0.0, color=FAINT, linewidth=0.8)
    lying_axis(axes, [name for name, _ends in rows], unit)
    axes.margins(x=0.14)


Made = Callable[[Sequence[WeekCourse], str], Picture | None]
OF_WEEKS: tuple[tuple[str, Made], ...] = (
    ("placed", placed_picture), ("waiting", waiting_picture), ("perished", perished_picture),
    ("money_by_month", months_picture), ("money_by_line", lines_picture),
)  # fmt: skip


def _equal(courses: Sequence[WeekCourse], values: Sequence[float], best: int) -> str:
    """The courses whose whole number is that of the best, named together; nothing where it stands alone."""
    told = decimal(values[best], 0)
    same = [one.name for one, value in zip(courses, values, strict=True) if decimal(value, 0) == told]
    return listed(same) if len(same) > 1 else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
