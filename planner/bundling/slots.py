"""Posts as rows of the table `slots`: planned, one place each; a gate stops them until the union has been asked."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from planner.errors import Faults
from planner.inputs.cells import typed
from planner.inputs.files import csv_table
from planner.schema.bundles import QUARTERS_PER_HOUR, Bundle, Post, Task
from planner.schema.cells import HALF_DAYS
from planner.schema.choices import SWEDISH_LEVELS
from planner.schema.spreadsheet import masked
from planner.schema.tables import TABLES


def slots_text(bundles: Sequence[Bundle], programme_ids: str) -> str:
    """The posts as CSV with every column of `slots`, to be added to a scenario's own file.

    The text is read back as a scenario would read it. Raises InputFaults where that finds a fault, such as a too long
    id.
    """
    text = _written(bundles, programme_ids)
    faults = Faults()
    raw = csv_table(text.encode(), "posts", faults)
    if raw is not None:
        typed(TABLES["slots"], raw, faults)
    faults.stop_if_any()
    return text


def _written(bundles: Sequence[Bundle], programme_ids: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, TABLES["slots"].columns, restval="", lineterminator="\n")
    writer.writeheader()
    for bundle in bundles:
        for number, post in enumerate(bundle.posts, start=1):
            row = _row(bundle, post, slot_id_of(bundle, number), programme_ids)
            writer.writerow({column: masked(cell) for column, cell in row.items()})
    return text.getvalue()


def slot_id_of(bundle: Bundle, number: int) -> str:
    """The id of the unit's post with this number, from 1; it holds unit and zone, which together make it unique."""
    return f"{bundle.unit.unit}.{bundle.unit.zone}.post{number}"


def _row(bundle: Bundle, post: Post, slot_id: str, programme_ids: str) -> dict[str, str]:
    """One post as a row, cells as text; what officials decide is left blank."""
    tasks = bundle.unit.tasks
    used = [tasks[nth] for nth in sorted({nth for nth, _ in post})]
    levels = [SWEDISH_LEVELS.index(task.min_swedish) for task in used if task.min_swedish is not None]
    at = {half_day for _, half_day in post}
    return {
        "slot_id": slot_id,
        "employer_id": bundle.unit.unit,
        "programme_ids": programme_ids,
        "zone": bundle.unit.zone,
        "places": "1",
        "hours_per_week": f"{sum(post.values()) / QUARTERS_PER_HOUR:g}",
        "shift": "|".join(half_day for half_day in HALF_DAYS if half_day in at),
        "ssyk": _main_occupation(tasks, post),
        "tasks": ", ".join(f"{tasks[nth].name} {hours:g} h" for nth, hours in hours_by_task(post)),
        "min_swedish": SWEDISH_LEVELS[max(levels)] if levels else "",
        "skills": _union(task.skills for task in used),
        "excluded_limits": _union(task.excluded_limits for task in used),
        "workplace": bundle.unit.workplace or "",
        "workplace_kind": _workplace_kind(tasks, post),
        "register_extract": "yes" if any(task.register_extract for task in used) else "no",
        "status": "planned",
    }


def hours_by_task(post: Post) -> list[tuple[int, float]]:
    """The tasks of a post by position, with their hours a week, the longest first."""
    quarters: Counter[int] = Counter()
    for (nth, _), part in post.items():
        quarters[nth] += part
    return [
        (nth, part / QUARTERS_PER_HOUR) for nth, part in sorted(quarters.items(), key=lambda item: (-item[1], item[0]))
    ]


def _workplace_kind(tasks: Sequence[Task], post: Post) -> str:
    """Ordinary where staff do most of the post's hours today, constructed where they do less than half; else blank.

    Work that staff do is in demand in any case; work that was thought up for the post is not (IFAU 2021:16).
    """
    done_today = sum(quarters for (nth, _), quarters in post.items() if tasks[nth].done_by is not None)
    thought_up = sum(post.values()) - done_today
    return "" if done_today == thought_up else "ordinary" if done_today > thought_up else "constructed"


def _main_occupation(tasks: Sequence[Task], post: Post) -> str:
    """The occupation of most of the post's hours; the lower code among equals."""
    hours: Counter[str] = Counter()
    for (nth, _), quarters in post.items():
        if tasks[nth].ssyk is not None:
            hours[str(tasks[nth].ssyk)] += quarters
    return min(hours, key=lambda code: (-hours[code], code)) if hours else ""


def _union(lists: Iterable[Sequence[str]]) -> str:
    return "|".join(sorted({tag for tags in lists for tag in tags}))
