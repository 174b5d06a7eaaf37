"""What `planner build-slots` does: reads tasks, bundles them, writes the posts whole, says them on one screen."""

from __future__ import annotations

from pathlib import Path

from planner.bundling import build_posts, read_tasks, slots_text
from planner.cli.output import echo, echo_json, say, told_truly
from planner.errors import UsageFault, report_lines
from planner.folders import FileTarget
from planner.reports import posts_screen, posts_summary
from planner.schema.bundles import PostSize
from planner.schema.tables import Slot
from planner.texts import _


def build_into(
    tasks: Path,
    out: Path,
    programmes: str,
    percent: tuple[int, int],
    *,
    as_json: bool,
    may_replace: bool,
) -> None:
    """Bundle a file of tasks into a file of slots."""
    size = _size(percent)
    forms = _programme_ids(programmes)
    target = FileTarget(out, [tasks], may_replace=may_replace)
    units, warnings = read_tasks(tasks)
    for line in report_lines(warnings):
        say(line)
    bundles = build_posts(units, size)
    with told_truly(target):
        target.write(slots_text(bundles, forms).encode())
        if as_json:
            echo_json(posts_summary(bundles, size))
        else:
            echo(posts_screen(bundles, size, out))


def _size(percent: tuple[int, int]) -> PostSize:
    least, most = percent
    if least > most:
        msg = _("--least {least} is more than --most {most}.", least=least, most=most)
        raise UsageFault(msg)
    return PostSize(least, most)


def _programme_ids(programmes: str) -> str:
    """The forms as a cell of slots; refused where they could not stand there."""
    from planner.schema.columns import adapters_of

    try:
        ids: tuple[str, ...] = adapters_of(Slot)["programme_ids"].validate_python(programmes)
    except ValueError:
        ids = ()
    if not ids:
        msg = _(
            '--programmes: "{programmes}" is no list of programme ids, such as bea_enkla|introduktionsjobb.',
            programmes=programmes,
        )
        raise UsageFault(msg)
    return "|".join(ids)
