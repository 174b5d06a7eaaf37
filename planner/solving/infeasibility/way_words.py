"""The words for ways out of a clash: each change as something that a planner can write into a cell."""

from __future__ import annotations

from functools import reduce

from planner.errors import Change, WayOut
from planner.solving.infeasibility.cells import Cells
from planner.solving.infeasibility.ways_out import FoundWay, Moved
from planner.texts import N_, NN_, _, decimal, ngettext

# The change of a number, by the column of its cell: of amounts that may have decimals, and of counts.
_AMOUNTS = {
    "capacity": N_("{amount} more capacity of supervisor {owner}: {after} in place of {before} ({where})"),
    "budget_sek": N_("{amount} SEK more on {owner}: {after} in place of {before} ({where})"),
}
_COUNTS = {
    "places": NN_(
        "{number} more place at {owner}: {after} in place of {before} ({where})",
        "{number} more places at {owner}: {after} in place of {before} ({where})",
    ),
    "max_people": NN_(
        "room for {number} more person at employer {owner}: {after} in place of {before} ({where})",
        "room for {number} more people at employer {owner}: {after} in place of {before} ({where})",
    ),
    "approaches_per_month": NN_(
        "{number} more person a month whom employer {owner} is asked to meet: {after} in place of {before} ({where})",
        "{number} more people a month whom employer {owner} is asked to meet: {after} in place of {before} ({where})",
    ),
    "starts_per_week": NN_(
        "{number} more start a week for caseworker {owner}: {after} in place of {before} ({where})",
        "{number} more starts a week for caseworker {owner}: {after} in place of {before} ({where})",
    ),
    "seats": NN_(
        "{number} more seat in module {owner}: {after} in place of {before} ({where})",
        "{number} more seats in module {owner}: {after} in place of {before} ({where})",
    ),
}


def figure(value: float) -> str:
    """A figure with no more than four decimals, and no zeros at its end."""
    return decimal(value, 4, trim=True)


def and_also(first: str, second: str) -> str:
    """Two parts of a sentence in one."""
    return _("{first}, and {second}", first=first, second=second)


def way_out(way: FoundWay, cells: Cells) -> WayOut:
    """A way out with its cells and words."""
    changes = tuple(_change(moved, cells) for moved in way.changes)
    said = reduce(and_also, [change.text for change in changes])
    if not way.is_least:
        said = _("{way} (perhaps less is enough; time ran out)", way=said)
    return WayOut(changes, round(way.steps, 9), way.is_least, f"{said[0].upper()}{said[1:]}.")


def _change(moved: Moved, cells: Cells) -> Change:
    lever = moved.lever
    cell = cells.of_lever(lever.kind, lever.owner)
    before = cell.value
    after = None if before is None else round(before + (-moved.amount if _lowers(lever.kind) else moved.amount), 2)
    text = _said(lever.kind, lever.owner, moved.amount, (before, after), cell.place)
    return Change(lever.kind, cell.file, cell.row, cell.column, before, after, text)


def _lowers(kind: str) -> bool:
    return kind in {"group_minimum", "min_places"}


def _said(
    kind: str, owner: tuple[str, ...], amount: float, values: tuple[float | None, float | None], where: str
) -> str:
    if kind == "pin":
        return _("remove the pin of {person} to {slot} ({where})", person=owner[0], slot=owner[1], where=where)
    if kind == "forbid":
        return _("remove the forbid of {person} at {slot} ({where})", person=owner[0], slot=owner[1], where=where)
    before, after = (figure(value or 0.0) for value in values)
    if kind == "group_minimum":
        said = N_("lower the minimum of group {owner} from {before} to {after} ({where})")
        return _(said, owner=owner[0], before=before, after=after, where=where)
    if kind == "min_places":
        said = N_("let {owner} start with {after} in place of {before} ({where})")
        return _(said, owner=owner[0], before=before, after=after, where=where)
    named = {"owner": owner[0], "before": before, "after": after, "where": where}
    if kind in _AMOUNTS:
        return _(_AMOUNTS[kind], amount=figure(amount), **named)
    one, several = _COUNTS[kind]
    return ngettext(one, several, round(amount), **named)
