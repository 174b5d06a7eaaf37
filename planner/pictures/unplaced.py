"""What became of everybody: who has a place already, whom no place may take, who lives too far, who was outbid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.candidates import GATE_NAMES
from planner.instance import is_main
from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, HATCH, OTHER, OWN, wrapped
from planner.pictures.picture import Picture
from planner.schema.arrays import Bools
from planner.studies import is_small
from planner.texts import N_, _, decimal, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The gates that are about the trip, and fall away for who lives nearer.
TRAVEL_GATES = ("last_bus", "travel")
_BLOCK = 500
_BAR = 0.34
_FLOW = "#9CCBE8"


@dataclass(frozen=True)
class _End:
    """Where some of the people end, how many they are, and whether a few of another end are among them."""

    key: str
    people: int
    has_others: bool = False

    @property
    def name(self) -> str:
        """What is said of them, after their number."""
        said = _(_NAMES[self.key])
        return _("{said}, with a few others", said=said) if self.has_others else said


_NAMES = {
    "busy": N_("have a place already, or an offer"),
    "no_place": N_("no place may take them: the law, what the place asks for, or hours and days"),
    "too_far": N_("a place would do, but the trip is too long"),
    "no_place_near": N_("no place may take them, or the trip is too long"),
    "outbid": N_("had a possible place that went to others, or met a limit"),
    "placed": N_("are proposed a place"),
}


def unplaced_picture(facts: PlanFacts) -> Picture | None:
    """The flow of everybody to where they end; None where there are too few people to tell of."""
    ends = _told(_ends(facts))
    if len(ends) < 2:  # noqa: PLR2004 - a flow has at least two ends
        return None
    everybody = sum(end.people for end in ends)
    count = {end.key: end.people for end in ends}
    look = everybody - count.get("busy", 0)
    table = pd.DataFrame(
        {
            _("Where people end"): [_capital(end.name) for end in ends],
            _("People"): [end.people for end in ends],
            _("Share of everybody"): [percent(end.people / everybody, 0) for end in ends],
        }
    )
    shown = "; ".join(f"{end.people} {end.name}" for end in ends)
    return Picture(
        "unplaced", _title(count, look), _("Of {number} people: {shown}.", number=decimal(everybody, 0), shown=shown),
        table, lambda axes: _draw(axes, ends), height=0.4 + 0.7 * len(ends), notes=(
            _(
                "Courses beside a place do not count as a place here. People with protected identity are placed by "
                "hand and not counted."
            ),
        ),
    )  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _title(count: dict[str, int], look: int) -> str:
    if "placed" not in count:
        return _("{look} people look for a place", look=decimal(look, 0))
    if "outbid" in count:
        return _(
            "{placed} of {look} people who look for a place are proposed one; {outbid} had a possible place "
            "that went to others or met a limit",
            placed=decimal(count["placed"], 0), look=decimal(look, 0), outbid=decimal(count["outbid"], 0),
        )  # fmt: skip
    return _("{placed} of {look} people who look for a place are proposed one", placed=decimal(count["placed"], 0),
             look=decimal(look, 0))  # fmt: skip


def _ends(facts: PlanFacts) -> list[_End]:
    """How many people end where, in the order in which they leave the flow."""
    placed, waits = facts.placed, facts.waits
    legal, near = _reach(facts)
    left = waits & ~placed
    counts = {
        "busy": ~waits & ~placed,
        "no_place": left & ~legal,
        "too_far": left & legal & ~near,
        "outbid": left & near,
        "placed": placed,
    }
    ends = [_End(key, int(own.sum())) for key, own in counts.items()]
    if any(is_small(end.people) for end in ends[1:3]):
        ends[1:3] = [_End("no_place_near", ends[1].people + ends[2].people)]
    return ends


def _reach(facts: PlanFacts) -> tuple[Bools, Bools]:
    """By person, whether some place would do but for the trip, and whether some place does."""
    instance = facts.instance
    main = instance.candidates[is_main(instance.candidates)]
    near = np.isin(np.arange(len(instance.people)), main["person"].to_numpy())
    legal = near.copy()
    travel = sum(1 << GATE_NAMES.index(name) for name in TRAVEL_GATES)
    is_main_offer = is_main(instance.offers)
    rest = np.flatnonzero(~near)
    for start in range(0, len(rest), _BLOCK):
        block = rest[start : start + _BLOCK]
        refused = instance.blocking_gates(block)
        if refused.size:
            legal[block] = ((refused[:, is_main_offer] & ~travel) == 0).any(axis=1)
    return legal, near


def _told(ends: list[_End]) -> list[_End]:
    """The ends with people; one with so few as may not be told joins the next, or else the one before, never the last.

    The last are those with a place, of whom so many are told elsewhere.
    """
    *others, placed = ends
    told: list[_End] = []
    carried = 0
    for end in others:
        number = end.people + carried
        if is_small(number):
            carried = number
        elif number:
            told.append(_End(end.key, number, has_others=carried > 0))
            carried = 0
    if carried:
        if not told:
            return []
        told[-1] = _End(told[-1].key, told[-1].people + carried, has_others=True)
    return [*told, placed] if placed.people else told


def _draw(axes: Axes, ends: list[_End]) -> None:
    """Everybody as a bar, which loses at each step those who end there; the rest flows on to the bar below."""
    axes.set_axis_off()
    left = everybody = sum(end.people for end in ends)
    axes.set_xlim(-0.01 * everybody, 1.72 * everybody)
    axes.set_ylim(len(ends) - 0.7, -0.5)
    axes.annotate(_("Everybody: {number}", number=decimal(everybody, 0)), (0, -0.27), fontweight="bold")
    for step, end in enumerate(ends):
        on, is_last = left - end.people, step == len(ends) - 1
        axes.barh(step, on, height=_BAR, color=_FLOW, edgecolor=FAINT, linewidth=0.8)
        axes.barh(step, end.people, left=on, height=_BAR, color=OWN if is_last else OTHER, edgecolor=FAINT,
                  hatch=None if is_last else HATCH, linewidth=0.8)  # fmt: skip
        said = wrapped(f"{decimal(end.people, 0)} {end.name}", 34)
        label = axes.annotate(said, (left, step), xytext=(7, 0), textcoords="offset points", va="center",
                              fontweight="bold" if is_last else "normal")  # fmt: skip
        label.set_in_layout(False)
        if not is_last:
            axes.fill_between([0, on], step + _BAR / 2, step + 1 - _BAR / 2, color=_FLOW, alpha=0.35, linewidth=0)
            if on > 0.2 * everybody:
                axes.annotate(decimal(on, 0), (on / 2, step), ha="center", va="center")
        left = on
