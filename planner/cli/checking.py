"""What `planner check` does: looks a scenario through and says what it found, as text or as JSON in every case."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_outcome
from planner.errors import InputFaults
from planner.planning import check
from planner.reports import check_screen, check_summary


def check_and_say(scenario: Path, models: Path | None, *, is_strict: bool, set_aside: bool, as_json: bool) -> int:
    """Check a scenario; the exit code. Faults are raised, unless they are to be JSON."""
    try:
        checked = check(scenario, models=models, is_strict=is_strict, set_aside=set_aside)
    except InputFaults as refused:
        if not as_json:
            raise
        said = refused.report().splitlines()[-1]
        return echo_outcome(refused.exit_code, said, faults=refused.faults, warnings=refused.warnings)
    if as_json:
        return echo_outcome(0, warnings=checked.warnings, more=check_summary(checked))
    echo(check_screen(checked))
    return 0
