"""What was set aside, by caseworker: on the screens of plans and checks, and for programs."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from planner.errors import report_lines
from planner.inputs import by_caseworker
from planner.schema.plan import SET_ASIDE
from planner.schema.scenario import Scenario
from planner.texts import _, ngettext

LINES_SHOWN = 3
WITH_OTHERS = "set-aside-with"


def set_aside_lines(scenario: Scenario, *, is_whole: bool) -> list[str]:
    """How much was set aside, then for each caseworker why: all of it, or a few and how many more set_aside.csv has."""
    aside = scenario.set_aside
    if not aside.rows:
        return []
    rows = ngettext("{number} row", "{number} rows", aside.num_rows)
    people = ngettext("{number} person", "{number} people", aside.people)
    slots = ngettext("{number} slot", "{number} slots", aside.slots)
    lines = ["", "  " + _("Set aside, and not planned with: {rows}; {people} and {slots}.",
                          rows=rows, people=people, slots=slots)]  # fmt: skip
    if aside.occupied:
        said = ngettext(
            "{number} placement of theirs stays as an occupied place without a person.",
            "{number} placements of theirs stay as occupied places without a person.",
            aside.occupied,
        )
        lines.append(f"  {said}")
    own = [row for row in by_caseworker(aside.rows) if row.fault.code != WITH_OTHERS]
    for caseworker, theirs in groupby(own, key=lambda row: row.caseworker):
        reasons = report_lines([row.fault for row in theirs])
        whose = _("nobody's") if caseworker is None else caseworker
        lines.append(f"    {whose}:")
        lines += [f"      {line}" for line in (reasons if is_whole else reasons[:LINES_SHOWN])]
        if not is_whole and len(reasons) > LINES_SHOWN:
            more = _("and {number} more: {file}", number=len(reasons) - LINES_SHOWN, file=SET_ASIDE)
            lines.append(f"      {more}")
    return lines


def set_aside_summary(scenario: Scenario) -> dict[str, Any]:
    """The same for programs."""
    aside = scenario.set_aside
    return {
        "rows": aside.num_rows,
        "people": aside.people,
        "slots": aside.slots,
        "occupied": aside.occupied,
        "faults": [{"caseworker_id": row.caseworker, **row.fault.as_dict()} for row in by_caseworker(aside.rows)],
    }
