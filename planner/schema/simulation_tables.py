"""The columns of the tables that a simulation gives: by way of planning, by world, by week and by month."""

from __future__ import annotations

from collections.abc import Sequence

from planner.schema.plan_column import PlanColumn

PLANS_UNIT = "the plan's unit"
SCENARIO = PlanColumn("scenario", "what people call the scenario", "text")
_POLICY = PlanColumn(
    "policy",
    "usual, longest_wait_to_best, best_first, nothing_held, greedy, potentials or hindsight (docs/simulation.md)",
    "code",
)
_SEED = PlanColumn("seed", "which drawn world, from 1", "whole number")
_GAINS = PlanColumn("value", "gains of all placements that began", "number", PLANS_UNIT)
_SPENT = PlanColumn("cost_sek", "cost of the placements that began", "number", "SEK")
_SIMULATED = (
    _GAINS,
    PlanColumn("hindsight", "value of the policy hindsight in the same world", "number", PLANS_UNIT),
    PlanColumn("ratio", "value divided by it", "number", "share"),
    PlanColumn("placed", "people who began a placement", "number", "people"),
    PlanColumn("waiting_mean", "weeks that those who could get some place waited, on average", "number", "weeks"),
    PlanColumn("waiting_max", "the longest of these waits", "number", "weeks"),
    _SPENT,
    PlanColumn("seconds_per_week", "time that a week took to plan", "number", "seconds"),
)
_APART = tuple(
    column for column in _SIMULATED if column.name in {"value", "placed", "waiting_mean", "waiting_max", "cost_sek"}
)


def _with_ends(columns: Sequence[PlanColumn], of: str) -> tuple[PlanColumn, ...]:
    """Each column, with the ends of its 95 percent interval behind it; blank where there is none."""
    ends = ("low", "high")
    return tuple(
        one
        for column in columns
        for one in (
            PlanColumn(column.name, f"{of}{column.what}", "number", column.unit),
            *(PlanColumn(f"{column.name}_{end}", f"{end} end of it", "number", column.unit) for end in ends),
        )
    )


SIMULATED_TABLE = (
    _POLICY,
    *_with_ends(_SIMULATED, "mean over worlds: "),
    PlanColumn("closed", "share of the distance from greedy to hindsight that it closes", "number", "share"),
)
RUNS_TABLE = (_POLICY, _SEED, *_SIMULATED)
_OF_WEEK = (
    PlanColumn("week", "which week", "week"),
    PlanColumn("proposed", "people with a proposal", "whole number", "people"),
    PlanColumn("declined", "those of them who said no", "whole number", "people"),
    PlanColumn("never_began", "those who said yes and never began", "whole number", "people"),
    PlanColumn("began", "those who began", "whole number", "people"),
    _GAINS,
    _SPENT,
    PlanColumn("waiting", "people who wait at its end", "whole number", "people"),
    PlanColumn("perished", "places that somebody could have had, that nobody got, and that cannot be planned any more; "
               "not those taken back", "whole number", "places"),
)  # fmt: skip
SIMULATED_WEEKS_TABLE = (_POLICY, _SEED, *_OF_WEEK)
_OF_MONTH = (
    PlanColumn("month", "which month; a week counts in that of its Monday", "text"),
    PlanColumn("funding_id", "the budget line that pays", "id"),
    PlanColumn("placed", "people whose placement it pays for, planned in that month and begun", "whole number",
               "people"),
    PlanColumn("cost_sek", "what these placements take of it in all their weeks", "number", "SEK"),
)  # fmt: skip
SIMULATED_MONEY_TABLE = (_POLICY, _SEED, *_OF_MONTH)
APART_TABLE = (
    _POLICY,
    PlanColumn("against", "the policy that it is held against", "code"),
    *_with_ends(_APART, "mean difference over worlds: "),
)
_OF_SCENARIO = (
    PlanColumn("number", "which scenario, in the order in which they were given; 0 is the base", "whole number"),
    SCENARIO,
    _POLICY,
)
_PAIRED = (*_APART, _SIMULATED[-1])
PAIRED_RUNS_TABLE = (*_OF_SCENARIO, _SEED, *_PAIRED)
PAIRED_WEEKS_TABLE = (*_OF_SCENARIO, _SEED, *_OF_WEEK)
PAIRED_MONEY_TABLE = (*_OF_SCENARIO, _SEED, *_OF_MONTH)
PAIRED_APART_TABLE = (
    *_OF_SCENARIO,
    *_with_ends(_APART, "what it has more than the base in the same world, mean over worlds: "),
)
