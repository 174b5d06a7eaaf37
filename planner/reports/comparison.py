"""A comparison as people read it: what the what-if changes, for which groups, and who gains or loses a place."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from planner.explanation import Language
from planner.planning import Plan, csv_text, json_bytes
from planner.reports.layout import columns, decimal
from planner.reports.names import group_name
from planner.studies import Comparison

PEOPLE_SHOWN = 12
DOUBT_DIGITS = 3
_MEASURES = {
    "placed": ("får plats", "placed", 0),
    "uplift": ("vinst", "gain", 2),
    "cost_sek": ("SEK", "SEK", 0),
    "travel_minutes": ("resminuter", "trip minutes", 0),
}


def comparison_screen(found: Comparison, language: Language) -> str:
    """One comparison on a screen."""
    swedish = language == "sv"
    title = f"{found.what_if.file.scenario} {'jämfört med' if swedish else 'against'} {found.base.file.scenario}"
    lines = [
        title,
        "=" * len(title),
        *columns(_figures(found, swedish=swedish), right=(1, 2, 3, 4)),
        "",
        *_people(found, swedish=swedish),
        *_units(found, swedish=swedish),
        *_doubt(found, swedish=swedish),
    ]
    return "\n".join(lines)


def _figures(found: Comparison, *, swedish: bool) -> list[tuple[str, ...]]:
    measures = list(_MEASURES)
    rows: list[tuple[str, ...]] = [("", *(str(_MEASURES[measure][0 if swedish else 1]) for measure in measures))]
    for (part, name), own in found.figures.groupby(["part", "name"], sort=False):
        figures = {str(row["measure"]): row for row in own.to_dict("records")}
        cells = (_change(figures[measure], _MEASURES[measure][2], swedish=swedish) for measure in measures)
        rows.append((_label(found.base, str(part), str(name), swedish=swedish), *cells))
    return rows


def _change(row: Mapping[Hashable, Any], digits: int, *, swedish: bool) -> str:
    """One measure as `before → after (difference)`."""
    base, what_if = (decimal(float(row[side]), digits, swedish=swedish) for side in ("base", "what_if"))
    difference = decimal(float(row["difference"]), digits, swedish=swedish, plus=True)
    return base if base == what_if else f"{base} → {what_if} ({difference})"


def _label(plan: Plan, part: str, name: str, *, swedish: bool) -> str:
    if part == "total":
        return "Alla" if swedish else "All"
    return group_name(plan, name, swedish=swedish) if part == "group" else name


def _people(found: Comparison, *, swedish: bool) -> list[str]:
    lines = []
    words = {
        "gains": ("får plats", "gain a place"),
        "loses": ("mister plats", "lose a place"),
        "moves": ("byter", "move"),
    }
    for change, said in words.items():
        own = found.changes[found.changes["change"] == change]
        shown = (own.head(PEOPLE_SHOWN)[name] for name in ("jobseeker_id", "base_slot", "what_if_slot"))
        names = [
            f"{person} ({' → '.join(slot for slot in slots if isinstance(slot, str))})"
            for person, *slots in zip(*shown, strict=True)
        ]
        more = len(own) - len(names)
        tail = "" if more <= 0 else (f" och {more} till" if swedish else f" and {more} more")
        lines.append(f"  {len(own)} {said[0 if swedish else 1]}{': ' if names else ''}{', '.join(names)}{tail}")
    return lines


_UNITS_SV = {"people": "personer", "points": "poäng", "table": "tabellens tal"}


def _units(found: Comparison, *, swedish: bool) -> list[str]:
    """A word of warning where one plan counts people and the other points: the gains say nothing of each other."""
    one, other = found.base.file.unit, found.what_if.file.unit
    if one == other:
        return []
    if swedish:
        words = f"{_UNITS_SV[one]}, {_UNITS_SV[other]}"
        return ["", f"Varning: planerna räknar i olika enheter ({words}); skillnaden i vinst säger ingenting."]
    return ["", f"Warning: the plans count in different units ({one}, {other}); the difference in gain says nothing."]


def _doubt(found: Comparison, *, swedish: bool) -> list[str]:
    if not found.is_doubtful or round(found.doubt, DOUBT_DIGITS) == 0:
        return []
    difference = decimal(found.difference, DOUBT_DIGITS, swedish=swedish, plus=True)
    doubt = decimal(found.doubt, DOUBT_DIGITS, swedish=swedish)
    if swedish:
        warning = (
            f"Varning: skillnaden {difference} är mindre än vad de två planernas gap lämnar öppet ({doubt}); "
            "den kan vara en slump."
        )
    else:
        warning = (
            f"Warning: the difference {difference} is smaller than what the two plans' gaps leave open ({doubt}); "
            "it may be chance."
        )
    return ["", warning]


def comparison_files(found: Comparison) -> dict[str, bytes]:
    """The comparison as files: figures, changes by person, and a summary."""
    dialect = found.base.file.settings["dialect"]
    return {
        "figures.csv": csv_text(found.figures, dialect).encode(),
        "changes.csv": csv_text(found.changes, dialect).encode(),
        "comparison.json": json_bytes(comparison_summary(found)),
    }


def comparison_summary(found: Comparison) -> dict[str, object]:
    """The comparison in one object: totals of both, the difference, the doubt, and who changes how."""
    changes = found.changes["change"].value_counts()
    return {
        "format": 1,
        "base": {"scenario": found.base.file.scenario, **found.base.file.totals.model_dump(mode="json")},
        "what_if": {"scenario": found.what_if.file.scenario, **found.what_if.file.totals.model_dump(mode="json")},
        "difference_uplift": round(found.difference, 9),
        "doubt": round(found.doubt, 9),
        "doubtful": found.is_doubtful,
        "people": {change: int(changes.get(change, 0)) for change in ("gains", "loses", "moves")},
    }
