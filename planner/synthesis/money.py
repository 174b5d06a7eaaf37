"""Money: what places cost the municipality, and budget lines that nearly suffice."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.programmes import FORMS

FEES = 1.3142  # employer's fees on gross pay
DAYS_PER_MONTH, DAYS_PER_WEEK = 21.67, 5
SUBSIDY_CAP_SEK = 20_000
FREE_COVERED_SHARE = 0.75
STATE_SHARES = {form.programme_id: form.state_share for form in FORMS.values() if form.funding_id}


def week_cost(gross: pd.Series, hours: pd.Series, programme: pd.Series) -> npt.NDArray[np.float64]:
    """Return net cost in SEK a person and week: wage and fees less subsidy; 0 for forms that cost nothing."""
    pay = pd.to_numeric(gross, errors="coerce").fillna(0).to_numpy(dtype=float)
    share = programme.map(STATE_SHARES).to_numpy(dtype=float)
    month = (pay - np.minimum(pay, SUBSIDY_CAP_SEK) * share) * FEES * hours.to_numpy(dtype=float) / 40
    return np.asarray(np.nan_to_num(np.maximum(month, 0)) / DAYS_PER_MONTH * DAYS_PER_WEEK, dtype=float)


def seat_cost(seats: pd.DataFrame, slots: pd.DataFrame) -> pd.Series:
    """Return what seats cost from their start to their end, in SEK, summed by programme_id."""
    held = seats.merge(slots, on="slot_id")
    weeks = (held["to"] - held["from"] + 1).to_numpy(dtype=float)
    cost = week_cost(held["gross"], held["hours"], held["programme_id"]) * weeks
    return pd.Series(cost, index=held.index).groupby(held["programme_id"]).sum()


def budgets(claimed: pd.DataFrame, slots: pd.DataFrame, week_from: str, week_to: str) -> pd.DataFrame:
    """Return the table `funding`, cells as text: one line for each that FORMS names.

    Each has three quarters of what all free places under its first form ask.

    claimed: seats of `promises.claims`. committed_sek holds running placements; what is left covers offers and pins.
    """
    is_running = claimed["state"].isin(["started", "accepted"])
    running, promised = seat_cost(claimed[is_running], slots), seat_cost(claimed[~is_running], slots)
    free = slots[(slots["status"] == "open") & (slots["free"] > 0)]
    rows = []
    for line in dict.fromkeys(form.funding_id for form in FORMS.values() if form.funding_id):
        owned = [form.programme_id for form in FORMS.values() if form.funding_id == line]
        first = owned[0]
        offered = free[[first in cell.split("|") for cell in free["programme_ids"]]]
        each = week_cost(offered["gross"], offered["hours"], pd.Series(first, index=offered.index)) * offered["weeks"]
        wanted = float((each * offered["free"]).sum()) * FREE_COVERED_SHARE
        committed = float(sum(running.get(form, 0.0) for form in owned))
        wanted = max(wanted, float(sum(promised.get(form, 0.0) for form in owned)) * 1.01)
        rows.append((line, _round(committed + wanted), _round(committed), week_from, week_to, "synthetic"))
    columns = ["funding_id", "budget_sek", "committed_sek", "from_week", "to_week", "source"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _round(sek: float) -> str:
    """Return SEK to the nearest thousand, as a budget line is written."""
    return str(1000 * round(sek / 1000))
