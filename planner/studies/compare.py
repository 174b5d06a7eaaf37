"""What-ifs: a week is planned twice, with one change, and compared: what changes, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from planner.inputs import scenario_files
from planner.instance import is_main
from planner.planning import Plan, cost_by_line
from planner.schema.scenario import Scenario
from planner.solving import WarmStart

MEASURES = ("placed", "uplift", "cost_sek", "travel_minutes")
PARTS = ("total", "together", "people", "group", "programme", "funding")
IN_BOTH, IN_ONE = "in_both", "in_one"
# How a person's place differs. The first three are for people in both plans, when the weeks are the same.
CHANGES = ("gains", "loses", "moves", "only_in_base", "only_in_what_if", "other_week")


@dataclass(frozen=True)
class Comparison:
    """One what-if beside the base.

    `figures`: part (total, together, people, group, programme, funding), name, measure, base, what_if, difference.
    Where something is accepted or offered in either, `together` has the people and the uplift of that and the
    proposals. If the people are not the same, `people` has the figures of those in both scenarios, and of those in only
    one. `funding` has the cost on each budget line.
    `changes`: one row for each person whose proposed main place differs: jobseeker_id, change (one of `CHANGES`),
    base_slot, what_if_slot. `doubt` is the uplift that the gaps of the two plans' outcome goals leave open. A
    difference no larger than that may come from the search alone.
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
    def changes_nothing(self) -> bool:
        """Whether both were planned from the same data."""
        return same_week(self.base.instance.scenario, self.what_if.instance.scenario)

    @property
    def is_doubtful(self) -> bool:
        """Whether the difference is no larger than what the gaps leave open; two proved plans leave nothing open."""
        return self.doubt > 0 and abs(self.difference) <= self.doubt and not self.changes_nothing

    @property
    def has_other_week(self) -> bool:
        """Whether the two plans are of different weeks."""
        return self.base.file.week != self.what_if.file.week


def same_week(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios are the same but for their names, so that a plan of one is a plan of the other."""
    files = [dict(scenario_files(replace(scenario, name=""))) for scenario in (one, other)]
    return files[0] == files[1]


def plan_alike(scenarios: Sequence[Scenario], plan_of: Callable[[Scenario, WarmStart | None], Plan]) -> list[Plan]:
    """Plan the base (the first) and its what-ifs, all with the base's seeds and limits, so that chance is the same.

    `plan_of` plans a scenario with a warm start. A what-if of the same data is not planned again.
    """
    base = scenarios[0]
    plans = [plan_of(base, None)]
    for scenario in scenarios[1:]:
        alike = replace(scenario, solve=base.solve, lottery_seed=base.lottery_seed, draw=base.draw)
        if same_week(base, alike):
            renamed = plans[0].file.model_copy(update={"scenario": scenario.name})
            plans.append(replace(plans[0], file=renamed))
        else:
            # A what-if differs little from the base, so the base's plan and prices are a good warm start.
            plans.append(plan_of(alike, plans[0].solution.start))
    return plans


def unfinished(plan: Plan) -> tuple[str, ...]:
    """The goals that were skipped, or ended further from their bound than the gap asked for."""
    asked = plan.instance.solve_settings.gap
    return tuple(goal.name for goal in plan.file.goals if goal.gap is None or goal.gap > asked)


def compare(base: Plan, what_ifs: Sequence[Plan]) -> list[Comparison]:
    """Compare each what-if with the base. All must have been planned with the same seeds and limits."""
    return [_compared(base, what_if) for what_if in what_ifs]


def _compared(base: Plan, what_if: Plan) -> Comparison:
    people = [set(plan.instance.people["jobseeker_id"]) for plan in (base, what_if)]
    shared = None if people[0] == people[1] else people[0] & people[1]
    is_promised = any(_has_promises(plan) for plan in (base, what_if))
    one, other = (_figures(plan, shared, is_promised=is_promised) for plan in (base, what_if))
    both = one.merge(other, on=["part", "name", "measure"], how="outer", suffixes=("_base", "_what_if"), sort=True)
    both = both.rename(columns={"value_base": "base", "value_what_if": "what_if"}).fillna({"base": 0.0, "what_if": 0.0})
    both["difference"] = both["what_if"] - both["base"]
    order = {part: number for number, part in enumerate(PARTS)}
    both = both.sort_values(["part", "name", "measure"], key=lambda c: c.map(order) if c.name == "part" else c)
    doubt = sum(max(plan.file.bound - plan.file.best, 0.0) for plan in (base, what_if))
    return Comparison(base, what_if, both.reset_index(drop=True), _changes(base, what_if, people), doubt)


def _has_promises(plan: Plan) -> bool:
    promised = plan.file.totals.promised
    return promised.accepted.people + promised.offered.people > 0


def _figures(plan: Plan, shared: set[str] | None, *, is_promised: bool) -> pd.DataFrame:
    """The measures of every part of a plan; `shared` are the people of both, None where they are the same."""
    instance = plan.instance
    rows = instance.candidates.loc[plan.solution.chosen]
    parts = [("total", "all", rows)]
    if shared is not None:
        is_shared = instance.people["jobseeker_id"].isin(shared).to_numpy()[rows["person"].to_numpy()]
        parts += [("people", IN_BOTH, rows[is_shared]), ("people", IN_ONE, rows[~is_shared])]
    for name, member in instance.groups.items():
        parts.append(("group", name, rows[member[rows["person"].to_numpy()]]))
    parts += [("programme", str(name), own) for name, own in rows.groupby("programme_id")]
    records = []
    for part, name, own in parts:
        main = own[is_main(own)]
        placed = main["person"].nunique() if part != "programme" else own["person"].nunique()
        amounts = (placed, own["value"].sum(), own["cost"].sum(), own["minutes"].sum())
        records += [(part, name, measure, float(v)) for measure, v in zip(MEASURES, amounts, strict=True)]
    if is_promised:
        both = plan.file.totals.together
        records += [("together", "all", "placed", float(both.placed)), ("together", "all", "uplift", both.uplift)]
    by_line = cost_by_line(instance, plan.solution.chosen)
    records += [("funding", str(name), "cost_sek", float(cost)) for name, cost in by_line.items()]
    return pd.DataFrame(records, columns=["part", "name", "measure", "value"])


def _places(plan: Plan) -> dict[str, str]:
    table = plan.assignments
    offers = plan.instance.offers
    main = set(offers.loc[is_main(offers), "programme_id"])
    own = table[(table["status"] == "proposed") & table["programme_id"].isin(main)]
    return dict(zip(own["jobseeker_id"], own["slot_id"], strict=True))


def _changes(base: Plan, what_if: Plan, people: Sequence[set[str]]) -> pd.DataFrame:
    one, other = _places(base), _places(what_if)
    is_other_week = base.file.week != what_if.file.week
    records = []
    for person in sorted({*one, *other}):
        before, after = one.get(person), other.get(person)
        if before == after:
            continue
        if person not in people[1]:
            change = "only_in_base"
        elif person not in people[0]:
            change = "only_in_what_if"
        elif is_other_week:
            change = "other_week"
        else:
            change = "gains" if before is None else ("loses" if after is None else "moves")
        records.append((person, change, before, after))
    return pd.DataFrame(records, columns=["jobseeker_id", "change", "base_slot", "what_if_slot"])
