"""Bundled posts on one screen: each post's week, core-staff hours freed by title, what is left over and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from planner.bundling import hours_by_task, left_over, slot_id_of
from planner.reports.layout import columns
from planner.schema.bundles import QUARTERS_PER_HOUR, Bundle, Post, PostSize
from planner.schema.cells import HALF_DAYS
from planner.texts import N_, _, decimal, listed, ngettext, percent

_DAYS = {
    "mo": N_("Mon"), "tu": N_("Tue"), "we": N_("Wed"), "th": N_("Thu"), "fr": N_("Fri"), "sa": N_("Sat"),
    "su": N_("Sun"),
}  # fmt: skip
_PARTS = {"am": N_("am"), "pm": N_("pm"), "ev": N_("eve")}
_LEFT_OVER = {
    "too_little_work": N_("Left over: the unit's tasks do not fill a post of {share} ({hours} h)"),
    "one_time_of_day": N_("Left over: nobody can fill a post of {share} in the half-days where the tasks lie"),
    "rest_too_little": N_("Left over: what is left does not fill another post and found no room in the others"),
    "does_not_fit": N_("Left over: what is left found no room in any post"),
}


def posts_screen(bundles: Sequence[Bundle], size: PostSize, out: object) -> str:
    """All units on one screen."""
    posts = _posts(sum(len(bundle.posts) for bundle in bundles))
    title = _(
        "{posts} out of {hours} h of tasks a week – a proposal, not a decision",
        posts=posts,
        hours=_hours(sum(bundle.unit.quarters for bundle in bundles)),
    )
    lines = [title, "=" * len(title), ""]
    for bundle in bundles:
        lines += [*_unit(bundle, size), ""]
    if any(left.reason != "too_little_work" for bundle in bundles for left in left_over(bundle, size)):
        room = _(
            "Room in a post: {least} to {most} h a week, at most four hours a half-day and five days, never an evening "
            "next to a\nmorning; tasks are not split into ever smaller parts, and some not at all.",
            least=_hours(size.least),
            most=_hours(size.most),
        )
        lines += [room, ""]
    return "\n".join([*lines, _next(out, posts) if any(bundle.posts for bundle in bundles) else _nothing(out)])


def _next(out: object, posts: str) -> str:
    """What to do with the posts."""
    return _(
        "{out}: {posts} for the scenario's slots.csv, with status planned. Before anybody can be proposed:\n"
        "the union (union_consulted_on), a supervisor (supervisor_id), a wage (gross_month_sek) and a start\n"
        "(start_week); then write status open.",
        out=out,
        posts=posts,
    )


def _nothing(out: object) -> str:
    return _("{out}: no posts, the header alone.", out=out)


def _posts(number: int) -> str:
    return ngettext("{number} post", "{number} posts", number)


def _hours(quarters: float) -> str:
    return decimal(quarters / QUARTERS_PER_HOUR, 2).rstrip("0").rstrip(",.")


def _unit(bundle: Bundle, size: PostSize) -> list[str]:
    unit = bundle.unit
    name = f"{unit.workplace} ({unit.unit})" if unit.workplace else unit.unit
    head = _(
        "{name}: {posts}, {done} of {hours} h a week; frees {freed} h of core staff's {freeable}",
        name=name,
        posts=_posts(len(bundle.posts)),
        done=_hours(sum(bundle.done(nth) for nth in range(len(unit.tasks)))),
        hours=_hours(unit.quarters),
        freed=_hours(bundle.freed),
        freeable=_hours(sum(task.quarters for task in unit.tasks if task.done_by is not None)),
    )
    posts = [
        line
        for number, post in enumerate(bundle.posts, start=1)
        for line in _post(bundle, post, slot_id_of(bundle, number), size)
    ]
    return [head, *posts, *_freed(bundle), *_left(bundle, size)]


def _freed(bundle: Bundle) -> list[str]:
    """The hours freed by title, and that no posts can free more."""
    if not bundle.freed:
        return []
    titles: Counter[str] = Counter()
    for nth, task in enumerate(bundle.unit.tasks):
        if task.done_by is not None and bundle.done(nth):
            titles[task.done_by] += bundle.done(nth)
    said = listed([f"{title} {_hours(quarters)} h" for title, quarters in titles.most_common()])
    freed = _("Freed: {titles}.", titles=said)
    if bundle.freed == bundle.freed_bound:
        proof = _("Proved: no posts can free more.")
    else:
        proof = _("Proved: no posts can free more than {bound} h.", bound=_hours(bundle.freed_bound))
    return [f"  {freed} {proof}"]


def _post(bundle: Bundle, post: Post, slot_id: str, size: PostSize) -> list[str]:
    quarters = sum(post.values())
    share = percent(quarters / QUARTERS_PER_HOUR / size.full_time_hours, 0)
    tasks = ", ".join(
        f"{bundle.unit.tasks[nth].name} {_hours(hours * QUARTERS_PER_HOUR)} h" for nth, hours in hours_by_task(post)
    )
    return [f"  {slot_id}  {_hours(quarters)} h, {share}: {_week(post)}", f"    {tasks}"]


def _week(post: Post) -> str:
    """The half-days of a post, day by day: `Mon am pm, Tue am`."""
    at = {half_day for _nth, half_day in post}
    days: dict[str, list[str]] = {}
    for half_day in (half_day for half_day in HALF_DAYS if half_day in at):
        day, part = half_day.split("-")
        days.setdefault(_(_DAYS[day]), []).append(_(_PARTS[part]))
    return ", ".join(f"{day} {' '.join(parts)}" for day, parts in days.items())


def _left(bundle: Bundle, size: PostSize) -> list[str]:
    rest = left_over(bundle, size)
    if not rest:
        return []
    why = _(_LEFT_OVER[rest[0].reason], share=percent(size.least_percent / 100, 0), hours=_hours(size.least))
    rows = [(f"{left.task}", f"{_hours(left.hours * QUARTERS_PER_HOUR)} h", left.done_by or "") for left in rest]
    return [f"  {why}", *columns(rows, right=[1], indent="    ")]


def posts_summary(bundles: Sequence[Bundle], size: PostSize) -> list[dict[str, Any]]:
    """The posts of each unit, the hours they free and what is left over, for programs."""
    return [_summary(bundle, size) for bundle in bundles]


def _summary(bundle: Bundle, size: PostSize) -> dict[str, Any]:
    unit = bundle.unit
    return {
        "unit": unit.unit,
        "zone": unit.zone,
        "workplace": unit.workplace,
        "hours": unit.quarters / QUARTERS_PER_HOUR,
        "core_hours_freed": bundle.freed / QUARTERS_PER_HOUR,
        "core_hours_bound": bundle.freed_bound / QUARTERS_PER_HOUR,
        "posts": [
            {"slot_id": slot_id_of(bundle, number), "week": _week_summary(bundle, post)}
            for number, post in enumerate(bundle.posts, start=1)
        ],
        "left_over": [
            {"task": left.task, "hours": left.hours, "done_today_by": left.done_by, "reason": left.reason}
            for left in left_over(bundle, size)
        ],
    }


def _week_summary(bundle: Bundle, post: Post) -> Sequence[dict[str, Any]]:
    return [
        {"half_day": half_day, "task": bundle.unit.tasks[nth].name, "hours": quarters / QUARTERS_PER_HOUR}
        for (nth, half_day), quarters in post.items()
    ]
