"""A comparison as files: a folder for each what-if, one table of all, and summaries that pages are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from planner.explanation.form_names import form_names_spoken
from planner.folders import COMPARISON_FILE, COMPARISONS_FILE, DRAWS_FILE, json_bytes
from planner.planning import Plan, csv_text
from planner.reports.futures import futures_summary
from planner.studies import CHANGES, Comparison, Joint, Study, goal_ends, unfinished, why_blank
from planner.texts import language

FIGURES_CSV, CHANGES_CSV, TABLE_CSV, JOINT_CSV = "figures.csv", "changes.csv", "comparison.csv", "joint.csv"
# What the summary tells of each change alone.
_JOINT_MEASURES = ("placed", "uplift", "cost_sek", "benefit_saved_sek")
_DIGITS = 9


def study_files(study: Study, folders: Iterable[str], drawn: Mapping[int, Mapping[str, bytes]]) -> dict[str, bytes]:
    """Every file of a comparison by its path.

    `folders` has for each what-if its folder: "" for a single one, else a name and a slash. `drawn` are pictures by the
    position of the what-if, and those of all under -1.
    """
    dialect, homes = str(study.base.file.settings["dialect"]), list(folders)
    table = {TABLE_CSV: csv_text(study.table, dialect).encode()}
    if study.draws:
        table[DRAWS_FILE] = csv_text(_draws(study), dialect).encode()
    files: dict[str, bytes] = {}
    for at, home in enumerate(homes):
        more = {**({} if home else table), **drawn.get(at, {}), **({} if home else drawn.get(-1, {}))}
        files |= {f"{home}{name}": raw for name, raw in _of_one(study, at, dialect, more).items()}
    if homes == [""]:
        return files
    whole = {**table, **drawn.get(-1, {})}
    named = zip(homes, study.names, strict=True)
    summary = {
        "format": 1,
        "language": language(),
        "base": study.base.file.scenario,
        "what_ifs": [{"folder": home.rstrip("/"), "name": name} for home, name in named],
        "files": sorted([*whole, COMPARISONS_FILE]),
    }
    return {**whole, COMPARISONS_FILE: json_bytes(summary), **files}


def _draws(study: Study) -> pd.DataFrame:
    """A row for each future and plan, which is called as its column in the table is."""
    table = study.futures.table
    return table.assign(plan=table["plan"].map(dict(enumerate(("base", *study.names)))))


def _of_one(study: Study, at: int, dialect: str, more: Mapping[str, bytes]) -> dict[str, bytes]:
    comparison, joint = study.comparisons[at], study.joint.get(at)
    files = {
        FIGURES_CSV: csv_text(comparison.figures, dialect).encode(),
        CHANGES_CSV: csv_text(comparison.changes, dialect).encode(),
        **({} if joint is None else {JOINT_CSV: csv_text(joint.table, dialect).encode()}),
        **more,
    }
    # What we wrote is listed, so that a later run knows a folder of ours by it.
    summary = comparison_summary(study, at) | {"files": sorted([*files, COMPARISON_FILE])}
    return {**files, COMPARISON_FILE: json_bytes(summary)}


def comparison_summary(study: Study, at: int) -> dict[str, Any]:
    """One comparison as one object: totals of both, goals, difference, doubt, changes, what is joint, groups."""
    comparison, joint = study.comparisons[at], study.joint.get(at)
    changes = comparison.changes["change"].value_counts()
    return {
        "format": 1,
        "language": language(),
        "base": _side(comparison, comparison.base, "base"),
        "what_if": _side(comparison, comparison.what_if, "what_if"),
        "same_data": comparison.changes_nothing,
        "difference_uplift": round(comparison.difference, _DIGITS),
        "doubt": round(comparison.doubt, _DIGITS),
        "doubtful": comparison.is_doubtful,
        "people": {change: int(changes.get(change, 0)) for change in CHANGES},
        "people_apart": list(comparison.people_apart),
        "far_off": list(study.far_off.get(at, ())),
        "joint": None if joint is None else _joint(joint),
        "groups": {
            name: {"name_sv": group.name_sv, "name_en": group.name_en}
            for name, group in comparison.base.instance.declared_groups.items()
        },
        "programmes": _form_names(comparison),
        **futures_summary(comparison.futures),
    }


def _form_names(comparison: Comparison) -> dict[str, dict[str, str]]:
    """By programme_id of either plan what people call it, in each language of the pages."""
    named: dict[str, dict[str, str]] = {}
    for plan in (comparison.what_if, comparison.base):
        for spoken, names in form_names_spoken(plan.instance).items():
            for form, name in names.items():
                named.setdefault(form, {})[f"name_{spoken}"] = name
    return dict(sorted(named.items()))


def _side(comparison: Comparison, plan: Plan, side: str) -> dict[str, Any]:
    total = comparison.figures[comparison.figures["part"] == "total"].set_index("measure")[side]
    return {
        "scenario": plan.file.scenario,
        "week": plan.file.week,
        "unit": plan.file.unit,
        "follow_up_weeks": plan.file.settings["follow_up_weeks"],
        "unfinished_goals": list(unfinished(plan)),
        "goals": [end._asdict() for end in goal_ends(plan)],
        **plan.file.totals.model_dump(mode="json"),
        "overrides": [one.model_dump(mode="json") for one in plan.file.overrides],
        "usual": [part.model_dump(mode="json", exclude={"left_out"}) for part in plan.file.usual],
        "strongest_usual": plan.file.strongest_usual,
        "money_blank": why_blank(plan.instance, float(total["exits"])),
    }


def _joint(joint: Joint) -> dict[str, Any]:
    table = joint.table
    total = table[(table["part"] == "total") & (table["name"] == "all")].set_index("measure")

    def told(column: str) -> dict[str, float | None]:
        own = total[column].reindex(_JOINT_MEASURES)
        return {str(name): None if pd.isna(value) else round(float(value), _DIGITS) for name, value in own.items()}

    return {
        "changes": [
            {"name": name, "why_not": part.why or None, **told(name)}
            for name, part in zip(joint.names, joint.parts, strict=True)
        ],
        "alone": told("alone"),
        "together": told("together"),
        "joint": told("joint"),
        "doubt": round(joint.doubt, _DIGITS),
        "doubtful": joint.is_doubtful,
    }
