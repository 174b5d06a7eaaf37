"""Check of followups.csv: every step of follow-up that is due or overdue has its row, in order, and no other has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import zip_longest
from typing import NamedTuple

from planner.schema.weeks import week_label
from planner.texts import _
from planner.verification.facts import Facts
from planner.verification.folder import FOLLOWUPS, Entry
from planner.verification.objection import Objection
from planner.verification.offers import monday
from planner.verification.parsed_plan import ParsedPlan
from planner.verification.records import records

STEPS = ("day_3", "week_2", "midpoint", "before_end", "exit", "days_30", "days_90", "days_180")
# Of two steps in one week, the one that is named first here stays.
GOES_BEFORE = ("exit", "day_3", "week_2", "before_end", "midpoint")
WEEKS_AHEAD, WEEKS_BACK = 4, 52
FRIDAY, WEDNESDAY, SATURDAY = timedelta(days=4), timedelta(days=2), 6


class Followed(NamedTuple):
    """A placement that is followed up; the first week may be unknown once it is over."""

    person_id: str
    slot_id: str
    first: int | None
    last: int
    is_over: bool


class Due(NamedTuple):
    """A step that is to be taken, in the order of the table."""

    caseworker: tuple[bool, str]
    is_due_later: bool
    day: date
    person_id: str
    slot_id: str
    nth: int


def followups(facts: Facts, parsed: ParsedPlan) -> list[Objection]:
    """Hold followups.csv against the placements, the history and the steps taken."""
    if parsed.folder.followups is None:
        return []
    expected = sorted(set(_due(facts)))
    wrong = [
        Objection("followups", FOLLOWUPS if line is None else line.where, said)
        for line, due in zip_longest(parsed.folder.followups, expected)
        if (said := _wrong(facts, line, due)) is not None
    ]
    return wrong[:1]  # one row too many or too few moves all that follow


def _due(facts: Facts) -> Iterator[Due]:
    taken = records(facts.scenario, "followups")
    last_done: dict[tuple[str, str, str], date] = {}
    for row in taken:
        key = (row["jobseeker_id"], row["slot_id"] or "", row["step"])
        last_done[key] = max(row["done_on"], last_done.get(key, date.min))
    now = monday(facts.week)
    for followed in _followed(facts):
        begin = date.min if followed.first is None else monday(followed.first)
        for step, day in _steps(followed):
            done = last_done.get((followed.person_id, followed.slot_id, step))
            is_near = now <= day < monday(facts.week + WEEKS_AHEAD + 1)
            if (done is None or done < begin) and (is_near or (day < now and taken)):
                caseworker = facts.people[followed.person_id].caseworker_id
                yield Due((caseworker is None, caseworker or ""), day >= now, day, followed.person_id,
                          followed.slot_id, STEPS.index(step))  # fmt: skip


def _followed(facts: Facts) -> Iterable[Followed]:
    found = [Followed(r.person_id, r.slot.slot_id, r.first, r.last, is_over=False)
             for r in facts.begun if r.person_id is not None]  # fmt: skip
    for rows in facts.history.values():
        found += [
            Followed(r.jobseeker_id, r.slot_id or "", None if r.from_week is None else int(r.from_week),
                     int(r.to_week), is_over=True)
            for r in rows if r.end != "declined" and r.to_week is not None
        ]  # fmt: skip
    return [followed for followed in found if followed.last >= facts.week - WEEKS_BACK]


def _steps(followed: Followed) -> Iterator[tuple[str, date]]:
    """The steps of a placement with their days: of what is over, the exit and those after it."""
    end = monday(followed.last) + FRIDAY
    during = {"exit": end}
    if not followed.is_over and followed.first is not None:
        first, weeks = followed.first, followed.last - followed.first + 1
        during["day_3"] = monday(first) + WEDNESDAY
        if weeks > 1:
            during["week_2"] = monday(first + 1) + FRIDAY
        if followed.last - 2 >= first:
            during["before_end"] = monday(followed.last - 2) + FRIDAY
        during["midpoint"] = monday(first + weeks // 2)
    seen = set()
    for step in GOES_BEFORE:
        if step in during and during[step].isocalendar()[:2] not in seen:
            seen.add(during[step].isocalendar()[:2])
            yield step, during[step]
    for days in (30, 90, 180):
        day = end + timedelta(days=days)
        yield f"days_{days}", day + timedelta(days=max(0, 8 - day.isoweekday()) if day.isoweekday() >= SATURDAY else 0)


def _wrong(facts: Facts, line: Entry | None, due: Due | None) -> str | None:
    """What is wrong with a row, given the step that should stand there."""
    if due is None:
        return _("the row stands for no step that is due.")
    if line is None:
        return _("has too few rows: steps that are due are missing.")
    slot, late = facts.slots.get(due.slot_id), max(0, (monday(facts.week) - due.day).days)
    expected: dict[str, object] = {
        "caseworker_id": due.caseworker[1] or None,
        "jobseeker_id": due.person_id,
        "slot_id": due.slot_id or None,
        "employer_id": None if slot is None else slot.employer_id,
        "step": STEPS[due.nth],
        "due_on": due.day.isoformat(),
        "week": week_label((due.day.toordinal() - 1) // 7),
        "overdue": "yes" if late else "no",
        "overdue_days": late,
    }
    return next((wrong for column, cell in expected.items() if (wrong := line.differs(column, cell))), None)
