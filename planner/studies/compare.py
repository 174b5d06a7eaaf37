"""The what-if in its first form: the same week planned twice, and what changes for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from planner.planning import Plan

MEASURES = ("placed", "uplift", "cost_sek", "travel_minutes")


@dataclass(frozen=True)
class Comparison:
    """One what-if held against the base.

    `figures`: part (total, group, programme), name, measure, base, what_if, difference. `changes`: one row for each
    person whose proposed main place differs: jobseeker_id, change (gains, loses, moves), base_slot, what_if_slot.
    `doubt` is the part of the uplift that the two plans' gaps leave open; a smaller difference may be chance.
    """

    base: Plan = field(repr=False)
    what_if: Plan = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    doubt: float

    @property
    def difference(self) -> float:
        """Uplift of the what-if less that of the base."""
        return self.what_if.file.totals.uplift - self.base.file.totals.uplift

    @property
    def is_doubtful(self) -> bool:
        """Whether the difference is no larger than what the gaps leave open; two proved plans leave nothing open."""
        return self.doubt > 0 and abs(self.difference) <= self.doubt


def compare(base: Plan, what_ifs: Sequence[Plan]) -> list[Comparison]:
    """Hold each what-if against the base. Both must have been planned with the same seeds and limits."""
    return [_compared(base, what_if) for what_if in what_ifs]


def _compared(base: Plan, what_if: Plan) -> Comparison:
    one, other = _figures(base), _figures(what_if)
    both = one.merge(other, on=["part", "name", "measure"], how="outer", suffixes=("_base", "_what_if"), sort=True)
    both = both.rename(columns={"value_base": "base", "value_what_if": "what_if"}).fillna({"base": 0.0, "what_if": 0.0})
    both["difference"] = both["what_if"] - both["base"]
    order = {part: number for number, part in enumerate(("total", "group", "programme"))}
    both = both.sort_values(["part", "name", "measure"], key=lambda c: c.map(order) if c.name == "part" else c)
    # The bound speaks of the outcome before later goals spent some of it, so what they spent is open as well.
    doubt = sum(max(plan.file.bound - plan.file.value, 0.0) for plan in (base, what_if))
    return Comparison(base, what_if, both.reset_index(drop=True), _changes(base, what_if), doubt)


def _figures(plan: Plan) -> pd.DataFrame:
    instance = plan.instance
    rows = instance.candidates.loc[plan.solution.chosen]
    parts = [("total", "all", rows)]
    for name, member in instance.groups.items():
        parts.append(("group", name, rows[member[rows["person"].to_numpy()]]))
    parts += [("programme", str(name), own) for name, own in rows.groupby("programme_id")]
    records = []
    for part, name, own in parts:
        main = own[own["purpose"] == "main"]
        placed = main["person"].nunique() if part != "programme" else own["person"].nunique()
        amounts = (placed, own["value"].sum(), own["cost"].sum(), own["minutes"].sum())
        records += [(part, name, measure, float(v)) for measure, v in zip(MEASURES, amounts, strict=True)]
    return pd.DataFrame(records, columns=["part", "name", "measure", "value"])


def _places(plan: Plan) -> dict[str, str]:
    table = plan.assignments
    main = {
        programme
        for programme, purpose in zip(
            plan.instance.found.offers["programme_id"], plan.instance.found.offers["purpose"], strict=True
        )
        if purpose == "main"
    }
    own = table[(table["status"] == "proposed") & table["programme_id"].isin(main)]
    return dict(zip(own["jobseeker_id"], own["slot_id"], strict=True))


def _changes(base: Plan, what_if: Plan) -> pd.DataFrame:
    one, other = _places(base), _places(what_if)
    records = []
    for person in sorted({*one, *other}):
        before, after = one.get(person), other.get(person)
        if before == after:
            continue
        change = "gains" if before is None else ("loses" if after is None else "moves")
        records.append((person, change, before, after))
    return pd.DataFrame(records, columns=["jobseeker_id", "change", "base_slot", "what_if_slot"])
