"""Who gets a place by how long they have waited, beside the order of the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.merging import merged_in_order
from planner.pictures.paper import FAINT, OTHER, OWN, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.reports import usual_name
from planner.schema.arrays import Bools, Values
from planner.studies import suppressed_together
from planner.texts import _, decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_QUEUE = "longest_wait"
_STEPS = (0, 5, 13, 27, 53)


class _Row(NamedTuple):
    """People who have waited so many weeks (`last` None: or more), with a place by the plan and by the queue."""

    first: int
    last: int | None
    placed: int
    others: int
    queue: int | None

    @property
    def people(self) -> int:
        return self.placed + self.others

    @property
    def name(self) -> str:
        if self.last is None:
            return _("{first} weeks or more", first=self.first)
        return _("{first} to {last} weeks", first=self.first, last=self.last)


def waiting_picture(facts: PlanFacts) -> Picture | None:
    """Places by time waited; None where there are too few people to tell of."""
    rows = _rows(facts)
    if len(rows) < 2:  # noqa: PLR2004 - one row compares nothing
        return None
    has_queue = rows[0].queue is not None
    table = pd.DataFrame(
        {
            _("Has waited"): [row.name for row in rows],
            _("People"): [row.people for row in rows],
            _("Proposed a place"): [row.placed for row in rows],
            _("Share"): [percent(row.placed / row.people, 0) for row in rows],
        }
    )
    if has_queue:
        table[_("In the queue's order")] = pd.array([row.queue for row in rows], dtype="Int64")
    shown = "; ".join(f"{row.name}: {_('{placed} of {people}', placed=row.placed, people=row.people)}" for row in rows)
    return Picture(
        "waiting", _title(rows[0]), _("Shares with a place by time waited: {shown}.", shown=shown), table,
        lambda axes: _draw(axes, rows), height=0.95 + 0.6 * len(rows), notes=(
            _("Counted are people who look for a place: nobody with a running placement or an open offer. Times are "
              "added together until at least five people are behind every figure."),
        ),
    )  # fmt: skip


def _title(longest: _Row) -> str:
    told = {"weeks": longest.first, "placed": longest.placed, "people": longest.people, "queue": longest.queue}
    if longest.queue is None:
        return _("Of those who have waited {weeks} weeks or more, {placed} of {people} get a place", **told)
    return _(
        "Of those who have waited {weeks} weeks or more, {placed} of {people} get a place; by the queue alone {queue} "
        "would", **told,
    )  # fmt: skip


def _rows(facts: PlanFacts) -> list[_Row]:
    """The times waited, the longest first, each with so many people that they may be told of."""
    looks = facts.waits | facts.placed
    waited = facts.instance.people["waiting_weeks"].to_numpy(dtype=float)
    steps = sorted({*_STEPS, int(facts.file["settings"]["waiting_limit_weeks"]) + 1})
    parts = []
    for first, end in zip(steps, [*steps[1:], None], strict=True):
        own = looks & _within(waited, (first, end))
        parts.append(((first, end), [int((own & facts.placed).sum()), int((own & ~facts.placed).sum())]))
    spans = [((own[0][0], own[-1][1]), counts) for own, counts in merged_in_order(parts)]
    queue = _by_queue(facts, [looks & _within(waited, span) for span, _counts in spans])
    rows = [
        _Row(first, None if end is None else end - 1, placed, others, by_queue)
        for ((first, end), (placed, others)), by_queue in zip(spans, queue, strict=True)
    ]
    return rows[::-1]


def _within(waited: Values, span: tuple[int, int | None]) -> Bools:
    first, end = span
    return (waited >= first) & (waited < (np.inf if end is None else end))


def _by_queue(facts: PlanFacts, parts: list[Bools]) -> list[int | None]:
    """How many of each part the queue would place, None where a figure would tell of too few."""
    plan = next(plan for plan in facts.usual.plans if plan.name == _QUEUE)
    if plan.chosen is None:
        return [None] * len(parts)
    placed = facts.has_place(plan.chosen)
    counts = {str(at): int((own & placed).sum()) for at, own in enumerate(parts)}
    rest = {str(at): int((own & ~placed).sum()) for at, own in enumerate(parts)}
    out = suppressed_together((counts, rest))
    return [None if out else count for count in counts.values()]


def _draw(axes: Axes, rows: list[_Row]) -> None:
    at = np.arange(len(rows), dtype=float)
    own = [100 * row.placed / row.people for row in rows]
    queue = [0.0 if row.queue is None else 100 * row.queue / row.people for row in rows]
    has_queue = rows[0].queue is not None
    shift = 0.17 if has_queue else 0.0
    axes.barh(at - shift, own, height=0.34 if has_queue else 0.56, color=OWN, edgecolor=FAINT, linewidth=0.8)
    lying_axis(axes, [row.name for row in rows], _("per cent of those who have waited so long"))
    for here, row, share in zip(at, rows, own, strict=True):
        said = _("{placed} of {people}", placed=decimal(row.placed, 0), people=decimal(row.people, 0))
        axes.annotate(said, (share, here - shift), xytext=(5, 0), textcoords="offset points", va="center",
                      fontweight="bold")  # fmt: skip
    if has_queue:
        axes.barh(at + shift, queue, height=0.34, color=OTHER, edgecolor=FAINT, linewidth=0.8)
        for here, row, share in zip(at, rows, queue, strict=True):
            axes.annotate(str(row.queue), (share, here + shift), xytext=(5, 0), textcoords="offset points", va="center")
        key_above(axes, [(_("the proposals"), OWN, "bar"), (usual_name(_QUEUE), OTHER, "bar")])
    axes.margins(x=0.14)
