"""What `planner public-record` does: makes the record, writes it whole, says where."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.folders import RECORD_FILE, RECORD_PAGE, Target, write_files
from planner.reports import record_files
from planner.studies import public_record
from planner.texts import _


def record_into(plan: Path, out: Path, *, as_json: bool) -> None:
    """Write the public record of a plan folder."""
    target = Target(out, RECORD_FILE)
    record = public_record(plan)
    target.refuse_plans((plan,))
    with told_truly(target):
        with target.replaced() as folder:
            write_files(folder, record_files(record))
        if as_json:
            echo_json(record)
        else:
            echo(_("{folder}: {page} (to read) and {file}. They hold no row about anybody and no id.",
                   folder=out, page=RECORD_PAGE, file=RECORD_FILE))  # fmt: skip
