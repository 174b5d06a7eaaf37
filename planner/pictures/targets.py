"""Targets by date: how much of each is reached, promised and proposed, beside what its path asks for by now."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, FLOOR, OTHER, OWN, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.reports import COUNTS, amount, target_name
from planner.schema.plan_targets import TargetPart
from planner.studies import is_small
from planner.texts import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def targets_picture(facts: PlanFacts) -> Picture | None:
    """Targets side by side; None where there is none, or nothing may be told of any."""
    parts = [TargetPart.model_validate(part) for part in facts.file.get("targets", ())]
    told = _told(parts)
    if not told:
        return None
    table = pd.DataFrame(
        {
            _("Target"): [target_name(part) for part in told],
            _("Counts"): [_(COUNTS[part.counts]) for part in told],
            _("By"): [part.to_week for part in told],
            _("The whole target"): [part.target for part in told],
            _("Due by now"): [part.due for part in told],
            _("Reached, promised and proposed"): [_have(part) for part in told],
            _("A week from now on"): pd.array([part.per_week for part in told], dtype="Float64"),
        }
    )
    behind = [part for part in told if part.gap > 0]
    title = ngettext(
        "{name} is behind its path, with what is proposed", "{number} targets are behind their paths, with what is "
        "proposed", len(behind), name=target_name(behind[0]),
    ) if behind else _("Every target is on its path, with what is proposed")  # fmt: skip
    shown = "; ".join(
        _("{name}: {have} of {due} due by now, {target} in all", name=target_name(part), have=amount(_have(part)),
          due=amount(part.due), target=amount(part.target)) for part in told
    )  # fmt: skip
    left_out = len(parts) - len(told)
    notes = [_("Proposals count as if everybody accepts.")]
    if left_out:
        notes.append(ngettext("{number} target is left out: it is about few people, or says something of few.",
                              "{number} targets are left out: they are about few people, or say something of few.",
                              left_out))  # fmt: skip
    return Picture(
        "targets", title, _("Bars of what is reached, promised and proposed: {shown}.", shown=shown), table,
        lambda axes: _draw(axes, told), height=0.95 + 0.55 * len(told), notes=tuple(notes),
        digits={_("Due by now"): 1, _("Reached, promised and proposed"): 1, _("A week from now on"): 1},
    )  # fmt: skip


def _have(part: TargetPart) -> float:
    return part.reached + part.promised + part.adds


def _told(parts: list[TargetPart]) -> list[TargetPart]:
    """The targets whose count is of nobody or of enough people, and lies so near to no other that it tells of few.

    Places are no people. Of two counts of the same kind and weeks one may be a part of the other.
    """
    told: list[TargetPart] = []
    for part in sorted(parts, key=lambda one: (one.parts is None, -_have(one))):
        near = [_have(one) - _have(part) for one in told
                if (one.counts, one.from_week, one.to_week) == (part.counts, part.from_week, part.to_week)]  # fmt: skip
        counts = [math.ceil(abs(number)) for number in (_have(part), *near)]
        if part.counts == "places" or not any(map(is_small, counts)):
            told.append(part)
    return [part for part in parts if part in told]


def _draw(axes: Axes, told: list[TargetPart]) -> None:
    """Bars as shares of each whole target, so that a small one can be read beside a large one."""
    at = np.arange(len(told), dtype=float)
    whole = [max(part.target, 1e-9) for part in told]
    shares = [100 * _have(part) / one for part, one in zip(told, whole, strict=True)]
    axes.barh(at, [100.0] * len(told), color="white", edgecolor=OTHER, height=0.5, linewidth=0.8)
    axes.barh(at, shares, color=OWN, edgecolor=FAINT, height=0.5, linewidth=0.8)
    lying_axis(axes, [target_name(part) for part in told], _("percent of the target"))
    for here, part, share, one in zip(at, told, shares, whole, strict=True):
        due = 100 * part.due / one
        axes.plot([due] * 2, [here - 0.36, here + 0.36], color=FLOOR, linewidth=2.6)
        said = _("{have} of {target}", have=amount(_have(part)), target=amount(part.target))
        axes.annotate(said, (max(share, 100.0), here), xytext=(6, 0), textcoords="offset points", va="center")
    axes.margins(x=0.18)
    key_above(axes, [(_("reached, promised and proposed"), OWN, "bar"), (_("due by now"), FLOOR, "line")])
