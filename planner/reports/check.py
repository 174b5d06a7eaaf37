"""What `planner check` says, as text and as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from planner.errors import report_lines
from planner.planning import Checked
from planner.reports.travel import travel_line


def check_screen(checked: Checked) -> str:
    """The warnings, then what is in the scenario."""
    name, count = checked.scenario.name, len(checked.warnings)
    refused = ", ".join(f"{gate} {number}" for gate, number in checked.instance.eligibility.refusals().items())
    told = f" {count} warning{'s' if count != 1 else ''}." if count else ""
    return "\n".join(
        [
            *report_lines(checked.warnings),
            f"{name}: no faults.{told}",
            ", ".join(f"{number} {table}" for table, number in checked.rows.items()),
            _counts(checked),
            travel_line(checked.trips, swedish=False),
            *(
                f"Not verified by anybody, of {programme}: {', '.join(gates)} (planner rules says what)"
                for programme, gates in checked.unverified.items()
            ),
            f"Pairs of person and slot by the first gate that refuses: {refused or 'none'}",
        ]
    )


def _counts(checked: Checked) -> str:
    return (
        f"Left out for protected identity: {checked.scenario.protected}. "
        f"Candidates: {len(checked.instance.candidates)}. "
        f"Without a possible place, with no placement running: {checked.people_without_candidate}."
    )


def check_summary(checked: Checked) -> dict[str, Any]:
    """What is in the scenario, for programs."""
    trips = checked.trips
    return {
        "scenario": checked.scenario.name,
        "protected": checked.scenario.protected,
        "rows": checked.rows,
        "candidates": len(checked.instance.candidates),
        "people_without_candidate": checked.people_without_candidate,
        "refused_pairs": checked.instance.eligibility.refusals(),
        "travel": {**asdict(trips), "oldest": None if trips.oldest is None else trips.oldest.isoformat()},
        "unverified": {name: list(gates) for name, gates in checked.unverified.items()},
    }
