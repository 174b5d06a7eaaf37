"""Groups and quarters side by side: how many of each get a place, by the plan and usual practice, and their floors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, FLOOR, OTHER, OWN, Mark, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.words import gained
from planner.reports import least_places, named_group, usual_name
from planner.studies import told_apart
from planner.texts import _, decimal, listed, ngettext, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_QUEUE = "longest_wait"


class _Row(NamedTuple):
    """One group: its people, those with a place, those whom the queue would place (None: left out), and its floor."""

    name: str
    people: int
    placed: int
    queue: int | None
    floor: int | None


def groups_picture(facts: PlanFacts) -> Picture | None:
    """Groups side by side; None where nothing may be told of any."""
    rows = _rows(facts)
    if not rows:
        return None
    table = pd.DataFrame(
        {
            _("Group"): [row.name for row in rows],
            _("People"): [row.people for row in rows],
            _("Proposed a place"): [row.placed for row in rows],
            _("Share"): [percent(row.placed / row.people, 0) for row in rows],
            _("In the queue's order"): pd.array([row.queue for row in rows], dtype="Int64"),
            _("At least (floor)"): pd.array([row.floor for row in rows], dtype="Int64"),
        }
    )
    shown = "; ".join(_("{name}: {placed} of {people}", **row._asdict()) for row in rows)
    return Picture(
        "groups", _title(rows), _("Bars of people with a place: {shown}.", shown=shown), table,
        lambda axes: _draw(axes, rows), height=0.95 + 0.62 * len(rows), notes=_notes(facts),
    )  # fmt: skip


def _rows(facts: PlanFacts) -> list[_Row]:
    """The groups of which something may be told, the largest share with a place first."""
    parts = {part["group"]: part for part in facts.file["groups"]}
    told = [group for group in facts.record.groups() if group["people"] and group["placed"] is not None]
    queue = _by_queue(facts, [group["group"] for group in told])
    rows = [
        _Row(
            named_group(facts.instance.declared_groups, group["group"]), group["people"], group["placed"],
            queue.get(group["group"]), _floor(facts, parts[group["group"]]),
        )
        for group in told
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.placed / row.people, row.name))


def _floor(facts: PlanFacts, part: dict[str, object]) -> int | None:
    """What goal fair_share, a floor in places or a minimum of the policy asks for, whichever is more."""
    alone, counted = part["alone"], facts.file["settings"]["group_measure"] == "placements"
    target = None if part["target"] is None else int(str(part["target"]))
    least = least_places(facts.instance, str(part["group"]), target)
    floor = alone["floor"] if isinstance(alone, dict) and counted else None
    asked = [int(float(str(number))) for number in (least, floor) if number is not None]
    return max(asked, default=None)


def _by_queue(facts: PlanFacts, names: list[str]) -> dict[str, int]:
    """How many of each group the queue would place, where that may be told of all of them."""
    plan = next(plan for plan in facts.usual.plans if plan.name == _QUEUE)
    if plan.chosen is None:
        return {}
    groups = {name: facts.instance.groups[name] for name in names}
    placed = facts.has_place(plan.chosen)
    told = told_apart(groups, np.ones(len(placed), dtype=bool), (placed, ~placed))
    return {name: int((groups[name] & placed).sum()) for name in told}


def _title(rows: list[_Row]) -> str:
    floors = [row for row in rows if row.floor is not None]
    short = [row for row in floors if row.floor is not None and row.placed < row.floor]
    if short:
        return ngettext(
            "{group} gets fewer places than its floor", "{number} groups get fewer places than their floors",
            len(short), group=short[0].name,
        )  # fmt: skip
    most = rows[0]
    said = _("{group}: {placed} of {people} get a place", group=most.name, placed=most.placed, people=most.people)
    return _("{said}; every floor is met", said=said) if floors else said


def _notes(facts: PlanFacts) -> tuple[str, ...]:
    told = [_("The groups overlap: somebody may be in several. A floor is what the policy asks for at least.")]
    out = [
        named_group(facts.instance.declared_groups, group["group"])
        for group in facts.record.groups()
        if group["placed"] is None
    ]
    if out:
        told.append(_("Too few people to tell of: {groups}.", groups=listed(out)))
    file, best = facts.file, facts.file["goals"][0]["best"]
    spent = float(best) - float(file["value"])
    if facts.totals["uplift"] is not None and file["method"] == "goals":
        if spent > 0:
            told.append(
                _(
                    "What the goals after the first cost, fairness among them: of a possible gain of {best}, {spent} "
                    "({share}) was given for them, such as long waits, fair shares, wishes, and that last week's "
                    "proposals stay.",
                    best=gained(file, float(best), 2),
                    spent=decimal(spent, 2),
                    share=percent(spent / max(abs(float(best)), 1e-9), 1),
                )
            )
        else:
            told.append(
                _("What the goals after the first cost, fairness among them: nothing of the gain was given for them.")
            )
    return tuple(told)


def _draw(axes: Axes, rows: list[_Row]) -> None:
    at = np.arange(len(rows), dtype=float)
    axes.barh(at - 0.17, [row.placed for row in rows], height=0.34, color=OWN, edgecolor=FAINT, linewidth=0.8)
    axes.barh(at + 0.17, [row.queue or 0 for row in rows], height=0.34, color=OTHER, edgecolor=FAINT, linewidth=0.8)
    lying_axis(axes, [row.name for row in rows], _("people with a place"))
    for here, row in zip(at, rows, strict=True):
        said = _("{placed} of {people}", placed=row.placed, people=row.people)
        end = max(row.placed, row.floor or 0)
        axes.annotate(said, (end, here - 0.17), xytext=(6, 0), textcoords="offset points", va="center",
                      fontweight="bold")  # fmt: skip
        if row.queue is not None:
            axes.annotate(str(row.queue), (max(row.queue, row.floor or 0), here + 0.17), xytext=(6, 0),
                          textcoords="offset points", va="center")  # fmt: skip
        if row.floor is not None:
            axes.plot([row.floor] * 2, [here - 0.42, here + 0.42], color=FLOOR, linewidth=2.6)
    axes.margins(x=0.16)
    marks: list[Mark] = [(_("the proposals"), OWN, "bar"), (usual_name(_QUEUE), OTHER, "bar")]
    if any(row.floor is not None for row in rows):
        marks.append((_("floor"), FLOOR, "line"))
    key_above(axes, marks)
