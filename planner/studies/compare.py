"""What-ifs: a week is planned twice, with one change, and compared: what changes, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from planner.inputs import scenario_files
from planner.instance import is_main
from planner.planning import Plan
from planner.schema.models import Benefit
from planner.schema.scenario import Scenario
from planner.solving import WarmStart
from planner.studies.benefit import FEWEST_EXITS
from planner.studies.futures import Futures, paired_futures
from planner.studies.measures import NO_SUMS, UNITS, measures, ordered

# How a person's place differs. The first three are for people in both plans, when the weeks are the same.
CHANGES = ("gains", "loses", "moves", "only_in_base", "only_in_what_if", "other_week")
# People who wait for a place that begins later than this will mostly not be those who wait for one now.
FAR_WEEKS = 12
GoalState = Literal["reached", "ended_early", "skipped"]


@dataclass(frozen=True)
class Comparison:
    """One what-if beside the base.

    `figures`: part (one of `PARTS`), name, measure (one of `MEASURES`), unit, base, what_if, difference, low, high; NaN
    where it cannot be known. If the people are not the same, part `people` has the figures of those in both scenarios,
    and of those in only one. Where futures were drawn, measures of those are means over them, and low and high the ends
    of the difference; these are blank for all else.
    `changes`: one row for each person whose proposed main place differs: jobseeker_id, change (one of `CHANGES`),
    base_slot, what_if_slot. `doubt` is the uplift that the gaps of the two plans' outcome goals leave open. A
    difference no larger than that may come from the search alone. `futures` are those of the two plans, plan 1 the
    what-if; with 0 draws where none were asked for.
    """

    base: Plan = field(repr=False)
    what_if: Plan = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    changes: pd.DataFrame = field(repr=False)
    doubt: float
    futures: Futures = field(repr=False)

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

    @property
    def people_apart(self) -> tuple[int, int]:
        """How many people are in the base alone and in the what-if alone."""
        one, other = (set(plan.instance.people["jobseeker_id"]) for plan in (self.base, self.what_if))
        return len(one - other), len(other - one)


def same_week(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios are the same but for their names, so that a plan of one is a plan of the other."""
    files = [dict(scenario_files(replace(scenario, name=""))) for scenario in (one, other)]
    return files[0] == files[1]


def starts_far_off(base: Scenario, changed: Scenario) -> bool:
    """Whether a change is about slots alone that start more than `FAR_WEEKS` weeks after the plan week.

    Looked at are the slots that are new or other than in the base; of none, nothing can be said.
    """
    before, after = (scenario.tables["slots"].set_index("slot_id") for scenario in (base, changed))
    told = [{str(key): repr(row) for key, *row in table.itertuples()} for table in (before, after)]
    other = [key for key, row in told[1].items() if told[0].get(key) != row]
    return bool(other) and bool((after.loc[other, "start_week"] > base.week + FAR_WEEKS).all())


def plan_alike(scenarios: Sequence[Scenario], plan_of: Callable[[Scenario, WarmStart | None], Plan]) -> list[Plan]:
    """Plan the base (the first) and its what-ifs, all with the base's seeds and limits, so that chance is the same.

    `plan_of` plans a scenario with a warm start. A what-if of the same data is not planned again.
    """
    base = plan_of(scenarios[0], None)
    return [base, *(plan_like(base, scenario, plan_of) for scenario in scenarios[1:])]


def plan_like(base: Plan, scenario: Scenario, plan_of: Callable[[Scenario, WarmStart | None], Plan]) -> Plan:
    """Plan a what-if with the seeds and limits of the base's plan, as `plan_alike` does."""
    first = base.instance.scenario
    alike = replace(scenario, solve=first.solve, lottery_seed=first.lottery_seed, draw=first.draw)
    if same_week(first, alike):
        return replace(base, file=base.file.model_copy(update={"scenario": scenario.name}))
    # A what-if differs little from the base, so the base's plan and prices are a good warm start.
    return plan_of(alike, base.solution.start)


class GoalEnd(NamedTuple):
    """How the search of one goal ended: within the gap asked for, before that, or not begun."""

    name: str
    state: GoalState


def goal_ends(plan: Plan) -> tuple[GoalEnd, ...]:
    """Which goals were reached and which were not, in their order."""
    asked = plan.instance.solve_settings.gap

    def state(gap: float | None) -> GoalState:
        return "skipped" if gap is None else ("reached" if gap <= asked else "ended_early")

    return tuple(GoalEnd(goal.name, state(goal.gap)) for goal in plan.file.goals)


