"""Doubts on a plan's screen: limits that facts exceed already, and the number of warnings."""

from __future__ import annotations

from planner.explanation import Language
from planner.instance import COMMITTED, Beyond, beyond_limits
from planner.planning import Plan, warnings_of
from planner.reports.layout import decimal
from planner.schema.weeks import week_label

FACTS_SHOWN = 5
_SAID = {
    "slot_places": (
        "platsen {owner}: {load} pågående i {week}, {over} fler än den har",
        "slot {owner}: {load} running in {week}, {over} more than it has",
    ),
    "employer_people": (
        "arbetsgivaren {owner}: {load} personer i {week}, {over} fler än den tar",
        "employer {owner}: {load} people in {week}, {over} more than it takes",
    ),
    "supervisor_support": (
        "handledaren {owner}: stödbehov {load} i {week}, {over} mer än hen hinner",
        "supervisor {owner}: support need {load} in {week}, {over} more than they have",
    ),
    "caseworker_starts": (
        "handläggaren {owner}: {load} starter i {week}, {over} fler än gränsen",
        "caseworker {owner}: {load} starts in {week}, {over} more than the limit",
    ),
    "funding_budget": (
        "pengarna {owner}: {load} kr utlovade, {over} kr mer än raden har",
        "line {owner}: {load} SEK committed, {over} SEK more than it has",
    ),
    COMMITTED: (
        "pengarna {owner}: pågående kostar {load} kr, {over} kr mer än committed_sek",
        "line {owner}: running placements cost {load} SEK, {over} SEK more than committed_sek",
    ),
}


def beyond_lines(plan: Plan, language: Language) -> list[str]:
    """Limits exceeded before anything is proposed, and by how much: a few by name, the others as a number."""
    swedish = language == "sv"
    facts = beyond_limits(plan.instance)
    if not facts:
        return []
    lines = ["", "  Redan över en gräns, före förslaget:" if swedish else "  Beyond a limit already, before this plan:"]
    lines += [f"    {_said(fact, swedish=swedish)}" for fact in facts[:FACTS_SHOWN]]
    if more := len(facts) - FACTS_SHOWN:
        rest = f"    och {more} till: planner check" if swedish else f"    and {more} more: planner check"
        lines += [rest] if more > 0 else []
    return lines


def _said(fact: Beyond, *, swedish: bool) -> str:
    digits = 0 if fact.table == "funding" or (float(fact.load).is_integer() and float(fact.over).is_integer()) else 2
    load, over = (decimal(value, digits, swedish=swedish) for value in (fact.load, fact.over))
    week = "" if fact.week is None else week_label(fact.week)
    return _SAID[fact.constraint][0 if swedish else 1].format(owner=fact.owner, load=load, over=over, week=week)


def warnings_lines(plan: Plan, language: Language, name: str = "") -> list[str]:
    """The number of warnings about a plan's scenario and the command that lists them; no line if there are none."""
    count = len(warnings_of(plan.instance))
    if not count:
        return []
    of = f"{name}: " if name else ""
    if language == "sv":
        return [f"  {of}{count} {'varning' if count == 1 else 'varningar'} om indata: planner check visar."]
    return [f"  {of}{count} {'warning' if count == 1 else 'warnings'} about what went in: planner check says."]
