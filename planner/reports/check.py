"""What `planner check` found, as text and as one JSON object."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from planner.errors import report_lines
from planner.planning import Checked
from planner.reports.travel import travel_line


def check_screen(found: Checked) -> str:
    """The warnings, then what is in the scenario."""
    name, count = found.scenario.name, len(found.warnings)
    refused = ", ".join(f"{gate} {number}" for gate, number in found.instance.eligibility.refusals().items())
    told = f" {count} warning{'s' if count != 1 else ''}." if count else ""
    return "\n".join(
        [
            *report_lines(found.warnings),
            f"{name}: no faults.{told}",
            ", ".join(f"{number} {table}" for table, number in found.rows.items()),
            _counts(found),
            travel_line(found.trips, swedish=False),
            *(
                f"Not verified by anybody, of {programme}: {', '.join(gates)} (planner rules says what)"
                for programme, gates in found.unverified.items()
            ),
            f"Pairs of person and slot by the first gate that refuses: {refused or 'none'}",
        ]
    )


def _counts(found: Checked) -> str:
    return (
        f"Left out for protected identity: {found.scenario.protected}. Candidates: {len(found.instance.candidates)}. "
        f"Without a possible place, with no placement running: {found.people_without_candidate}."
    )


def check_summary(found: Checked) -> dict[str, Any]:
    """What is in the scenario, for programs."""
    trips = found.trips
    return {
        "scenario": found.scenario.name,
        "protected": found.scenario.protected,
        "rows": found.rows,
        "candidates": len(found.instance.candidates),
        "people_without_candidate": found.people_without_candidate,
        "refused_pairs": found.instance.eligibility.refusals(),
        "travel": {**asdict(trips), "oldest": None if trips.oldest is None else trips.oldest.isoformat()},
        "unverified": {name: list(gates) for name, gates in found.unverified.items()},
    }
