"""What changed since last week's proposals, or between two plans, as a planner tells it at the meeting."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from planner.planning import Plan
from planner.reports.layout import columns, shortened
from planner.schema.plan_tables import CHANGES
from planner.texts import N_, NN_, _, decimal, listed, ngettext

SLOTS_SHOWN = 10
PEOPLE_SHOWN = 12
COUNTED = {
    "new": NN_("{number} new", "{number} new"),
    "moved": NN_("{number} moved", "{number} moved"),
    "withdrawn": NN_("{number} withdrawn", "{number} withdrawn"),
    "kept": NN_("{number} kept", "{number} kept"),
}
HEADS = {"new": N_("New"), "moved": N_("Moved"), "withdrawn": N_("Withdrawn")}


def changes_lines(plan: Plan) -> list[str]:
    """The part of the screen about last week's proposals; nothing where there were none."""
    changes = plan.changes
    if changes is None:
        return []
    part = changes.part
    counts = listed([ngettext(*COUNTED[change], getattr(part, change)) for change in CHANGES])
    lines = [_("Since last week's proposals: {counts}.", counts=counts)]
    if part.withdrawn:
        lines.append(
            ngettext(
                "{number} of those withdrawn was no longer possible.",
                "{number} of those withdrawn were no longer possible.",
                part.no_longer_possible,
            )
        )
    if part.moved:
        lines.append(_moves(part.gain_of_moves))
    if _goes_first(plan):
        lines.append(_("To keep last week's proposals goes before long waits and a fair share (the order in goals)."))
    lines.append(_("Everybody is in changes_since.csv, every employer in changes_by_employer.csv."))
    people = people_lines(changes.people)
    return ["", *(f"  {line}" for line in lines), *people, *by_employer_lines(changes.by_employer)]


def _goes_first(plan: Plan) -> bool:
    """Whether the plan sought stability before waiting."""
    goals = [goal.name for goal in plan.file.goals if goal.status != "skipped"]
    return "stability" in goals and "waiting" in goals and goals.index("stability") < goals.index("waiting")


def _moves(gain: float) -> str:
    return _("The moves gain {gain}, where the earlier place is still possible.", gain=decimal(gain, 2, plus=True))


def by_employer_lines(table: pd.DataFrame) -> list[str]:
    """The employers to tell: who no longer comes, and who comes instead."""
    if table.empty:
        return []
    rows = [(_("Employer"), _("Slot"), _("stay"), _("no longer come"), _("come instead"))]
    for row in table.head(SLOTS_SHOWN).to_dict("records"):
        gone = ngettext("{number} no longer in the tables", "{number} no longer in the tables", row["gone"])
        leave = [*str(row["leave"] or "").split("|")] if row["leave"] else []
        rows.append(
            (
                shortened(str(row["employer"] or row["employer_id"] or "–"), 30),
                str(row["slot_id"]),
                str(row["stay"]),
                ", ".join([*leave, *([gone] if row["gone"] else [])]) or "–",
                ", ".join(str(row["come"] or "").split("|")) or "–",
            )
        )
    more = len(table) - SLOTS_SHOWN
    said = ngettext("… and {number} more slot", "… and {number} more slots", more) if more > 0 else None
    return ["", *columns(rows, right=(2,)), *([f"  {said}"] if said else [])]


def people_lines(table: pd.DataFrame) -> list[str]:
    """Who is new, moved or withdrawn: the first of each, with their slots and what it gains."""
    lines = []
    for change, head in HEADS.items():
        own = table[table["change"] == change]
        if own.empty:
            continue
        shown = [_person(row) for row in own.head(PEOPLE_SHOWN).to_dict("records")]
        more = len(own) - PEOPLE_SHOWN
        people = ", ".join(shown)
        if more > 0:
            people = ngettext("{people} and {number} more", "{people} and {number} more", more, people=people)
        lines.append(f"  {_(head)}: {people}")
    return lines


def _person(row: Mapping[Hashable, Any]) -> str:
    slots: Sequence[str] = [str(slot) for slot in (row["slot_before"], row["slot_now"]) if isinstance(slot, str)]
    gain = row["difference"]
    worth = f", {decimal(gain, 2, plus=True)}" if isinstance(gain, float) else ""
    return f"{row['jobseeker_id'] or '–'} ({' -> '.join(slots)}{worth})"
