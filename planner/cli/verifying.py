"""What `planner verify` does: checks a plan folder again and says what it objects to."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json
from planner.errors import UsageFault
from planner.schema.plan import PLAN_FILE
from planner.texts import _, ngettext
from planner.verification import verify


def verify_and_say(plan: Path, scenario: Path | None, models: Path | None, *, as_json: bool) -> int:
    """Check a plan folder; 1 where there is an objection, else 0."""
    if not (plan / PLAN_FILE).is_file():
        message = _("There is no plan in {plan}: the file {file} is missing.", plan=plan, file=PLAN_FILE)
        raise UsageFault(message)
    objections = verify(plan, scenario=scenario, models=models)
    if as_json:
        rows = [{"check": o.check, "where": o.where, "message": o.message} for o in objections]
        echo_json({"accepted": not objections, "objections": rows})
    else:
        for objection in objections:
            echo(str(objection))
        number = len(objections)
        found = ngettext("{number} objection.", "{number} objections.", number)
        echo(found if objections else _("Accepted: everything was recomputed and holds."))
    return 1 if objections else 0
