"""What `plan` and `usual` share: read, plan, write whole, say it on one screen."""

from __future__ import annotations

import getpass
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from planner.cli.options import changes
from planner.cli.output import echo_json
from planner.cli.progress import Progress
from planner.explanation import Language
from planner.inputs import read
from planner.planning import json_bytes, make_plan, refuse_unless_writable, replaced_whole, write_files, write_verified
from planner.reports import screen


def plan_into(
    *,
    scenario: Path,
    out: Path,
    models: Path | None,
    language: Language,
    as_json: bool,
    is_usual: bool,
    **solve: Any,  # noqa: ANN401 - the options that change scenario.toml
) -> int:
    """Plan a scenario into a folder; 0, or 130 where Ctrl-C stopped the search with its best plan."""
    started = datetime.now(UTC)
    refuse_unless_writable(out)
    with Progress(language) as progress:
        read_scenario = read(scenario, models=models, changes=changes(**solve))
        progress.phase("read")
        plan = make_plan(
            read_scenario, language=language, listener=progress.better, timer=progress.phase, is_usual=is_usual
        )
        with replaced_whole(out) as folder:
            write_verified(plan, folder, progress.phase)
            write_files(folder, {"run.json": json_bytes(_run(started, progress.seconds))})
    if as_json:
        echo_json(plan.file.model_dump(mode="json"))
    else:
        click.echo(screen(plan, language, out))
    return 130 if plan.file.interrupted else 0


def _run(started: datetime, seconds: Mapping[str, float]) -> dict[str, object]:
    """All that varies between runs of the same plan."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return {
        "format": 1,
        "started": started.isoformat(timespec="seconds"),
        "seconds": dict(seconds),
        "machine": {"system": platform.system(), "processor": platform.machine(), "python": platform.python_version()},
        "command": ["planner", *sys.argv[1:]],
        "user": user,
    }
