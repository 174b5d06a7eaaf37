"""The README of a synthetic week: what is made up, what was observed, and what stands in for what nobody has measured.

The texts are files beside this one, one for each language, with fields in braces for what differs between weeks. The
cells of the geography model are in English, and `sv.csv` translates them. A cell that is not in it stays in English.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pandas as pd

from planner.synthesis.figures import ShareFigure, facts_of, figures_of
from planner.synthesis.names import municipality_code
from planner.synthesis.settings import SynthesisSettings

Language = Literal["sv", "en"]

FIGURES: dict[str, dict[Language, str]] = {
    "share_12_months": {"sv": "utan arbete minst 12 månader", "en": "without work for 12 months or more"},
    "share_24_months": {"sv": "utan arbete minst 24 månader", "en": "without work for 24 months or more"},
    "second_language_share": {"sv": "svenska som andraspråk", "en": "Swedish as a second language"},
    "short_schooling_share": {"sv": "utan gymnasieutbildning", "en": "no upper secondary education"},
    "shortest_schooling_share": {"sv": "ofullständig grundskola", "en": "incomplete compulsory school"},
    "youth_share": {"sv": "under 25 år", "en": "under 25 years"},
    "protected_share": {"sv": "skyddade uppgifter", "en": "protected identity"},
}
KINDS: dict[str, dict[Language, str]] = {
    "observed": {"sv": "observerad", "en": "observed"},
    "derived": {"sv": "räknad ur observerade", "en": "derived from observed"},
    "judgement": {"sv": "bedömning", "en": "judgement"},
}
OWN: dict[str, dict[Language, str]] = {
    "all": {
        "sv": "Tiden utan arbete är dragen efter kommunens egna siffror.",
        "en": "Time without work is drawn by the municipality's own figures.",
    },
    "some": {
        "sv": "Andelen utan arbete minst 12 månader är kommunens egen; den för 24 månader saknas och sätts till "
        "hälften.",
        "en": "The share without work for 12 months is the municipality's own; "
        "that for 24 months is missing and set to half.",
    },
    "none": {
        "sv": "**Modellen saknar siffror för tiden utan arbete i den här kommunen: Landskronas är lånade.**",
        "en": "**The model has no figures for time without work in this municipality: Landskrona's are borrowed.**",
    },
}
NO_FACTS: dict[Language, str] = {
    "sv": "Modellen har inga publicerade siffror för den här kommunen.",
    "en": "The model holds no published figures for this municipality.",
}
FACTS_HEAD: dict[Language, str] = {
    "sv": "| mått | period | värde | enhet | källa |",
    "en": "| measure | period | value | unit | source |",
}


def calibration(figures: Mapping[str, ShareFigure]) -> Literal["all", "some", "none"]:
    """Return how far the time without work follows the municipality's own figures."""
    if not figures["share_12_months"].is_own:
        return "none"
    return "some" if figures["share_24_months"].kind == "judgement" else "all"


def readme_text(
    settings: SynthesisSettings, tables: Mapping[str, pd.DataFrame], *, geography: Path, language: Language
) -> str:
    """Return the page. It names no folder, so that it is the same wherever it is written."""
    code, name = municipality_code(geography, settings.municipality)
    figures = figures_of(geography, code)
    template = files(__package__).joinpath(f"{language}.md").read_text(encoding="utf-8")
    return template.format(
        name=name,
        week=settings.week,
        code=code,
        seed=settings.seed,
        people=settings.people,
        running=settings.num_running,
        free=settings.num_free,
        tables="\n".join(f"| {table}.csv | {len(frame)} |" for table, frame in tables.items()),
        own=OWN[calibration(figures)][language],
        figures="\n".join(_figure_row(key, figures[key], language) for key in FIGURES),
        facts=_facts(geography, code, language),
    )


def _figure_row(key: str, figure: ShareFigure, language: Language) -> str:
    percent = _number(f"{100 * figure.value:g} %", language)
    told = (_told(cell, language) for cell in (figure.place, figure.year, figure.source))
    return f"| {FIGURES[key][language]} | {percent} | {KINDS[figure.kind][language]} | {' | '.join(told)} |"


def _facts(geography: Path, code: str, language: Language) -> str:
    facts = facts_of(geography, code)
    if not facts:
        return NO_FACTS[language]
    rows = []
    for fact in facts:
        told = {name: _told(fact[name], language) for name in ("measure", "period", "unit", "source")}
        told["value"] = _number(fact["value"], language)
        rows.append(" | ".join(told[name] for name in ("measure", "period", "value", "unit", "source")))
    return "\n".join([FACTS_HEAD[language], "|---|---|---|---|---|", *(f"| {row} |" for row in rows)])


def _number(text: str, language: Language) -> str:
    return text.replace(".", ",") if language == "sv" else text


def _told(cell: str, language: Language) -> str:
    """A cell of the geography model in the language of the page."""
    return _swedish().get(cell, cell) if language == "sv" else cell


@cache
def _swedish() -> dict[str, str]:
    lines = files(__package__).joinpath("sv.csv").read_text(encoding="utf-8").splitlines()
    return {row["text"]: row["swedish"] for row in csv.DictReader(lines)}
