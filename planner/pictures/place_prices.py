"""Where one more place is worth most: what it would bring the week, place by place, and never as a sum."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, HATCH, OWN, lying_axis
from planner.pictures.picture import Picture
from planner.pictures.words import gain_unit
from planner.texts import _, decimal, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# So many rungs of the ladder are drawn; the table of the plan's folder (slots.csv) has all.
MOST_SHOWN = 12
DIGITS = 3


def place_prices_picture(facts: PlanFacts) -> Picture | None:
    """One more place at each workplace, the most worth first; None where no place has a price."""
    if facts.totals["uplift"] is None:
        return None
    prices = _prices(facts)
    if prices.empty:
        return None
    unit = gain_unit(facts.file)
    heading = _("One more place brings: {unit}", unit=unit)
    table = pd.DataFrame(
        {
            _("Place"): prices["name"].to_numpy(),
            heading: prices["gain"].to_numpy(),
            _("How it is known"): [_("solved again") if exact else _("about") for exact in prices["is_exact"]],
        }
    )
    shown = "; ".join(
        f"{name}: {decimal(float(gain), DIGITS)}" for name, gain in zip(prices["name"], prices["gain"], strict=True)
    )
    return Picture(
        "place_prices", _title(prices, unit), _("Bars of what one more place brings: {shown}.", shown=shown), table,
        lambda axes: _draw(axes, prices, unit), height=0.7 + 0.42 * len(prices), digits={heading: DIGITS}, notes=(
            _(
                "Each figure holds while all else stays as it is, for one more place and no other. They must not be "
                "added together: one more place may take the people whom another would have had."
            ),
            _(
                "Money and supervisors can be short as well. They are counted otherwise, so they are not in this "
                "picture."
            ),
        ),
    )  # fmt: skip


def _title(prices: pd.DataFrame, unit: str) -> str:
    gain = float(prices["gain"].iloc[0])
    alike = int((prices["gain"].round(DIGITS) == round(gain, DIGITS)).sum())
    told = {"place": str(prices["name"].iloc[0]), "gain": decimal(gain, DIGITS), "unit": unit}
    if alike == 1:
        return _("One more place is worth most at {place}: {gain} {unit}", **told)
    return ngettext(
        "One more place is worth most at {number} place, such as {place}: {gain} {unit}",
        "One more place is worth most at {number} places, such as {place}: {gain} {unit}",
        alike, **told,
    )  # fmt: skip


def _prices(facts: PlanFacts) -> pd.DataFrame:
    """Places by name with the greatest gain of one more: name, gain, is_exact; the most worth first."""
    slots, instance = facts.slots, facts.instance
    names = dict(zip(instance.slots["slot_id"], _names(facts), strict=True))
    table = pd.DataFrame(
        {
            "name": slots["slot_id"].map(names),
            "gain": slots["gain"].fillna(slots["price_lp"]),
            "is_exact": slots["gain"].notna(),
        },
    )
    table = table[table["gain"].round(DIGITS) > 0]
    table = table.sort_values(["gain", "is_exact", "name"], ascending=[False, False, True], kind="stable")
    return table.drop_duplicates("name").head(MOST_SHOWN).reset_index(drop=True)


def _names(facts: PlanFacts) -> list[str]:
    """Each slot as its employer and the occupation there."""
    instance = facts.instance
    employers = instance.employers["name"].astype("str").to_numpy()[instance.employer_of_slots()]
    occupations = [instance.occupation_of(at) for at in range(len(instance.slots))]
    return [
        _("{employer}: {occupation}", employer=employer, occupation=occupation.lower()) if occupation else str(employer)
        for employer, occupation in zip(employers, occupations, strict=True)
    ]


def _draw(axes: Axes, prices: pd.DataFrame, unit: str) -> None:
    at = np.arange(len(prices))
    for here, gain, exact in zip(at, prices["gain"], prices["is_exact"], strict=True):
        axes.barh(here, gain, color=OWN if exact else "white", hatch=None if exact else HATCH, edgecolor=FAINT,
                  height=0.62, linewidth=0.8)  # fmt: skip
        said = decimal(float(gain), DIGITS) if exact else _("about {gain}", gain=decimal(float(gain), DIGITS))
        axes.annotate(said, (gain, here), xytext=(5, 0), textcoords="offset points", va="center")
    lying_axis(axes, [str(name) for name in prices["name"]], unit, width=44)
    axes.margins(x=0.15)
