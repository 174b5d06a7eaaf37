"""What came of a simulation as tables: by policy, by policy and world, by week, and what sets policies apart."""

from __future__ import annotations

import pandas as pd

from planner.schema.weeks import month_label, week_label
from planner.studies.intervals import Estimate
from planner.studies.simulation.simulate import MEASURES, Simulated

# What policies are held apart by.
APART = ("value", "placed", "waiting_mean", "waiting_max", "cost_sek")
OF_WEEKS = ("proposed", "declined", "never_began", "began", "value", "cost_sek", "waiting", "perished")


def policies_table(simulated: Simulated) -> pd.DataFrame:
    """A row for each policy: the mean over worlds of each measure, with its ends, and the share `closed`."""
    rows = [
        {"policy": name, **ends_of({one: simulated.estimate(name, one) for one in MEASURES}),
         "closed": simulated.closed(name)}
        for name in simulated.request.policies
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["policy", *columns_with_ends(MEASURES), "closed"])


def runs_table(simulated: Simulated) -> pd.DataFrame:
    """A row for each policy and world (seed): each measure."""
    request = simulated.request
    by_policy = [
        pd.DataFrame({"policy": name, "seed": range(1, request.seeds + 1)}
                     | {measure: simulated.measured(name, measure) for measure in MEASURES})
        for name in request.policies
    ]  # fmt: skip
    return pd.concat(by_policy, ignore_index=True)


def weeks_table(simulated: Simulated) -> pd.DataFrame:
    """A row for each policy, world (seed) and week: what was proposed and came of it, and who waits at its end."""
    rows = [
        {"policy": name, "seed": seed, **row, "week": week_label(row["week"])}
        for name in simulated.request.policies
        for seed in range(1, simulated.request.seeds + 1)
        for row in simulated.runs[seed, name]["weeks"]
    ]
    return pd.DataFrame(rows, columns=["policy", "seed", "week", *OF_WEEKS])


def money_table(simulated: Simulated) -> pd.DataFrame:
    """A row for each policy, world (seed), month and budget line that paid for something planned in it.

    Of these placements, those that began: how many (`placed`), and what they take of the line in all (`cost_sek`).
    """
    keys = ["policy", "seed", "month", "funding_id"]
    rows = [
        {"policy": name, "seed": seed, "month": month_label(row["week"]), **row}
        for name in simulated.request.policies
        for seed in range(1, simulated.request.seeds + 1)
        for row in simulated.runs[seed, name]["paid"]
    ]
    table = pd.DataFrame(rows, columns=[*keys, "placed", "cost_sek"])
    return table.groupby(keys, sort=False).sum().reset_index()


def differences_table(simulated: Simulated) -> pd.DataFrame:
    """A row for each policy and each one `against` it, before it in the list: the mean difference, with its ends."""
    policies = simulated.request.policies
    rows = [
        {"policy": name, "against": other, **ends_of({one: simulated.difference(name, other, one) for one in APART})}
        for at, name in enumerate(policies)
        for other in policies[:at]
    ]
    return pd.DataFrame(rows, columns=["policy", "against", *columns_with_ends(APART)])


def columns_with_ends(measures: tuple[str, ...]) -> list[str]:
    """The measures, each with the two ends of its interval behind it."""
    return [f"{measure}{end}" for measure in measures for end in ("", "_low", "_high")]


def ends_of(estimates: dict[str, Estimate]) -> dict[str, float | None]:
    """What stands in these columns, by column."""
    ends = ((name, (one.value, one.low, one.high)) for name, one in estimates.items())
    return {f"{name}{end}": value for name, own in ends for end, value in zip(("", "_low", "_high"), own, strict=True)}
