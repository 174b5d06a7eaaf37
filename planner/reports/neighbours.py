"""Neighbours in one pool on a plan's screen: what each municipality gives and gets."""

from __future__ import annotations

from planner.geography import GEOGRAPHY, municipality_name
from planner.inputs.models import shipped
from planner.planning import Plan
from planner.reports.layout import columns
from planner.schema.plan_neighbours import NeighboursPart
from planner.texts import N_, _, decimal

_RULE = {
    "pooled": N_("All places are open to all residents alike."),
    "first": N_("Own residents come first: no municipality's residents get less than they have at home."),
    "apart": N_("Each municipality keeps its places for its own residents."),
}


def neighbours_lines(plan: Plan) -> list[str]:
    """A row for each municipality, and whom places are open to; none where there is only one."""
    part = plan.file.neighbours
    if part is None:
        return []
    head: tuple[str, ...] = (
        _("Municipality"), _("people"), _("free places"), _("own at home"), _("own elsewhere"), _("neighbours here"),
        _("gain"),
    )  # fmt: skip
    is_first = part.at_home is not None
    digits = 2 if plan.instance.settings.group_measure == "uplift" else 0
    table = [(*head, _("get"), _("have at home")) if is_first else head]
    for one in part.municipalities:
        counts = (one.people, one.places, one.own_at_home, one.own_elsewhere, one.neighbours)
        row = (named_municipality(one.municipality) or "–", *map(str, counts), decimal(one.uplift, 2))
        floor = ("–" if figure is None else decimal(figure, digits) for figure in (one.gets, one.at_home))
        table.append((*row, *floor) if is_first else row)
    return ["", *columns(table, right=tuple(range(1, len(table[0])))), f"  {neighbours_rule(part)}"]


def named_municipality(code: str) -> str:
    """Name and code, for names are what people read and the tables have codes."""
    name = municipality_name(shipped() / GEOGRAPHY, code)
    return code if name == code else f"{name} ({code})"


def neighbours_rule(part: NeighboursPart) -> str:
    """To whom places are open, as a sentence."""
    return _(_RULE[part.own_residents])
