"""planner check: every fault of a scenario, and what is in it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from planner.cli.options import json_option, models_option, scenario_argument
from planner.cli.output import echo_json


@click.command("check")
@scenario_argument
@models_option
@json_option
def command(scenario: Path, models: Path | None, as_json: bool) -> None:
    """Read SCENARIO and report every fault in it; say what is in it where there is none.

    Pins are held against the gates as well. Nothing is written.
    """
    from planner.candidates import travel_data
    from planner.explanation import unverified_by_programme
    from planner.inputs import read
    from planner.instance import build
    from planner.planning import refuse_impossible_pins
    from planner.reports import travel_line

    found = read(scenario, models=models)
    instance = build(found)
    refuse_impossible_pins(instance)
    trips = travel_data(found)
    rows = {name: len(table) for name, table in found.tables.items() if len(table)}
    summary = {
        "scenario": found.name,
        "protected": found.protected,
        "rows": rows,
        "candidates": len(instance.candidates),
        "people_without_candidate": len(set(instance.found.without_candidate()) - set(instance.running["person"])),
        "refused_pairs": instance.found.refusals(),
        "travel": {**asdict(trips), "oldest": None if trips.oldest is None else trips.oldest.isoformat()},
        "unverified": {name: list(gates) for name, gates in unverified_by_programme(found).items()},
    }
    if as_json:
        echo_json(summary)
        return
    click.echo(f"{found.name}: no faults.")
    click.echo(", ".join(f"{count} {name}" for name, count in rows.items()))
    click.echo(
        f"Left out for protected identity: {found.protected}. Candidates: {len(instance.candidates)}. "
        f"Without a possible place, with no placement running: {summary['people_without_candidate']}."
    )
    refused = ", ".join(f"{name} {count}" for name, count in instance.found.refusals().items())
    click.echo(travel_line(trips, swedish=False))
    for name, gates in unverified_by_programme(found).items():
        click.echo(f"Not verified by anybody, of {name}: {', '.join(gates)} (planner rules says what)")
    click.echo(f"Pairs of person and slot by the first gate that refuses: {refused or 'none'}")
