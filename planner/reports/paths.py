"""Who is on a path to a next step, and where its place is held: a short section of the screen."""

from __future__ import annotations

from collections.abc import Mapping

from planner.explanation.form_names import form_names
from planner.planning import Plan
from planner.reports.layout import columns, shortened
from planner.texts import _, ngettext

PATHS_SHOWN = 10


def path_lines(plan: Plan) -> list[str]:
    """How many have a place held for the next step, and the first of them with the steps; none where nobody has."""
    table = plan.assignments
    rows = table[table["path"].notna() & (table["path"] != "")]
    if rows.empty:
        return []
    forms = form_names(plan.instance)
    shown = [(_("Person"), _("Slot"), _("Start"), _("Next step: a place is held from"))]
    shown += [
        (str(row["jobseeker_id"]), str(row["slot_id"]), str(row["start_week"]), _steps(row["path"], forms))
        for row in rows.head(PATHS_SHOWN).to_dict("records")
    ]
    said = ngettext(
        "{number} person has a place held for the next step (column path of assignments.csv):",
        "{number} people have a place held for the next step (column path of assignments.csv):",
        len(rows),
    )
    more = len(rows) - PATHS_SHOWN
    rest = [ngettext("  … and {number} more", "  … and {number} more", more)] if more > 0 else []
    return ["", said, *columns(shown), *rest]


def _steps(path: str, forms: Mapping[str, str]) -> str:
    """The steps of a path in words: each form with its week, in their order."""
    steps = (step.rsplit(" ", 1) for step in path.split("|"))
    return ", ".join(f"{shortened(forms[form], 40)} {week}" for form, week in steps)
