"""Neighbours in one pool: by municipality who gets places at home, who elsewhere, and who comes from a neighbour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, HATCH, OTHER, OWN, SECOND, key_above, lying_axis
from planner.pictures.picture import Picture
from planner.reports import named_municipality, neighbours_rule
from planner.schema.plan_neighbours import MunicipalityPart, NeighboursPart
from planner.studies import suppressed_together
from planner.texts import _, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def neighbours_picture(facts: PlanFacts) -> Picture | None:
    """Municipalities side by side; None where there is one alone, or fewer than two may be told of."""
    if facts.file.get("neighbours") is None:
        return None
    part = NeighboursPart.model_validate(facts.file["neighbours"])
    told = _told(part.municipalities)
    if len(told) < 2:  # noqa: PLR2004 - one compares nothing
        return None
    table = pd.DataFrame(
        {
            _("Municipality"): [_name(one) for one in told],
            _("People"): [one.people for one in told],
            _("Free places"): [one.places for one in told],
            _("Residents with a place at home"): [one.own_at_home for one in told],
            _("Residents with a neighbour's place"): [one.own_elsewhere for one in told],
            _("Neighbours with its places"): [one.neighbours for one in told],
        }
    )
    if part.at_home is not None:
        table[_("Its residents get")] = pd.array([one.gets for one in told], dtype="Float64")
        table[_("They have at home")] = pd.array([one.at_home for one in told], dtype="Float64")
    away = sum(one.own_elsewhere for one in told)
    placed = away + sum(one.own_at_home for one in told)
    title = ngettext(
        "{away} of {placed} person proposed a place goes to a neighbour's",
        "{away} of {placed} people proposed a place go to a neighbour's",
        placed,
        away=away,
        placed=placed,
    )
    shown = "; ".join(
        _("{name}: {home} at home, {away} at a neighbour's, {come} from neighbours", name=_name(one),
          home=one.own_at_home, away=one.own_elsewhere, come=one.neighbours) for one in told
    )  # fmt: skip
    notes = [neighbours_rule(part)]
    if left_out := len(part.municipalities) - len(told):
        notes.append(ngettext("{number} municipality is left out: a count of it is about few people.",
                              "{number} municipalities are left out: a count of them is about few people.",
                              left_out))  # fmt: skip
    return Picture(
        "neighbours", title, _("Bars of people with a place: {shown}.", shown=shown), table,
        lambda axes: _draw(axes, told), height=0.95 + 0.75 * len(told), notes=tuple(notes),
        digits={_("Its residents get"): 2, _("They have at home"): 2},
    )  # fmt: skip


def _name(one: MunicipalityPart) -> str:
    return named_municipality(one.municipality) or _("no municipality")


def _told(parts: tuple[MunicipalityPart, ...]) -> list[MunicipalityPart]:
    """The municipalities of which no count, and nothing that is left of one, is about one to four people."""
    counts = [
        {one.municipality: one.own_at_home for one in parts},
        {one.municipality: one.own_elsewhere for one in parts},
        {one.municipality: one.neighbours for one in parts},
        {one.municipality: one.people - one.own_at_home - one.own_elsewhere for one in parts},
    ]
    out = suppressed_together(counts)
    return [one for one in parts if one.municipality not in out]


def _draw(axes: Axes, told: list[MunicipalityPart]) -> None:
    """Two bars of each: where its residents go, and who comes to its places."""
    at = np.arange(len(told), dtype=float)
    home, away, come = ([getattr(one, name) for one in told] for name in ("own_at_home", "own_elsewhere", "neighbours"))
    own, other = at - 0.19, at + 0.19
    for here, more, colour, hatch in ((own, away, SECOND, HATCH), (other, come, OTHER, "")):
        axes.barh(here, home, color=OWN, edgecolor=FAINT, height=0.34, linewidth=0.8)
        axes.barh(here, more, left=home, color=colour, hatch=hatch, edgecolor=FAINT, height=0.34, linewidth=0.8)
        for level, stays, moves in zip(here, home, more, strict=True):
            said = _("{home} + {more}", home=stays, more=moves)
            axes.annotate(said, (stays + moves, level), xytext=(5, 0), textcoords="offset points", va="center")
    lying_axis(axes, [_name(one) for one in told], _("people with a place"))
    axes.margins(x=0.14)
    key_above(axes, [(_("at home"), OWN, "bar"), (_("residents at a neighbour's"), SECOND, "hatch"),
                     (_("neighbours here"), OTHER, "bar")])  # fmt: skip
