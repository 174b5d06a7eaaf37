"""How long a counted run will take, by a plain rule, so that it can be said before it starts."""

from __future__ import annotations

from planner.instance import Instance
from planner.solving.lexicographic import num_searches

# What is counted is the work of the solvers. Beside it each search scales rows, builds restricted MIPs and has HiGHS
# presolve them, which takes about a second for so many columns (measured in benchmarks/studies/2026-11-30_calm).
COLUMNS_PER_SECOND = 20_000


def expected_seconds(instance: Instance) -> float:
    """The seconds that a counted run of an instance takes at most, about, on a computer with nothing else to do.

        limit x (1 + share for prices + share for gains) + searches x columns / COLUMNS_PER_SECOND

    There is a search for each goal and each hand-back. A search that ends by proof takes less.
    """
    limits, settings = instance.solve_settings, instance.settings
    counted = 1 + limits.parameters.prices_share + limits.parameters.gains_share
    return limits.time_limit_seconds * counted + num_searches(settings) * len(instance.columns) / COLUMNS_PER_SECOND
