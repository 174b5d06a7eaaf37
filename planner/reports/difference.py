"""The difference of two plans as text and files."""

from __future__ import annotations

from planner.folders import DIFFERENCE_FILE, EarlierPlan, json_bytes
from planner.planning import csv_text
from planner.reports.changes import COUNTED, by_employer_lines, people_lines
from planner.reports.overrides import override_lines
from planner.schema.plan import BY_EMPLOYER_FILE, DIFF_FILE
from planner.schema.plan_tables import CHANGES
from planner.schema.weeks import week_label
from planner.schema.words import OF_DIFFERENCE, OF_EMPLOYERS, in_words
from planner.texts import _, decimal, listed, ngettext
from planner.weeks import Difference


def difference_screen(one: Difference) -> str:
    """What sets the second plan apart, on a screen."""
    title = _("{second} against {first}", second=_title(one.second), first=_title(one.first))
    counts = listed([ngettext(*COUNTED[change], one.counts[change]) for change in CHANGES])
    lines = [title, "=" * len(title), f"  {counts}.", *_moves(one), *_edited(one), *_overrides(one)]
    return "\n".join([*lines, *people_lines(one.people), *by_employer_lines(one.by_employer)])


def _title(plan: EarlierPlan) -> str:
    return f"{plan.file.get('scenario', '')} ({week_label(plan.week)})"


def _moves(one: Difference) -> list[str]:
    """What the moves gain, and by whose figures."""
    if one.has_other_unit:
        return ["  " + _("The plans count in different units, so no gain is compared.")]
    if not one.counts["moved"]:
        return []
    lines = [
        _("The moves gain {gain} by the figures of the second plan.", gain=decimal(one.gain_of_moves, 2, plus=True))
    ]
    if one.by_figures_of_first:
        lines.append(
            ngettext(
                "Of {number} move the earlier place is no longer possible: its worth is the first plan's figure.",
                "Of {number} moves the earlier place is no longer possible: its worth is the first plan's figure.",
                one.by_figures_of_first,
            )
        )
    return [f"  {line}" for line in lines]


def _edited(one: Difference) -> list[str]:
    """The files that somebody has changed since a plan was made from them."""
    return [
        "  " + _("{folder}: changed since the plan was made: {files}.", folder=plan.shown, files=listed(plan.edited))
        for plan in (one.first, one.second)
        if plan.edited
    ]


def _overrides(one: Difference) -> list[str]:
    """The overrides of both plans, each once."""
    rows = [row for plan in (one.first, one.second) for row in plan.file.get("overrides", ())]
    return [f"  {line}" for line in override_lines([row for at, row in enumerate(rows) if row not in rows[:at]])]


def difference_files(one: Difference) -> dict[str, bytes]:
    """The difference as files, in the dialect and headings of the second plan: people, employers and a summary."""
    settings = one.second.file.get("settings")
    stated = settings if isinstance(settings, dict) else {}
    dialect, headings = str(stated.get("dialect", "plain")), str(stated.get("headings", "names"))
    files = {
        DIFF_FILE: csv_text(in_words(one.people, OF_DIFFERENCE, headings), dialect).encode(),
        BY_EMPLOYER_FILE: csv_text(in_words(one.by_employer, OF_EMPLOYERS, headings), dialect).encode(),
    }
    # What we wrote is listed, so that a later run knows a folder of ours by it.
    summary = difference_summary(one) | {"files": sorted([*files, DIFFERENCE_FILE])}
    return {**files, DIFFERENCE_FILE: json_bytes(summary)}


def difference_summary(one: Difference) -> dict[str, object]:
    """The difference as one object: the two plans, how many of each change, and what the moves gain."""
    return {
        "format": 1,
        "first": _head(one.first),
        "second": _head(one.second),
        "changes": one.counts,
        "gain_of_moves": None if one.has_other_unit else one.gain_of_moves,
        "moves_by_figures_of_first": one.by_figures_of_first,
        "slots_whose_people_change": len(one.by_employer),
    }


def _head(plan: EarlierPlan) -> dict[str, object]:
    names = ("scenario", "unit", "value", "overrides")
    return {"week": week_label(plan.week), **{name: plan.file.get(name) for name in names}, "edited": list(plan.edited)}
