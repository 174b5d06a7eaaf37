"""What the pictures of a plan are drawn from, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from planner.formulation import Chosen
from planner.instance import is_main
from planner.planning import Reopened, Usual, placed_people, usual_practice
from planner.questions import ENDS, at_end, has_judged_effects
from planner.schema.arrays import Bools
from planner.studies import RecordFigures


class PlanFacts:
    """A plan opened again, and what follows from it.

    `rows` are its proposals as rows of `candidates`, `main` those of purpose main; `record` has the sums and counts
    that may be handed out.
    """

    def __init__(self, opened: Reopened) -> None:
        self.opened, self.instance = opened, opened.instance
        self.file: dict[str, Any] = opened.file
        self.rows = opened.instance.candidates.loc[opened.chosen]
        self.main = self.rows[is_main(self.rows)]
        self.record = RecordFigures(opened)

    @property
    def unit(self) -> str:
        """What the gain counts: people, weeks, points or table."""
        return str(self.file["unit"])

    @cached_property
    def totals(self) -> dict[str, Any]:
        """The sums over everybody, None where left out."""
        return self.record.totals()

    @cached_property
    def placed(self) -> Bools:
        """By person, whether the plan gives them a main place."""
        return self.has_place(self.opened.chosen)

    @cached_property
    def waits(self) -> Bools:
        """By person, whether no placement runs for them and none is promised or held."""
        rows = self.opened.earlier.rows
        busy = set(rows.loc[rows["status"].isin(("kept", "held")), "jobseeker_id"])
        return ~self.instance.people["jobseeker_id"].isin(busy).to_numpy()

    @cached_property
    def usual(self) -> Usual:
        """Usual practice, planned anew."""
        return usual_practice(self.instance)

    def has_place(self, chosen: Chosen) -> Bools:
        """By person, whether some candidates give them a main place."""
        instance = self.instance
        return np.isin(np.arange(len(instance.people)), placed_people(instance, chosen))

    @cached_property
    def ends(self) -> tuple[pd.Series[float], pd.Series[float]] | None:
        """By candidate, its value if every judged effect were at its low or its high end; None where none is judged."""
        if self.unit != "people" or not has_judged_effects(self.instance.scenario):
            return None
        low, high = (at_end(self.instance, end).candidates["value"] for end in ENDS)
        return low, high

    @cached_property
    def slots(self) -> pd.DataFrame:
        """By slot, as the plan's folder has it: slot_id, employer_id, filled, free, price_lp and gain, NaN unknown."""
        table = self.opened.slots
        numbers = {
            name: pd.to_numeric(table[name].astype("str").str.replace(",", "."), errors="coerce")
            for name in ("filled", "free", "price_lp", "gain")
        }
        return table[["slot_id", "employer_id"]].assign(**numbers)

    def range_of(self, chosen: Chosen) -> tuple[float, float] | None:
        """What some candidates gain with every judged effect at its low and at its high end."""
        if self.ends is None:
            return None
        low, high = (float(values.to_numpy()[chosen].sum()) for values in self.ends)
        return low, high
