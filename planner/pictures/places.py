"""Places offered this week by department and kind of employer: how many the plan fills and how many stay empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from planner.pictures.facts import PlanFacts
from planner.pictures.paper import FAINT, HATCH, OWN, lying_axis
from planner.pictures.picture import Picture
from planner.studies import suppressed
from planner.texts import N_, _, decimal, ngettext

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SECTORS = {
    "municipal_company": N_("Companies of the municipality"),
    "private": N_("Private companies"),
    "association": N_("Associations and foundations"),
    "education": N_("Education"),
}
DEPARTMENT = "department"


def places_picture(facts: PlanFacts) -> Picture | None:
    """Places offered, filled and empty; None where nothing is offered, or too few are filled to tell of any."""
    table = _told(_by_department(facts))
    if table is None:
        return None
    filled, empty = int(table["filled"].sum()), int(table["empty"].sum())
    title = _("{filled} of {offered} places offered are filled by proposals and offers", filled=decimal(filled, 0),
              offered=decimal(filled + empty, 0))  # fmt: skip
    if empty:
        title += " – " + ngettext("{number} stays empty", "{number} stay empty", empty)
    shown = pd.DataFrame(
        {
            _("Department or kind of employer"): table.index,
            _("Offered"): (table["filled"] + table["empty"]).to_numpy(),
            _("Filled"): table["filled"].to_numpy(),
            _("Empty"): table["empty"].to_numpy(),
        }
    )
    rows = "; ".join(f"{name}: {row['filled']} + {row['empty']}" for name, row in table.iterrows())
    return Picture(
        "places", title, _("Bars of places filled + empty: {rows}.", rows=rows), shown,
        lambda axes: _draw(axes, table), height=0.7 + 0.42 * len(table), notes=(
            _(
                "Counted are places that are open this week and not already taken. Units of a department are added "
                "together, and so are employers with fewer than five people proposed. Courses beside a place are "
                "counted too."
            ),
        ),
    )  # fmt: skip


def _by_department(facts: PlanFacts) -> pd.DataFrame:
    """Places filled and empty by department (its name up to the first comma) or kind of employer."""
    slots = facts.slots
    employers = facts.instance.employers.set_index("employer_id")
    named = employers["name"].astype("str").str.split(",").str[0].str.strip()
    kinds = employers["sector"].astype("str").map({key: _(said) for key, said in _SECTORS.items()})
    # An employer of no stated kind stands by itself, as a department does.
    label = named.where(employers["sector"].isna() | (employers["sector"].astype("str") == DEPARTMENT), kinds)
    own = pd.DataFrame(
        {
            "label": label.reindex(slots["employer_id"]).to_numpy(),
            "filled": slots["filled"].to_numpy(dtype=np.int64),
            "empty": slots["free"].to_numpy(dtype=np.int64),
        }
    )
    return own.groupby("label")[["filled", "empty"]].sum()


def _told(sums: pd.DataFrame) -> pd.DataFrame | None:
    """The rows that may be told, the rest as one row; None where not even that may be."""
    sums = sums[(sums["filled"] + sums["empty"]) > 0]
    counts = {str(name): int(count) for name, count in sums["filled"].items()}
    out = suppressed(counts)
    merged = sums.loc[sorted(out)].sum()
    if sums.empty or (out and sum(counts[name] for name in out) in range(1, 5)):
        return None
    own = sums.drop(index=sorted(out)).sort_values(["filled", "empty"], ascending=False, kind="stable")
    if out:
        own.loc[_("Others together")] = merged
    return own


def _draw(axes: Axes, table: pd.DataFrame) -> None:
    at = np.arange(len(table))
    filled, empty = table["filled"].to_numpy(), table["empty"].to_numpy()
    axes.barh(at, filled, color=OWN, edgecolor=FAINT, height=0.62, linewidth=0.8, label=_("filled"))
    axes.barh(at, empty, left=filled, color="white", edgecolor=FAINT, hatch=HATCH, height=0.62, linewidth=0.8,
              label=_("empty"))  # fmt: skip
    lying_axis(axes, [str(name) for name in table.index], _("places"))
    for here, (taken, left) in enumerate(zip(filled, empty, strict=True)):
        said = _("{filled} filled, {empty} empty", filled=taken, empty=left) if left else str(taken)
        axes.annotate(said, (taken + left, here), xytext=(5, 0), textcoords="offset points", va="center")
    axes.margins(x=0.22)