def unfinished(plan: Plan) -> tuple[str, ...]:
    """The goals that were skipped, or ended further from their bound than the gap asked for."""
    return tuple(goal.name for goal in goal_ends(plan) if goal.state != "reached")


def compare(base: Plan, what_ifs: Sequence[Plan], benefit: Benefit, draws: int = 0) -> list[Comparison]:
    """Compare each what-if with the base. All must have been planned with the same seeds and limits.

    `benefit` says what work saves of income support (`planner.inputs.benefit_model`). With `draws`, all are held
    against each other in so many futures too.
    """
    futures = paired_futures([base, *what_ifs], draws)
    return [_compared(base, what_if, benefit, futures.pair(number)) for number, what_if in enumerate(what_ifs, 1)]


def _compared(base: Plan, what_if: Plan, benefit: Benefit, futures: Futures) -> Comparison:
    people = [set(plan.instance.people["jobseeker_id"]) for plan in (base, what_if)]
    shared = None if people[0] == people[1] else people[0] & people[1]
    is_promised = any(_has_promises(plan) for plan in (base, what_if))
    one, other = (measures(plan, benefit, shared, is_promised=is_promised) for plan in (base, what_if))
    doubt = gap_of(base) + gap_of(what_if)
    figures = _side_by_side(one, other, futures.differences(1))
    if futures.counts_people:  # Also where the plan counts weeks of regular work.
        figures.loc[figures["measure"] == "begun_uplift", "unit"] = "people"
    # Where the two count in different units, a gain has none.
    own = base.file.unit if base.file.unit == what_if.file.unit else ""
    figures["unit"] = figures["unit"].where(figures["unit"] != "", own)
    return Comparison(base, what_if, figures, place_changes(base, what_if), doubt, futures)


def gap_of(plan: Plan) -> float:
    """The uplift that the search of a plan's outcome left open: what is unproved, not what later goals spent."""
    return max(plan.file.bound - plan.file.best, 0.0)


def _has_promises(plan: Plan) -> bool:
    promised = plan.file.totals.promised
    return promised.accepted.people + promised.offered.people > 0


def _side_by_side(one: pd.DataFrame, other: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """Two tables of measures as one, with those of futures, in the order of parts, names and measures."""
    both = one.merge(
        other, on=["part", "name", "measure"], how="outer", suffixes=("_base", "_what_if"), indicator=True
    ).rename(columns={"value_base": "base", "value_what_if": "what_if"})
    adds_up = ~both["measure"].isin(NO_SUMS)
    # What one of the plans has nothing of is a sum of nothing there.
    for side, missing in (("base", "right_only"), ("what_if", "left_only")):
        both.loc[adds_up & (both["_merge"] == missing), side] = 0.0
    both["difference"] = (both["what_if"] - both["base"]).where(both["measure"] != "sek_per_exit")
    both = pd.concat([both.assign(low=np.nan, high=np.nan), _per_more_exit(both), drawn], ignore_index=True)
    both["unit"] = both["measure"].map(UNITS)
    return ordered(both[["part", "name", "measure", "unit", "base", "what_if", "difference", "low", "high"]])


def _per_more_exit(both: pd.DataFrame) -> pd.DataFrame:
    """What one exit more costs net, in all: the difference in net cost for each exit that the what-if adds."""
    more = both[both["part"] == "total"].set_index("measure")["difference"]
    exits = more.get("exits", np.nan)
    value = more["net_cost_sek"] / exits if exits >= FEWEST_EXITS else np.nan
    row = {"part": "total", "name": "all", "measure": "sek_per_more_exit", "base": np.nan, "what_if": value}
    return pd.DataFrame([{**row, "difference": np.nan}])


def _places(plan: Plan) -> dict[str, str]:
    table = plan.assignments
    offers = plan.instance.offers
    main = set(offers.loc[is_main(offers), "programme_id"])
    own = table[(table["status"] == "proposed") & table["programme_id"].isin(main)]
    return dict(zip(own["jobseeker_id"], own["slot_id"], strict=True))


def place_changes(base: Plan, what_if: Plan) -> pd.DataFrame:
    """A row for each person whose proposed main place differs: jobseeker_id, change, base_slot, what_if_slot."""
    people = [set(plan.instance.people["jobseeker_id"]) for plan in (base, what_if)]
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
