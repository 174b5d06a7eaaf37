"""Looking back: starts, and the pool of the weeks that fair_share and minimums look at; by person id."""

from __future__ import annotations

from typing import NamedTuple

from planner.schema.agreed import History, LeftPool, Placement
from planner.verification.facts import Facts, is_of_last_week
from planner.verification.groups import members
from planner.verification.law import rule_in
from planner.verification.records import records
from planner.verification.remembered import remembered


class PlacedStart(NamedTuple):
    """A placement that began, or is promised to: whose, in which week, what for, and whether it is a paid job."""

    person_id: str
    week: int
    purpose: str
    is_paid: bool


@remembered(4)
def starts(facts: Facts) -> tuple[PlacedStart, ...]:
    """Every start that may count: of history but for what was declined, and of placements but for last week's."""
    found = []
    for own in facts.history.values():
        found += [_start(facts, row, row.from_week) for row in own if row.end != "declined"]
    for record in records(facts.scenario, "placements"):
        row = Placement.model_construct(**record)
        if row.jobseeker_id in facts.people and not is_of_last_week(row, facts.week):
            slot = facts.slots[row.slot_id]
            week = slot.start_week if row.from_week is None else row.from_week
            found.append(_start(facts, row, facts.week if week is None else week))
    return tuple(start for start in found if start is not None)


def _start(facts: Facts, row: History | Placement, week: int | None) -> PlacedStart | None:
    programme = facts.programmes.get(row.programme_id or "")
    if programme is None or week is None:
        return None
    rule = rule_in(facts.scenario.assumptions.rules, programme.rule, int(week))
    return PlacedStart(str(row.jobseeker_id), int(week), programme.purpose or rule.purpose, rule.employment)


@remembered(4)
def gone(facts: Facts) -> tuple[LeftPool, ...]:
    """Those who have left the pool."""
    return tuple(LeftPool.model_construct(**record) for record in records(facts.scenario, "left_pool"))


@remembered(8)
def placed(facts: Facts, weeks: int, *, paid: bool) -> frozenset[str]:
    """People with a start of purpose main (in a paid job) within so many weeks, those who have left among them."""
    first = facts.week - weeks
    own = {
        start.person_id
        for start in starts(facts)
        if start.week >= first and start.purpose == "main" and (start.is_paid or not paid)
    }
    for row in gone(facts):
        latest = [row.paid_week] if paid else [row.placed_week, row.paid_week]
        is_counted = row.left_week >= first or row.jobseeker_id in facts.people
        if is_counted and any(week is not None and week >= first for week in latest):
            own.add(row.jobseeker_id)
    return frozenset(own)


@remembered(4)
def pool(facts: Facts, weeks: int) -> frozenset[str]:
    """Everybody in the pool during the window: without those who had a main place all along."""
    first = facts.week - weeks
    needed_none = set()
    for person_id, own in facts.running_of_person.items():
        for running in own:
            programme = facts.programmes.get(running.programme_id or "")
            if programme is None or running.first >= first:
                continue
            rule = rule_in(facts.scenario.assumptions.rules, programme.rule, running.first)
            if (programme.purpose or rule.purpose) == "main":
                needed_none.add(person_id)
    left = {row.jobseeker_id for row in gone(facts) if row.left_week >= first}
    return frozenset((facts.people.keys() | left) - (needed_none - placed(facts, weeks, paid=False)))


@remembered(64)
def members_of_pool(facts: Facts, name: str, weeks: int) -> frozenset[str]:
    """The people of a group in the pool of the window; those who have left are in the groups they had at entry."""
    had = {row.jobseeker_id for row in gone(facts) if name in row.entry_groups and row.jobseeker_id not in facts.people}
    return (members(facts, name) | had) & pool(facts, weeks)


@remembered(64)
def met_by_start(facts: Facts, name: str) -> frozenset[str]:
    """Members who meet the minimum of their group by a start, those who have left among them."""
    weeks = facts.settings.group_minimum_weeks
    if not weeks:
        return frozenset()
    first = facts.week - weeks
    own = {start.person_id for start in starts(facts) if start.week >= first and start.purpose != "companion"}
    late = [row for row in gone(facts) if any(w is not None and w >= first for w in (row.placed_week, row.paid_week))]
    back = {row.jobseeker_id for row in late if row.jobseeker_id in facts.people}
    left = {row.jobseeker_id for row in late if row.jobseeker_id not in facts.people and name in row.entry_groups}
    return frozenset(((own | back) & members(facts, name)) | left)
