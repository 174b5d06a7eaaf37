"""What `planner prices` does: opens a plan again, prices its week, writes and says it."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.progress import Progress
from planner.folders import PRICES_FILE, Target, write_files
from planner.planning import reopen
from planner.questions import price_list
from planner.reports import prices_files, prices_screen, prices_summary


def price_into(plan: Path, out: Path | None, models: Path | None, *, as_json: bool) -> None:
    """Price the week of the plan in a folder; write the prices whole where --out asks for it."""
    target = None if out is None else Target(out, PRICES_FILE)
    if target is not None:
        target.refuse_plans((plan,))
    with Progress() as progress:
        opened = reopen(plan, models=models)
        progress.phase("read")
        prices = price_list(opened, progress.phase)
    with told_truly(target):
        if target is not None:
            with target.replaced() as folder:
                write_files(folder, prices_files(prices))
        if as_json:
            echo_json(prices_summary(prices))
        else:
            echo(prices_screen(prices))
