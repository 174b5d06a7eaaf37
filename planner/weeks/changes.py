"""What changed between two plans that lie in folders: nothing is solved, only what they say is held side by side."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from planner.folders import EarlierPlan
from planner.planning import by_change, by_employer, paired
from planner.schema.plan_tables import BY_EMPLOYER_COLUMNS, CHANGES, DIFF_COLUMNS

DIFF_PEOPLE, DIFF_EMPLOYERS = DIFF_COLUMNS, BY_EMPLOYER_COLUMNS
PAIR = ["jobseeker_id", "slot_id"]
COMPANION = "companion"
# Whose figures say what a place is worth: the second plan's, or the first's where the second has none.
OF_SECOND, OF_FIRST = "second", "first"


@dataclass(frozen=True)
class Difference:
    """What sets the second plan apart from the first.

    `people` has a row for each place that the first proposes, or that the second proposes: see `DIFF_COLUMNS`.
    `by_employer` has a row for each slot whose people change. `counts` are the rows of `people` by change, and
    `gain_of_moves` what the moves gain, of those that both values are known of.
    """

    first: EarlierPlan = field(repr=False)
    second: EarlierPlan = field(repr=False)
    people: pd.DataFrame = field(repr=False)
    by_employer: pd.DataFrame = field(repr=False)

    @property
    def counts(self) -> dict[str, int]:
        """The number of rows of each change."""
        counts = self.people["change"].value_counts()
        return {change: int(counts.get(change, 0)) for change in CHANGES}

    @property
    def gain_of_moves(self) -> float:
        """The sum of the differences of moves, in the unit of the second plan."""
        moved = self.people.loc[self.people["change"] == "moved", "difference"]
        return round(float(moved.astype(float).sum()), 9) + 0.0

    @property
    def by_figures_of_first(self) -> int:
        """How many moves are told by the first plan's figures, since the second has none of the earlier place."""
        of_first = (self.people["change"] == "moved") & (self.people["figures"] == OF_FIRST)
        return int(of_first.sum())

    @property
    def has_other_unit(self) -> bool:
        """Whether the two plans count in different units, so that their values cannot be compared."""
        return bool(self.first.file.get("unit") != self.second.file.get("unit"))


def difference(first: EarlierPlan, second: EarlierPlan) -> Difference:
    """Compare what two plans propose, person by person and employer by employer.

    A person whom the first proposes for a slot and whose placement there runs in the second is *kept*, with the status
    that it has by then. What a place of the first is worth is what the second says of that pair; where the second has
    no such candidate, it is the first's figure, and `figures` says so. Only figures of one unit are compared.
    """
    proposals = first.proposals
    before = proposals[[*PAIR, "employer_id", "employer", "programme_id", "value"]].assign(
        is_beside=_is_beside(proposals)
    )
    before["figures"] = OF_FIRST
    rows = second.rows[second.rows["slot_id"].notna()]
    names = [*PAIR, "status", "employer_id", "employer", "programme_id", "start_week", "value", "reason"]
    now = rows[names].assign(is_beside=_is_beside(rows), is_proposed=rows["status"] == "proposed")
    before = _by_second(before, second)
    table = paired(before, now)
    renamed = {f"{name}_id_{side}": f"{name}_{side}" for name in ("slot", "programme") for side in ("before", "now")}
    table = _completed(table.rename(columns=renamed), second)
    one = Difference(first, second, table, table)
    if one.has_other_unit:
        table["difference"] = None
    return Difference(first, second, table[list(DIFF_COLUMNS)], by_employer(table))


def _is_beside(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(rows["purpose"] == COMPANION, dtype=bool)


def _by_second(before: pd.DataFrame, second: EarlierPlan) -> pd.DataFrame:
    """The places of the first plan with what the second says each is worth, under its form or else its best one."""
    listed = second.candidates[[*PAIR, "programme_id", "value"]].rename(columns={"value": "value_second"})
    best = listed.groupby(PAIR)["value_second"].max().rename("best_second").reset_index()
    found = before.merge(listed, on=[*PAIR, "programme_id"], how="left").merge(best, on=PAIR, how="left")
    own = found["value_second"].fillna(found["best_second"])
    found["figures"] = np.where(own.notna(), OF_SECOND, OF_FIRST)
    found["value"] = own.fillna(found["value"])
    return found.drop(columns=["value_second", "best_second"])


def _completed(table: pd.DataFrame, second: EarlierPlan) -> pd.DataFrame:
    """With what each change gains, and the second plan's reason for what it proposes or leaves out."""
    gain = table["value_now"].astype(float) - table["value_before"].astype(float)
    table["difference"] = gain.round(9) + 0.0
    said = second.rows.drop_duplicates("jobseeker_id").set_index("jobseeker_id")["reason"]
    table["reason"] = _else_of(table, "reason", said)
    table["still_there"] = np.where(table["jobseeker_id"].isin(second.people), "yes", "no")
    table["status"] = _else_of(table, "status", _status(second))
    table = table.astype(object).where(table.notna(), None)
    # Whoever is in the second plan's tables no more may have protected identity by now, so nobody is named.
    table["jobseeker_id"] = table["jobseeker_id"].where(table["still_there"] == "yes", None)
    return by_change(table)


def _else_of(table: pd.DataFrame, column: str, of_person: pd.Series[str]) -> list[str | None]:
    """A column, where it is blank what holds of the person."""
    cells = zip(table[column].notna(), table[column], table["jobseeker_id"], strict=True)
    return [cell if is_stated else of_person.get(person) for is_stated, cell, person in cells]


def _status(plan: EarlierPlan) -> pd.Series[str]:
    """The status of people without a place; of somebody with several rows, that of the first."""
    rows = plan.rows.drop_duplicates("jobseeker_id").set_index("jobseeker_id")["status"]
    return rows[rows.isin(["held", "unplaced"])]
