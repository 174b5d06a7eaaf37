"""What `planner advance` does: makes next week's scenario, writes it whole, says what to act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.cli.output import echo, echo_json, say, told_truly
from planner.errors import UsageFault, report_lines
from planner.folders import Target
from planner.reports import advance_screen
from planner.schema.dialect import Dialect, TableForm
from planner.schema.weeks import week_number
from planner.texts import _
from planner.weeks import Asked, advance, settle


def advance_into(
    plan: Path,
    to: str,
    out: Path,
    *,
    dialect: Dialect | None,
    headings: str | None,
    as_json: bool,
    **asked: Any,  # noqa: ANN401 - the fields of Asked
) -> None:
    """Make next week's scenario in the folder `out`, which must be new or empty.

    Its tables are written in the dialect and with the headings asked for, else as those of the scenario before.
    """
    target = Target(out, None)
    target.refuse_plans([place for place in (plan, asked["scenario"], asked["news"]) if place is not None])
    made = advance(Asked(plan, _week(to), **asked))
    form = TableForm(dialect or made.form.dialect, headings or made.form.headings)
    with told_truly(target):
        with target.replaced() as folder:
            settled = settle(made, folder, form)
        if as_json:
            echo_json(settled.summary)
        else:
            for line in report_lines(settled.warnings):
                say(line)
            echo(advance_screen(settled, out))


def _week(text: str) -> int:
    try:
        return week_number(text)
    except ValueError as fault:
        msg = _('--to: "{week}" {fault}.', week=text, fault=fault)
        raise UsageFault(msg) from None
