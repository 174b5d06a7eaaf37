"""A comparison as text and files: what the what-if changes, for which groups, and who gains or loses a place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from planner.explanation import GOALS, USUAL
from planner.folders import COMPARISON_FILE, json_bytes
from planner.planning import Plan, csv_text
from planner.reports.doubts import warnings_lines
from planner.reports.layout import columns
from planner.reports.names import group_name
from planner.reports.overrides import override_lines
from planner.reports.usual import strongest
from planner.studies import CHANGES, IN_BOTH, Comparison, unfinished
from planner.texts import N_, NN_, _, decimal, language, listed, ngettext, percent

PEOPLE_SHOWN = 12
DOUBT_DIGITS = 3
_MEASURES = {
    "placed": (N_("placed"), 0),
    "uplift": (N_("gain"), 2),
    "cost_sek": (N_("SEK"), 0),
    "travel_minutes": (N_("trip minutes"), 0),
}
_CHANGES = {
    "gains": NN_("{number} gains a place", "{number} gain a place"),
    "loses": NN_("{number} loses a place", "{number} lose a place"),
    "moves": NN_("{number} moves", "{number} move"),
    "only_in_base": NN_(
        "{number} is in the base alone and has a place there",
        "{number} are in the base alone and have a place there",
    ),
    "only_in_what_if": NN_(
        "{number} is in the what-if alone and has a place there",
        "{number} are in the what-if alone and have a place there",
    ),
    "other_week": NN_(
        "{number} has another place in the other week",
        "{number} have another place in the other week",
    ),
}
_UNITS = {
    "people": N_("people"),
    "weeks": N_("weeks"),
    "points": N_("points"),
    "table": N_("figures of the table"),
}


def comparison_screen(comparison: Comparison) -> str:
    """One comparison on a screen."""
    base, what_if = comparison.base, comparison.what_if
    title = _("{what_if} against {base}", what_if=what_if.file.scenario, base=base.file.scenario)
    first = [*_same(comparison), *_weeks(comparison), *_unfinished(comparison)]
    lines = [
        title,
        "=" * len(title),
        *([*first, ""] if first else []),
        *columns(_figures(comparison), right=(1, 2, 3, 4)),
        *_judgement(comparison),
        *_against_usual(comparison),
        "",
        *_people(comparison),
        *_no_change(comparison),
        *_units(comparison),
        *_doubt(comparison),
        *_overrides(comparison),
        *warnings_lines(base, base.file.scenario),
        *warnings_lines(what_if, what_if.file.scenario),
    ]
    return "\n".join(lines)


def _same(comparison: Comparison) -> list[str]:
    return ["  " + _("The same data: nothing sets the two apart.")] if comparison.changes_nothing else []


def _overrides(comparison: Comparison) -> list[str]:
    """The overrides of both plans."""
    of = {plan.file.scenario: plan for plan in (comparison.base, comparison.what_if)}
    return [
        f"  {name}: {line}" if number == 0 else f"  {line}"
        for name, plan in of.items()
        for number, line in enumerate(override_lines(plan.file.overrides))
    ]


def _no_change(comparison: Comparison) -> list[str]:
    """The line for a what-if that changes the data but no proposal."""
    same_week = comparison.base.file.week == comparison.what_if.file.week
    if comparison.changes_nothing or not same_week or len(comparison.changes) or comparison.figures["difference"].any():
        return []
    return ["  " + _("The plan stays as it is: what changes makes no difference to anybody.")]


def _weeks(comparison: Comparison) -> list[str]:
    """A warning if the weeks are not the same, since then nobody gains or loses a place by the what-if."""
    if not comparison.has_other_week:
        return []
    said = _(
        "Two different weeks ({base}, {what_if}): nobody is counted as gaining or losing a place.",
        base=comparison.base.file.week,
        what_if=comparison.what_if.file.week,
    )
    return [f"  {said}"]


def _unfinished(comparison: Comparison) -> list[str]:
    """A warning if the search of a goal was not finished: with more time, other people may gain or lose."""
    plans = [comparison.base] if comparison.changes_nothing else [comparison.base, comparison.what_if]
    lines = [
        _("{scenario}: not finished: {goals}.", scenario=plan.file.scenario, goals=listed([_(GOALS[n]) for n in names]))
        for plan in plans
        if (names := unfinished(plan))
    ]
    if lines:
        lines.append(_("Who gains, loses or moves may change with more time (--time-limit)."))
    return [f"  {line}" for line in lines]


def _judgement(comparison: Comparison) -> list[str]:
    """The share of each gain that is judgement."""
    shares = [plan.file.totals.judgement_share for plan in (comparison.base, comparison.what_if)]
    if None in shares:
        return []
    before, after = (percent(share, 0) for share in shares if share is not None)
    change = before if before == after else f"{before} -> {after}"
    return ["  " + _("Judgement, of the gain: {change}", change=change)]


def _against_usual(comparison: Comparison) -> list[str]:
    """How much more each of the two plans gains than the strongest plan of usual practice of its scenario."""
    said = []
    for plan in (comparison.base, comparison.what_if):
        other = strongest(plan.file)
        if other is None or other.uplift is None:
            return []
        said.append(f"{decimal(plan.file.totals.uplift - other.uplift, 2, plus=True)} ({_(USUAL[other.name])})")
    change = said[0] if said[0] == said[1] else " -> ".join(said)
    return ["  " + _("Against the strongest comparison: {change}", change=change)]


def _figures(comparison: Comparison) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("", *(_(heading) for heading, _digits in _MEASURES.values()))]
    for (part, name), own in comparison.figures.groupby(["part", "name"], sort=False):
        figures = {str(row["measure"]): row for row in own.to_dict("records")}
        cells = (
            _change(figures[measure], digits) if measure in figures else ""
            for measure, (_heading, digits) in _MEASURES.items()
        )
        rows.append((_label(comparison.base, str(part), str(name)), *cells))
    return rows


def _change(row: Mapping[Hashable, Any], digits: int) -> str:
    """One measure as `before -> after (difference)`."""
    base, what_if = (decimal(float(row[side]), digits) for side in ("base", "what_if"))
    difference = decimal(float(row["difference"]), digits, plus=True)
    return base if base == what_if else f"{base} -> {what_if} ({difference})"


def _label(plan: Plan, part: str, name: str) -> str:
    if part == "total":
        return _("All")
    if part == "together":
        return _("Together with what is promised")
    if part == "people":
        return _("Those who are in both") if name == IN_BOTH else _("Those who are in one alone")
    return group_name(plan, name) if part == "group" else name


def _people(comparison: Comparison) -> list[str]:
    """Each kind of change: how many people it is for, and the first of them."""
    lines = []
    counts = comparison.changes["change"].value_counts()
    always = () if comparison.has_other_week else CHANGES[:3]
    for change in CHANGES:
        if change not in always and change not in counts:
            continue
        own = comparison.changes[comparison.changes["change"] == change]
        shown = (own.head(PEOPLE_SHOWN)[name] for name in ("jobseeker_id", "base_slot", "what_if_slot"))
        people = ", ".join(
            f"{person} ({' -> '.join(slot for slot in slots if isinstance(slot, str))})"
            for person, *slots in zip(*shown, strict=True)
        )
        more = len(own) - PEOPLE_SHOWN
        if more > 0:
            people = ngettext("{people} and {number} more", "{people} and {number} more", more, people=people)
        said = ngettext(*_CHANGES[change], len(own))
        lines.append(f"  {said}: {people}" if people else f"  {said}")
    return lines


def _units(comparison: Comparison) -> list[str]:
    """A warning if one plan counts people and the other points: then the two gains cannot be compared."""
    one, other = comparison.base.file.unit, comparison.what_if.file.unit
    if one == other:
        return []
    said = _(
        "Warning: the plans count in different units ({base}, {what_if}); the difference in gain says nothing.",
        base=_(_UNITS[one]),
        what_if=_(_UNITS[other]),
    )
    return ["", said]


def _doubt(comparison: Comparison) -> list[str]:
    if not comparison.is_doubtful or round(comparison.doubt, DOUBT_DIGITS) == 0:
        return []
    said = _(
        "Warning: the difference {difference} is smaller than what the two plans' gaps leave open ({doubt}); "
        "more time may change it.",
        difference=decimal(comparison.difference, DOUBT_DIGITS, plus=True),
        doubt=decimal(comparison.doubt, DOUBT_DIGITS),
    )
    return ["", said]


def comparison_files(comparison: Comparison) -> dict[str, bytes]:
    """The comparison as files: figures, changes by person, and a summary."""
    dialect = comparison.base.file.settings["dialect"]
    files = {
        "figures.csv": csv_text(comparison.figures, dialect).encode(),
        "changes.csv": csv_text(comparison.changes, dialect).encode(),
    }
    # What we wrote is listed, so that a later run knows a folder of ours by it.
    summary = comparison_summary(comparison) | {"files": sorted([*files, COMPARISON_FILE])}
    return {**files, COMPARISON_FILE: json_bytes(summary)}


def comparison_summary(comparison: Comparison) -> dict[str, object]:
    """The comparison as one object: totals of both, unfinished goals, difference, doubt, changes, names of groups."""
    changes = comparison.changes["change"].value_counts()
    base, what_if = (
        {
            "scenario": plan.file.scenario,
            "week": plan.file.week,
            "unit": plan.file.unit,
            "follow_up_weeks": plan.file.settings["follow_up_weeks"],
            "unfinished_goals": list(unfinished(plan)),
            **plan.file.totals.model_dump(mode="json"),
            "overrides": [one.model_dump(mode="json") for one in plan.file.overrides],
            "usual": [part.model_dump(mode="json", exclude={"left_out"}) for part in plan.file.usual],
            "strongest_usual": plan.file.strongest_usual,
        }
        for plan in (comparison.base, comparison.what_if)
    )
    return {
        "format": 1,
        "language": language(),
        "base": base,
        "what_if": what_if,
        "same_data": comparison.changes_nothing,
        "difference_uplift": round(comparison.difference, 9),
        "doubt": round(comparison.doubt, 9),
        "doubtful": comparison.is_doubtful,
        "people": {change: int(changes.get(change, 0)) for change in CHANGES},
        "groups": {
            name: {"name_sv": group.name_sv, "name_en": group.name_en}
            for name, group in comparison.base.instance.declared_groups.items()
        },
    }
