"""Money: what places cost the municipality, and budget lines that nearly suffice."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.schema.choices import BEGUN
from planner.schema.working_time import FULL_TIME_HOURS, WORKING_DAYS_PER_MONTH, WORKING_DAYS_PER_WEEK
from planner.synthesis.law import Law
from planner.synthesis.programmes import FORMS

FREE_COVERED_SHARE = 0.75  # of what all free places cost


def week_cost(law: Law, gross: pd.Series, hours: pd.Series, programme: pd.Series) -> npt.NDArray[np.float64]:
    """Return net cost in SEK a person and week: wage and fees less subsidy; 0 for forms that no budget line pays."""
    pay = pd.to_numeric(gross, errors="coerce").fillna(0).to_numpy(dtype=float)
    rules = {form.programme_id: form.rule for form in FORMS.values() if form.funding_id}
    share, cap, fees = (
        programme.map({programme_id: figure(rule) for programme_id, rule in rules.items()}).to_numpy(dtype=float)
        for figure in (law.state_share, law.subsidy_cap, law.employer_fees)
    )
    full_time = (pay - np.minimum(pay, cap) * share) * (1 + fees)
    month = np.nan_to_num(np.maximum(full_time * hours.to_numpy(dtype=float) / FULL_TIME_HOURS, 0))
    return np.asarray(month / WORKING_DAYS_PER_MONTH * WORKING_DAYS_PER_WEEK, dtype=float)


def seat_cost(law: Law, seats: pd.DataFrame, slots: pd.DataFrame) -> pd.Series:
    """Return what seats cost from their start to their end, in SEK, summed by programme_id."""
    held = seats.merge(slots, on="slot_id")
    weeks = (held["to"] - held["from"] + 1).to_numpy(dtype=float)
    cost = week_cost(law, held["gross"], held["hours"], held["programme_id"]) * weeks
    return pd.Series(cost, index=held.index).groupby(held["programme_id"]).sum()


def budgets(law: Law, claimed: pd.DataFrame, slots: pd.DataFrame, *, week_from: str, week_to: str) -> pd.DataFrame:
    """Return the table `funding`, cells as text: one line for each that FORMS names.

    Each line has three quarters of what all free places under its first form would cost.

    claimed: seats of `promises.claims`. committed_sek holds running placements; what is left covers offers and pins.
    """
    is_running = claimed["state"].isin(BEGUN)
    running, promised = seat_cost(law, claimed[is_running], slots), seat_cost(law, claimed[~is_running], slots)
    free = slots[(slots["status"] == "open") & (slots["free"] > 0)]
    rows = []
    for line in dict.fromkeys(form.funding_id for form in FORMS.values() if form.funding_id):
        owned = [form.programme_id for form in FORMS.values() if form.funding_id == line]
        first = owned[0]
        offered = free[[first in cell.split("|") for cell in free["programme_ids"]]]
        week = week_cost(law, offered["gross"], offered["hours"], pd.Series(first, index=offered.index))
        wanted = float((week * offered["weeks"] * offered["free"]).sum()) * FREE_COVERED_SHARE
        committed = float(sum(running.get(form, 0.0) for form in owned))
        wanted = max(wanted, float(sum(promised.get(form, 0.0) for form in owned)) * 1.01)
        rows.append((line, _round(committed + wanted), _round(committed), week_from, week_to, "synthetic"))
    columns = ["funding_id", "budget_sek", "committed_sek", "from_week", "to_week", "source"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _round(sek: float) -> str:
    """Return SEK to the nearest thousand, as a budget line is written."""
    return str(1000 * round(sek / 1000))
