"""The parameters of the search: every share and threshold that a study may vary, with unit, bounds and source.

`[solve.parameters]` in scenario.toml sets them. Tolerances of arithmetic are none of them: they stand where they are
used, since a plan would be wrong with others.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from planner.schema.closed import Closed

COUNTING = "study 2026-11-22_counting_places"
PRICES = "study 2026-11-22_prices"
LATER = "benchmarks, 2026-11-30: all goals at 3,000 people"
FIRST_PLAN = "study 2026-11-30_first_plan"
UNTESTED = "untested"

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
PositiveShare = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=10**9)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]
Rate = Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
Factor = Annotated[float, Field(ge=1, le=1_000, allow_inf_nan=False)]


def _of(default: float, unit: str, source: str, description: str) -> Any:  # noqa: ANN401 - pydantic's Field is Any too
    return Field(default=default, description=description, json_schema_extra={"unit": unit, "source": source})


class SolverParameters(Closed):
    """`[solve.parameters]`: how the search shares out its budget, and how much each method is given."""

    # The budget
    goals_share: PositiveShare = _of(
        0.95,
        "share of the time limit",
        UNTESTED,
        "for all goals; the rest is for prices. On the clock alone: counted prices are beside the limit",
    )
    first_goal_share: PositiveShare = _of(
        0.6, "share of the goals' time", UNTESTED, "for the first goal; the others and each hand-back share the rest"
    )
    most_of_rest: PositiveShare = _of(
        0.5, "share of the goals' time left", LATER, "that a later goal or hand-back may use. On the clock alone"
    )
    enough_gap: Share = _of(
        0.001, "relative gap", LATER, "at which a later goal that has used its even share leaves the rest. On the clock"
    )
    prices_share: Share = _of(0.05, "share of the time limit", PRICES, "for the prices of limits")
    gains_share: Share = _of(0.2, "share of the time then left", PRICES, "for the gains of places")
    relaxation_share: PositiveShare = _of(0.6, "share of a goal's time", UNTESTED, "that the relaxation may use")
    together_share: PositiveShare = _of(
        0.2, "share of a goal's time", UNTESTED, "for all components together, before each by itself"
    )
    coupled_bound_share: Share = _of(
        0.3, "share of a goal's time", UNTESTED, "for the bound from components that a few rows couple"
    )
    coupled_first_share: Share = _of(
        0.25, "share of that", UNTESTED, "that the first coupled component may use on the clock"
    )
    turn_share: PositiveShare = _of(
        0.25, "share of a goal's time", UNTESTED, "of one turn of CP-SAT or HiGHS where work is counted"
    )
    raising_share: Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)] = _of(
        0.25, "share of its time", UNTESTED, "to raise one lowest share of a group; the proof gets the rest"
    )
    # Counted work
    highs_iterations_per_second: Rate = _of(
        3_000, "simplex iterations", "measured on two shared cores", "that count as a second of HiGHS on a MIP"
    )
    lp_iterations_per_second: Rate = _of(
        8_000, "simplex iterations", "measured on two shared cores", "that count as a second of HiGHS on an LP"
    )
    demands_seconds: Seconds = _of(
        10, "counted seconds", UNTESTED, "for whether pins and minimums can hold, before any goal"
    )
    most_placeable_seconds: Seconds = _of(
        2, "counted seconds", UNTESTED, "for the most people of a group that can be placed, or what it could have alone"
    )
    clash_seconds: Seconds = _of(20, "seconds", UNTESTED, "for why pins and minimums cannot hold, and ways out")
    # Restricted MIPs and neighbourhoods
    cp_sat_columns: Count = _of(3_000, "columns", COUNTING, "of CP-SAT's first restricted MIP, or as many as people")
    highs_columns: Count = _of(9_000, "columns", COUNTING, "of HiGHS's first restricted MIP, or as many as people")
    highs_columns_per_person: Count = _of(
        3, "columns a person", UNTESTED, "of HiGHS's first restricted MIP, where that is fewer than highs_columns"
    )
    alone_seconds: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] = _of(
        0.5, "seconds", UNTESTED, "that HiGHS searches alone where CP-SAT could have all columns. On the clock alone"
    )
    widening: Factor = _of(2.5, "times the columns", COUNTING, "of a restricted MIP that was searched to the end")
    most_cp_sat_columns: Count = _of(
        15_000, "columns", COUNTING, "above which CP-SAT searches neighbourhoods of the incumbent instead"
    )
    neighbourhood_columns: Count = _of(400, "columns", FIRST_PLAN, "of the first neighbourhood of each kind")
    neighbourhood_seconds: Seconds = _of(1.5, "seconds or counted seconds", FIRST_PLAN, "that one may be searched for")
    vain_neighbourhoods: Count = _of(3, "neighbourhoods", UNTESTED, "without anything better before larger ones")
    columns_of_free_person: Count = _of(8, "columns a person", UNTESTED, "who is free in the neighbourhood of a limit")
    unused_share: PositiveShare = _of(
        0.25,
        "share of a neighbourhood's columns",
        FIRST_PLAN,
        "that the incumbent does not use: their people may move. Every other time twice that",
    )
    continuous_from_columns: Count = _of(
        15_000,
        "columns",
        COUNTING,
        "from which HiGHS gets the columns of a network as continuous ones, as it does in small and counted searches",
    )
    restart_share: Share = _of(0.05, "share of the gap", UNTESTED, "that a plan of HiGHS's closes when CP-SAT restarts")
    undisturbed_seconds: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] = _of(
        2, "seconds", UNTESTED, "that CP-SAT first runs before it may be restarted"
    )
    highs_restart_share: Share = _of(
        0.3, "share of the gap", FIRST_PLAN, "that others close when HiGHS is given fewer columns anew. On the clock"
    )
    highs_undisturbed_seconds: Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)] = _of(
        7, "seconds", FIRST_PLAN, "that HiGHS first runs before that"
    )
    # The relaxation
    first_columns_per_person: Rate = _of(2.5, "columns a person", COUNTING, "of the first restricted LP")
    new_columns_per_person: Count = _of(3, "columns a person", COUNTING, "that are added at once for the goal")
    serving_columns_per_person: Count = _of(6, "columns a person", UNTESTED, "that are added at once for a demand")
    lp_rounds: Count = _of(60, "rounds", UNTESTED, "of column and row generation, at most")
    cuts_share: Share = _of(0.2, "share of what the relaxation leaves", UNTESTED, "that cutting planes may use")
    cut_rounds: Annotated[int, Field(ge=0, le=10**6)] = _of(12, "rounds", UNTESTED, "of cutting planes, at most")
    cut_candidates: Count = _of(
        60, "tableau rows", UNTESTED, "that are rounded in a round, beside those of auxiliary variables"
    )
    cuts_per_round: Count = _of(200, "cuts", UNTESTED, "that are added in a round, at most")
    cut_violation: Rate = _of(0.001, "of the cut's unit", UNTESTED, "by which a cut must be broken, at least")
    # Decomposition
    priced_from_columns: Count = _of(
        2_000_000, "columns", UNTESTED, "from which components are solved one by one, at prices of the rows they share"
    )
    priced_share: PositiveShare = _of(
        0.4, "share of what the relaxation leaves", UNTESTED, "that planning at these prices may use"
    )
    priced_rounds: Annotated[int, Field(ge=1, le=1_000)] = _of(
        6, "rounds", UNTESTED, "of improvements of such a plan, at most"
    )
    largest_component_share: Share = _of(
        0.75, "share of the columns", UNTESTED, "that no component may exceed where a MIP is decomposed"
    )
    least_component_columns: Count = _of(200, "columns", UNTESTED, "below which components are put together")
    most_coupling_rows: Annotated[int, Field(ge=0, le=10**6)] = _of(
        64, "rows", UNTESTED, "that may couple components, at most"
    )
    coupling_rows_share: Share = _of(0.05, "share of the rows", UNTESTED, "that may couple components, at most")
    # Marginal values
    num_gains: Annotated[int, Field(ge=0, le=10**6)] = _of(
        20, "places", PRICES, "whose gain is sought, those of the highest prices"
    )
    gain_slack: Rate = _of(1.5, "times the gap", PRICES, "within which a plan with one more place is sought first")
    # A week solved again
    neighbours: Count = _of(100, "people of each kind", UNTESTED, "that are free to move where a large week is changed")


def parameter_rows() -> list[str]:
    """The parameters as lines of a table in Markdown, as docs/solving.md has them."""
    rows = ["| parameter | default | unit | what it is | from |", "|---|---|---|---|---|"]
    for name, field in SolverParameters.model_fields.items():
        extra = field.json_schema_extra
        assert isinstance(extra, dict)  # noqa: S101 - each is declared by _of
        default = f"{field.default:,.10g}"
        rows.append(f"| `{name}` | {default} | {extra['unit']} | {field.description} | {extra['source']} |")
    return rows
