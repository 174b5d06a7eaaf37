"""Doubts on a plan's screen: limits that facts exceed already, and the number of warnings."""

from __future__ import annotations

from planner.instance import COMMITTED, Beyond, beyond_limits, by_hand
from planner.planning import Plan, warnings_of
from planner.schema.weeks import week_label
from planner.texts import N_, _, decimal, ngettext

FACTS_SHOWN = 5
_SAID = {
    "slot_places": N_("slot {owner}: {load} running in {week}, {over} more than it has"),
    "employer_people": N_("employer {owner}: {load} people in {week}, {over} more than it takes"),
    "supervisor_support": N_("supervisor {owner}: support need {load} in {week}, {over} more than they have"),
    "caseworker_starts": N_("caseworker {owner}: {load} starts in {week}, {over} more than the limit"),
    "person_hours": N_("{owner}: {load} hours running in {week}, {over} more than the person has"),
    "person_shifts": N_("{owner}: {load} running placements in the same half-day in {week}"),
    "funding_budget": N_("line {owner}: {load} SEK committed, {over} SEK more than it has"),
    COMMITTED: N_("line {owner}: running placements cost {load} SEK, {over} SEK more than committed_sek"),
}


def beyond_lines(plan: Plan) -> list[str]:
    """Limits exceeded before anything is proposed, and by how much: a few by name, the others as a number."""
    facts = beyond_limits(plan.instance)
    if not facts:
        return []
    lines = ["", "  " + _("Beyond a limit already, before this plan:")]
    lines += [f"    {_said(fact)}" for fact in facts[:FACTS_SHOWN]]
    more = len(facts) - FACTS_SHOWN
    if more > 0:
        said = ngettext("and {number} more: planner check", "and {number} more: planner check", more)
        lines.append(f"    {said}")
    return lines


def by_hand_lines(plan: Plan) -> list[str]:
    """The line that says that too few places are kept for people with protected identity; none where enough are."""
    kept = by_hand(plan.instance)
    if not kept.lacks:
        return []
    said = ngettext(
        "Protected identity: {number} person, who by their number should have {share} of {free} free places; "
        "{places} kept by hand.",
        "Protected identity: {number} people, who by their number should have {share} of {free} free places; "
        "{places} kept by hand.",
        kept.protected, share=kept.share, free=kept.free, places=kept.places,
    )  # fmt: skip
    return [f"  {said}"]


def _said(fact: Beyond) -> str:
    digits = 0 if fact.table == "funding" or (float(fact.load).is_integer() and float(fact.over).is_integer()) else 2
    load, over = (decimal(value, digits) for value in (fact.load, fact.over))
    week = "" if fact.week is None else week_label(fact.week)
    return _(_SAID[fact.constraint], owner=fact.owner, load=load, over=over, week=week)


def warnings_lines(plan: Plan, name: str = "") -> list[str]:
    """The number of warnings about a plan's scenario and the command that lists them; no line if there are none."""
    count = len(warnings_of(plan.instance))
    if not count:
        return []
    of = f"{name}: " if name else ""
    said = ngettext(
        "{number} warning about what went in: planner check says.",
        "{number} warnings about what went in: planner check says.",
        count,
    )
    return [f"  {of}{said}"]
