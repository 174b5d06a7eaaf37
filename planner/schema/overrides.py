"""Options of a command or of Python as the keys of scenario.toml that they override."""

from __future__ import annotations

from typing import Any

# So many futures are drawn at most; beyond, an interval gains no digit that anybody reads.
MOST_DRAWS = 100_000


def overrides(  # noqa: PLR0913 - one for each option
    *,
    time_limit: float | None = None,
    gap: float | None = None,
    seed: int | None = None,
    workers: int | None = None,
    max_seconds: float | None = None,
    dialect: str | None = None,
    headings: str | None = None,
) -> dict[str, Any]:
    """The keys of scenario.toml that options override; those not given leave the scenario's own."""
    solve = {"time_limit_seconds": time_limit, "gap": gap, "seed": seed, "workers": workers}
    solve["max_seconds"] = max_seconds
    stated = {key: value for key, value in solve.items() if value is not None}
    result: dict[str, Any] = {"solve": stated} if stated else {}
    settings = {"dialect": dialect, "headings": headings}
    if chosen := {key: value for key, value in settings.items() if value is not None}:
        result["settings"] = chosen
    return result
