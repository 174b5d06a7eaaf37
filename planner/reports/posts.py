"""Bundled posts on one screen: each post's week, core-staff hours freed by title, what is left over and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from planner.bundling import hours_by_task, left_over, slot_id_of
from planner.explanation import Language
from planner.reports.layout import columns, decimal
from planner.schema.bundles import QUARTERS_PER_HOUR, Bundle, Post, PostSize
from planner.schema.cells import HALF_DAYS

DAYS: dict[Language, dict[str, str]] = {
    "sv": {"mo": "mån", "tu": "tis", "we": "ons", "th": "tors", "fr": "fre", "sa": "lör", "su": "sön"},
    "en": {"mo": "Mon", "tu": "Tue", "we": "Wed", "th": "Thu", "fr": "Fri", "sa": "Sat", "su": "Sun"},
}
PARTS: dict[Language, dict[str, str]] = {
    "sv": {"am": "fm", "pm": "em", "ev": "kväll"},
    "en": {"am": "am", "pm": "pm", "ev": "eve"},
}
TEXTS: dict[str, dict[Language, str]] = {
    "title": {
        "sv": "{num_posts} av {hours} h sysslor i veckan – förslag, inte beslut",
        "en": "{num_posts} out of {hours} h of tasks a week – a proposal, not a decision",
    },
    "unit": {
        "sv": "{name}: {num_posts}, {done} av {hours} h i veckan; frigör {freed} h av kärnpersonalens {freeable}",
        "en": "{name}: {num_posts}, {done} of {hours} h a week; frees {freed} h of core staff's {freeable}",
    },
    "one_post": {"sv": "1 tjänst", "en": "1 post"},
    "num_posts": {"sv": "{num} tjänster", "en": "{num} posts"},
    "post": {"sv": "{slot}  {hours} h, {percent} %: {days}", "en": "{slot}  {hours} h, {percent} %: {days}"},
    "freed": {"sv": "Frigörs: {titles}", "en": "Freed: {titles}"},
    "proved": {"sv": "Bevisat: inga tjänster kan frigöra mer.", "en": "Proved: no posts can free more."},
    "bound": {
        "sv": "Bevisat: inga tjänster kan frigöra mer än {bound} h.",
        "en": "Proved: no posts can free more than {bound} h.",
    },
    "left": {"sv": "Blir över:", "en": "Left over:"},
    "too_little_work": {
        "sv": "enhetens sysslor räcker inte till en tjänst på {least} % ({least_hours} h)",
        "en": "the unit's tasks do not fill a post of {least} % ({least_hours} h)",
    },
    "one_time_of_day": {
        "sv": "ingen får ihop en tjänst på {least} % av halvdagarna där sysslorna ligger",
        "en": "nobody can fill a post of {least} % in the half-days where the tasks lie",
    },
    "rest_too_little": {
        "sv": "det som är kvar räcker inte till en tjänst till och fick inte rum i de andra",
        "en": "what is left does not fill another post and found no room in the others",
    },
    "does_not_fit": {
        "sv": "det som är kvar fick inte rum i någon tjänst",
        "en": "what is left found no room in any post",
    },
    "room": {
        "sv": "Rum i en tjänst: {least_hours} till {most_hours} h i veckan, högst fyra timmar en halvdag och fem "
        "dagar, aldrig kväll intill en\nmorgon; sysslor delas inte i hur små delar som helst, och somliga inte alls.",
        "en": "Room in a post: {least_hours} to {most_hours} h a week, at most four hours a half-day and five days, "
        "never an evening next to a\nmorning; tasks are not split into ever smaller parts, and some not at all.",
    },
    "no_posts": {
        "sv": "{out}: inga tjänster, bara rubrikraden.",
        "en": "{out}: no posts, the header alone.",
    },
    "next": {
        "sv": "{out}: {num_posts} till scenariots slots.csv, med status planned. Innan någon kan föreslås behövs\n"
        "facklig samverkan (union_consulted_on), handledare (supervisor_id), lön (gross_month_sek) och\n"
        "startvecka (start_week); skriv sedan status open.",
        "en": "{out}: {num_posts} for the scenario's slots.csv, with status planned. Before anybody can be proposed:\n"
        "the union (union_consulted_on), a supervisor (supervisor_id), a wage (gross_month_sek) and a start\n"
        "(start_week); then write status open.",
    },
}


def posts_screen(bundles: Sequence[Bundle], size: PostSize, language: Language, out: object) -> str:
    """All units on one screen."""
    posts = sum(len(bundle.posts) for bundle in bundles)
    hours = sum(bundle.unit.quarters for bundle in bundles)
    title = _said("title", language, num_posts=_num_posts(posts, language), hours=_hours(hours, language))
    lines = [title, "=" * len(title), ""]
    for bundle in bundles:
        lines += [*_unit(bundle, size, language), ""]
    if any(left.reason != "too_little_work" for bundle in bundles for left in left_over(bundle, size)):
        hours_of = {"least_hours": _hours(size.least, language), "most_hours": _hours(size.most, language)}
        lines += [_said("room", language, **hours_of), ""]
    last = "next" if posts else "no_posts"
    return "\n".join([*lines, _said(last, language, out=out, num_posts=_num_posts(posts, language))])


def _said(key: str, language: Language, **values: object) -> str:
    return TEXTS[key][language].format(**values)


def _num_posts(num: int, language: Language) -> str:
    return _said("one_post" if num == 1 else "num_posts", language, num=num)


def _hours(quarters: float, language: Language) -> str:
    text = decimal(quarters / QUARTERS_PER_HOUR, 2, swedish=language == "sv")
    return text.rstrip("0").rstrip(",.")


def _unit(bundle: Bundle, size: PostSize, language: Language) -> list[str]:
    unit = bundle.unit
    done = sum(bundle.done(nth) for nth in range(len(unit.tasks)))
    freeable = sum(task.quarters for task in unit.tasks if task.done_by is not None)
    lines = [
        _said(
            "unit",
            language,
            name=f"{unit.workplace} ({unit.unit})" if unit.workplace else unit.unit,
            num_posts=_num_posts(len(bundle.posts), language),
            done=_hours(done, language),
            hours=_hours(unit.quarters, language),
            freed=_hours(bundle.freed, language),
            freeable=_hours(freeable, language),
        )
    ]
    for number, post in enumerate(bundle.posts, start=1):
        lines += _post(bundle, post, slot_id_of(bundle, number), size, language)
    if bundle.freed:
        titles: Counter[str] = Counter()
        for nth, task in enumerate(unit.tasks):
            if task.done_by is not None and bundle.done(nth):
                titles[task.done_by] += bundle.done(nth)
        said = ", ".join(f"{title} {_hours(quarters, language)} h" for title, quarters in titles.most_common())
        is_proved = bundle.freed == bundle.freed_bound
        proof = _said("proved" if is_proved else "bound", language, bound=_hours(bundle.freed_bound, language))
        lines.append(f"  {_said('freed', language, titles=said)}. {proof}")
    return lines + _left(bundle, size, language)


def _post(bundle: Bundle, post: Post, slot_id: str, size: PostSize, language: Language) -> list[str]:
    quarters = sum(post.values())
    percent = round(100 * quarters / QUARTERS_PER_HOUR / size.full_time_hours)
    head = _said(
        "post", language, slot=slot_id, hours=_hours(quarters, language), percent=percent, days=_week(post, language)
    )
    tasks = ", ".join(
        f"{bundle.unit.tasks[nth].name} {_hours(hours * QUARTERS_PER_HOUR, language)} h"
        for nth, hours in hours_by_task(post)
    )
    return [f"  {head}", f"    {tasks}"]


def _week(post: Post, language: Language) -> str:
    """The half-days of a post, day by day: `mån fm em, tis fm`."""
    at = {half_day for _, half_day in post}
    days: dict[str, list[str]] = {}
    for half_day in (half_day for half_day in HALF_DAYS if half_day in at):
        day, part = half_day.split("-")
        days.setdefault(DAYS[language][day], []).append(PARTS[language][part])
    return ", ".join(f"{day} {' '.join(parts)}" for day, parts in days.items())


def _left(bundle: Bundle, size: PostSize, language: Language) -> list[str]:
    rest = left_over(bundle, size)
    if not rest:
        return []
    why = _said(rest[0].reason, language, least=size.least_percent, least_hours=_hours(size.least, language))
    rows = [
        (f"{left.task}", f"{_hours(left.hours * QUARTERS_PER_HOUR, language)} h", left.done_by or "") for left in rest
    ]
    return [f"  {_said('left', language)} {why}", *columns(rows, right=[1], indent="    ")]


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
