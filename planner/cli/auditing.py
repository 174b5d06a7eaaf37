"""What `planner audit` does: audits a plan folder, writes and says it."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.folders import AUDIT_FILE, Target, write_files
from planner.reports import audit_files, audit_screen, audit_summary
from planner.studies import audit


def audit_and_say(plan: Path, scenario: Path, out: Path | None, models: Path | None, *, as_json: bool) -> None:
    """Audit a plan folder; its files are written where --out asks for them."""
    target = None if out is None else Target(out, AUDIT_FILE)
    one = audit(plan, scenario=scenario, models=models)
    if target is not None:
        target.refuse_plans((plan, scenario))
    with told_truly(target):
        if target is not None:
            with target.replaced() as folder:
                write_files(folder, audit_files(one))
        if as_json:
            echo_json(audit_summary(one))
        else:
            echo(audit_screen(one))
