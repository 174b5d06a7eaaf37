"""Which page a folder gets: one module for each kind of folder that we write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from planner.errors import UsageFault
from planner.folders import COMPARISON_FILE, PAIRED_FILE, SIMULATION_FILE, SWEEP_FILE, contents_of
from planner.pages.comparison_page import comparison_page
from planner.pages.html import html_of
from planner.pages.page import Page
from planner.pages.plan_page import plan_page
from planner.pages.simulation_page import paired_page, simulation_page
from planner.pages.sweep_page import sweep_page
from planner.schema.plan import PLAN_FILE
from planner.texts import _

# By the file that a folder is known by. A page reads the folder and nothing else, but for `models`: a folder of models.
KINDS: Mapping[str, Callable[[Path, Path | None], Page]] = {
    PLAN_FILE: plan_page,
    COMPARISON_FILE: comparison_page,
    SWEEP_FILE: sweep_page,
    SIMULATION_FILE: simulation_page,
    PAIRED_FILE: paired_page,
}


def report_page(folder: Path, *, models: Path | None = None) -> bytes:
    """The report of a folder as one file of HTML, in the language that is spoken.

    Raises UsageFault where the folder is of no kind in `KINDS` or the extra `report` is missing, InputFaults where the
    verifier objects to a plan.
    """
    return html_of(KINDS[kind_of(folder)](folder, models))


def kind_of(folder: Path) -> str:
    """The key of KINDS that a folder is of; UsageFault where it is of none."""
    mark = contents_of(folder).mark if folder.is_dir() else None
    if mark is None or mark not in KINDS:
        msg = _(
            "{folder} is no folder to report on. Name a folder that planner plan, planner compare, planner sweep or "
            "planner simulate wrote.",
            folder=folder,
        )
        raise UsageFault(msg)
    return mark
