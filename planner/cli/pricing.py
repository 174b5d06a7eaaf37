"""What `planner prices` does: opens a plan again, prices its week, writes and says it."""

from __future__ import annotations

from pathlib import Path

from planner.cli.output import echo, echo_json, told_truly
from planner.cli.planning import verifying
from planner.cli.progress import Progress
from planner.folders import PRICES_FILE, Target, write_files
from planner.planning import reopen
from planner.questions import price_list
from planner.reports import prices_files, prices_screen, prices_summary
from planner.studies import replanned_prices


def price_into(plan: Path, out: Path | None, models: Path | None, *, full: bool, as_json: bool) -> None:
    """Price the week of the plan in a folder, with `full` its goals too; write the prices whole where --out asks so."""
    target = None if out is None else Target(out, PRICES_FILE)
    if target is not None:
        target.refuse_plans((plan,))
    with Progress() as progress:
        opened = reopen(plan, models=models)
        progress.phase("read")
        prices = price_list(opened, progress.phase)
        goals = replanned_prices(opened, verifying(progress)) if full else None
    with told_truly(target):
        if target is not None:
            with target.replaced() as folder:
                write_files(folder, prices_files(prices, goals))
        if as_json:
            echo_json(prices_summary(prices, goals))
        else:
            echo(prices_screen(prices, goals))
