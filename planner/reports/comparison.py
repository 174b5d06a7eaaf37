"""A comparison as text and files: what the what-if changes, for which groups, and who gains or loses a place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from planner.explanation import GOALS, USUAL, Language
from planner.folders import COMPARISON_FILE, json_bytes
from planner.planning import Plan, csv_text
from planner.reports.doubts import warnings_lines
from planner.reports.layout import columns, decimal, percent
from planner.reports.names import group_name
from planner.reports.usual import strongest
from planner.studies import CHANGES, IN_BOTH, Comparison, unfinished

PEOPLE_SHOWN = 12
DOUBT_DIGITS = 3
_MEASURES = {
    "placed": ("får plats", "placed", 0),
    "uplift": ("vinst", "gain", 2),
    "cost_sek": ("SEK", "SEK", 0),
    "travel_minutes": ("resminuter", "trip minutes", 0),
}
_CHANGES = {
    "gains": ("får plats", "gain a place"),
    "loses": ("mister plats", "lose a place"),
    "moves": ("byter", "move"),
    "only_in_base": ("är bara med före och har plats där", "are in the base alone and have a place there"),
    "only_in_what_if": ("är bara med efter och har plats där", "are in the what-if alone and have a place there"),
    "other_week": ("har annan plats i den andra veckan", "have another place in the other week"),
}


def comparison_screen(comparison: Comparison, language: Language) -> str:
    """One comparison on a screen."""
    swedish = language == "sv"
    against = "jämfört med" if swedish else "against"
    title = f"{comparison.what_if.file.scenario} {against} {comparison.base.file.scenario}"
    first = [
        *_same(comparison, swedish=swedish),
        *_weeks(comparison, swedish=swedish),
        *_unfinished(comparison, swedish=swedish),
    ]
    lines = [
        title,
        "=" * len(title),
        *([*first, ""] if first else []),
        *columns(_figures(comparison, swedish=swedish), right=(1, 2, 3, 4)),
        *_judgement(comparison, swedish=swedish),
        *_against_usual(comparison, language),
        "",
        *_people(comparison, swedish=swedish),
        *_no_change(comparison, swedish=swedish),
        *_units(comparison, swedish=swedish),
        *_doubt(comparison, swedish=swedish),
        *warnings_lines(comparison.base, language, comparison.base.file.scenario),
        *warnings_lines(comparison.what_if, language, comparison.what_if.file.scenario),
    ]
    return "\n".join(lines)


def _same(comparison: Comparison, *, swedish: bool) -> list[str]:
    if not comparison.changes_nothing:
        return []
    said = "Samma underlag: ingenting skiljer de två." if swedish else "The same data: nothing sets the two apart."
    return [f"  {said}"]


def _no_change(comparison: Comparison, *, swedish: bool) -> list[str]:
    """The line for a what-if that changes the data but no proposal."""
    same_week = comparison.base.file.week == comparison.what_if.file.week
    if comparison.changes_nothing or not same_week or len(comparison.changes) or comparison.figures["difference"].any():
        return []
    said = (
        "Förslaget blir detsamma: det som ändras gör ingen skillnad för någon."
        if swedish
        else "The plan stays as it is: what changes makes no difference to anybody."
    )
    return [f"  {said}"]


def _weeks(comparison: Comparison, *, swedish: bool) -> list[str]:
    """A warning if the weeks are not the same, since then nobody gains or loses a place by the what-if."""
    if not comparison.has_other_week:
        return []
    weeks = f"{comparison.base.file.week}, {comparison.what_if.file.week}"
    if swedish:
        return [f"  Två olika veckor ({weeks}): ingen räknas som att ha vunnit eller förlorat en plats."]
    return [f"  Two different weeks ({weeks}): nobody is counted as gaining or losing a place."]


def _unfinished(comparison: Comparison, *, swedish: bool) -> list[str]:
    """A warning if the search of a goal was not finished: with more time, other people may gain or lose."""
    lines = []
    for plan in [comparison.base] if comparison.changes_nothing else [comparison.base, comparison.what_if]:
        names = unfinished(plan)
        if not names:
            continue
        goals = ", ".join(GOALS[name][0 if swedish else 1] for name in names)
        name = plan.file.scenario
        lines.append(f"  {name}: inte färdigräknat: {goals}." if swedish else f"  {name}: not finished: {goals}.")
    if lines:
        lines.append(
            "  Vem som får, mister eller byter plats kan bli annorlunda med mer tid (--time-limit)."
            if swedish
            else "  Who gains, loses or moves may change with more time (--time-limit)."
        )
    return lines


def _judgement(comparison: Comparison, *, swedish: bool) -> list[str]:
    """The share of each gain that is judgement."""
    shares = [plan.file.totals.judgement_share for plan in (comparison.base, comparison.what_if)]
    if None in shares:
        return []
    before, after = (percent(share, swedish=swedish, digits=0) for share in shares if share is not None)
    change = before if before == after else f"{before} → {after}"
    return [f"  Bedömning, av vinsten: {change}" if swedish else f"  Judgement, of the gain: {change}"]


def _against_usual(comparison: Comparison, language: Language) -> list[str]:
    """How much more each of the two plans gains than the strongest plan of usual practice of its scenario."""
    swedish, said = language == "sv", []
    for plan in (comparison.base, comparison.what_if):
        other = strongest(plan.file)
        if other is None or other.uplift is None:
            return []
        more = decimal(plan.file.totals.uplift - other.uplift, 2, swedish=swedish, plus=True)
        said.append(f"{more} ({USUAL[other.name][0 if swedish else 1]})")
    change = said[0] if said[0] == said[1] else " → ".join(said)
    return [f"  {'Mot den starkaste jämförelsen' if swedish else 'Against the strongest comparison'}: {change}"]


def _figures(comparison: Comparison, *, swedish: bool) -> list[tuple[str, ...]]:
    measures = list(_MEASURES)
    rows: list[tuple[str, ...]] = [("", *(str(_MEASURES[measure][0 if swedish else 1]) for measure in measures))]
    for (part, name), own in comparison.figures.groupby(["part", "name"], sort=False):
        figures = {str(row["measure"]): row for row in own.to_dict("records")}
        cells = (
            _change(figures[measure], _MEASURES[measure][2], swedish=swedish) if measure in figures else ""
            for measure in measures
        )
        rows.append((_label(comparison.base, str(part), str(name), swedish=swedish), *cells))
    return rows


def _change(row: Mapping[Hashable, Any], digits: int, *, swedish: bool) -> str:
    """One measure as `before → after (difference)`."""
    base, what_if = (decimal(float(row[side]), digits, swedish=swedish) for side in ("base", "what_if"))
    difference = decimal(float(row["difference"]), digits, swedish=swedish, plus=True)
    return base if base == what_if else f"{base} → {what_if} ({difference})"


def _label(plan: Plan, part: str, name: str, *, swedish: bool) -> str:
    if part == "total":
        return "Alla" if swedish else "All"
    if part == "people":
        if name == IN_BOTH:
            return "De som är med i båda" if swedish else "Those who are in both"
        return "De som är med i bara den ena" if swedish else "Those who are in one alone"
    return group_name(plan, name, swedish=swedish) if part == "group" else name


def _people(comparison: Comparison, *, swedish: bool) -> list[str]:
    lines = []
    counts = comparison.changes["change"].value_counts()
    always = () if comparison.has_other_week else CHANGES[:3]
    for change in CHANGES:
        if change not in always and change not in counts:
            continue
        own = comparison.changes[comparison.changes["change"] == change]
        shown = (own.head(PEOPLE_SHOWN)[name] for name in ("jobseeker_id", "base_slot", "what_if_slot"))
        names = [
            f"{person} ({' → '.join(slot for slot in slots if isinstance(slot, str))})"
            for person, *slots in zip(*shown, strict=True)
        ]
        more = len(own) - len(names)
        tail = "" if more <= 0 else (f" och {more} till" if swedish else f" and {more} more")
        said = _CHANGES[change][0 if swedish else 1]
        lines.append(f"  {len(own)} {said}{': ' if names else ''}{', '.join(names)}{tail}")
    return lines


_UNITS_SV = {"people": "personer", "weeks": "veckor", "points": "poäng", "table": "tabellens tal"}


def _units(comparison: Comparison, *, swedish: bool) -> list[str]:
    """A warning if one plan counts people and the other points: then the two gains cannot be compared."""
    one, other = comparison.base.file.unit, comparison.what_if.file.unit
    if one == other:
        return []
    if swedish:
        words = f"{_UNITS_SV[one]}, {_UNITS_SV[other]}"
        return ["", f"Varning: planerna räknar i olika enheter ({words}); skillnaden i vinst säger ingenting."]
    return ["", f"Warning: the plans count in different units ({one}, {other}); the difference in gain says nothing."]


def _doubt(comparison: Comparison, *, swedish: bool) -> list[str]:
    if not comparison.is_doubtful or round(comparison.doubt, DOUBT_DIGITS) == 0:
        return []
    difference = decimal(comparison.difference, DOUBT_DIGITS, swedish=swedish, plus=True)
    doubt = decimal(comparison.doubt, DOUBT_DIGITS, swedish=swedish)
    if swedish:
        warning = (
            f"Varning: skillnaden {difference} är mindre än vad de två planernas gap lämnar öppet ({doubt}); "
            "mer tid kan ändra den."
        )
    else:
        warning = (
            f"Warning: the difference {difference} is smaller than what the two plans' gaps leave open ({doubt}); "
            "more time may change it."
        )
    return ["", warning]


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
    """The comparison as one object: totals of both, unfinished goals, the difference, its doubt, and each change."""
    changes = comparison.changes["change"].value_counts()
    base, what_if = (
        {
            "scenario": plan.file.scenario,
            "week": plan.file.week,
            "unfinished_goals": list(unfinished(plan)),
            **plan.file.totals.model_dump(mode="json"),
            "usual": [part.model_dump(mode="json", exclude={"left_out"}) for part in plan.file.usual],
            "strongest_usual": plan.file.strongest_usual,
        }
        for plan in (comparison.base, comparison.what_if)
    )
    return {
        "format": 1,
        "base": base,
        "what_if": what_if,
        "same_data": comparison.changes_nothing,
        "difference_uplift": round(comparison.difference, 9),
        "doubt": round(comparison.doubt, 9),
        "doubtful": comparison.is_doubtful,
        "people": {change: int(changes.get(change, 0)) for change in CHANGES},
    }
