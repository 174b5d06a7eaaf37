"""Open slots still to start whose employer has not said for a long time that the place is still there."""

from __future__ import annotations

import numpy as np
import pandas as pd

from planner.errors import Fault, given
from planner.inputs.cells import FROM_FILE
from planner.inputs.cross_table import CrossTable
from planner.schema.weeks import week_monday
from planner.texts import _, ngettext


def warn_of_unconfirmed(across: CrossTable, week: int | None, weeks: int) -> None:
    """Warn of slots confirmed more than so many weeks before the plan week, and once of blanks beside stated days."""
    slots = across.tables["slots"].reset_index(drop=True)
    slots = slots[slots["status"] == "open"]
    if week is None:
        return
    starts = slots["start_week"].to_numpy(dtype=float, na_value=np.nan)
    ahead = slots[np.isnan(starts) | (starts >= week)]
    day = ahead["confirmed_on"]
    old = ahead.index[(day < pd.Timestamp(week_monday(week - weeks))).to_numpy()]
    across.warn("slots", "confirmed-long-ago", old, "confirmed_on",
                ngettext("is more than {number} week before the plan week",
                         "is more than {number} weeks before the plan week", weeks),
                _("Ask the employer whether the place is still there, and write the day."))  # fmt: skip
    blank = ahead[day.isna()]
    # Whoever leaves the whole column blank does not use it; whoever uses it wants to know which slots were forgotten.
    if blank.empty or len(blank) == len(ahead):
        return
    file = str(blank[FROM_FILE].iloc[0])
    what = ngettext(
        "is blank at {number} open slot that is still to start, {slot}",
        "is blank at {number} open slots that are still to start, the first of them {slot}",
        len(blank),
        slot=given(blank["slot_id"].iloc[0]),
    )
    column = across.shown.get(file, {}).get("confirmed_on", "confirmed_on")
    cure = _("Write the day on which the employer last confirmed the place.")
    across.faults.warn(Fault("never-confirmed", file, None, column, None, what, cure))
