"""What `planner verify` does: checks a plan folder again and says what it objects to."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json
from planner.reports import override_lines
from planner.texts import _, ngettext
from planner.verification import refuse_without_plan, stated_overrides, verify


def verify_and_say(plan: Path, scenario: Path | None, models: Path | None, *, as_json: bool) -> int:
    """Check a plan folder; 1 where there is an objection, else 0."""
    refuse_without_plan(plan)
    objections = verify(plan, scenario=scenario, models=models)
    if as_json:
        rows = [{"check": o.check, "where": o.where, "message": o.message} for o in objections]
        echo_json({"accepted": not objections, "objections": rows, "overrides": stated_overrides(plan)})
    else:
        for objection in objections:
            echo(str(objection))
        number = len(objections)
        found = ngettext("{number} objection.", "{number} objections.", number)
        echo(found if objections else _("Accepted: everything was recomputed and holds."))
        for line in override_lines(stated_overrides(plan)):
            echo(line)
    return 1 if objections else 0
