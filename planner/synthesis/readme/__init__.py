"""The README of a synthetic week: what is made up, what was observed, and what stands in for what nobody has measured.

The pages are files beside this one, one for each language, with fields in braces for what differs between weeks. The
cells of the geography model are in English, and a table for each other language, such as `sv.csv`, translates them. A
cell that is not in it stays in English, and so does the page in a language that has none.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import pandas as pd

from planner.geography import municipality_code
from planner.synthesis.figures import ShareFigure, facts_of, figures_of
from planner.synthesis.settings import SynthesisSettings
from planner.texts import N_, NP_, _, language, percent, pgettext, with_decimal_mark

FIGURES: dict[str, str] = {
    "share_12_months": N_("without work for 12 months or more"),
    "share_24_months": N_("without work for 24 months or more"),
    "second_language_share": N_("Swedish as a second language"),
    "short_schooling_share": N_("no upper secondary education"),
    "shortest_schooling_share": N_("incomplete compulsory school"),
    "youth_share": N_("under 25 years"),
    "protected_share": N_("protected identity"),
}
KINDS: dict[str, str] = {
    "observed": NP_("figure", "observed"),
    "derived": NP_("figure", "derived from observed"),
    "judgement": NP_("figure", "judgement"),
}
OWN: dict[str, str] = {
    "all": N_("Time without work is drawn by the municipality's own figures."),
    "some": N_(
        "The share without work for 12 months is the municipality's own; that for 24 months is missing and set to half."
    ),
    "none": N_("**The model has no figures for time without work in this municipality: Landskrona's are borrowed.**"),
}


def calibration(figures: Mapping[str, ShareFigure]) -> Literal["all", "some", "none"]:
    """Return how far the time without work follows the municipality's own figures."""
    if not figures["share_12_months"].is_own:
        return "none"
    return "some" if figures["share_24_months"].kind == "judgement" else "all"


def readme_text(settings: SynthesisSettings, tables: Mapping[str, pd.DataFrame], *, geography: Path) -> str:
    """Return the page in the language that is spoken. It names no folder, so it is the same wherever it is written."""
    code, name = municipality_code(geography, settings.municipality)
    figures = figures_of(geography, code)
    return _page().format(
        name=name,
        week=settings.week,
        code=code,
        seed=settings.seed,
        people=settings.people,
        running=settings.num_running,
        free=settings.num_free,
        tables="\n".join(f"| {table}.csv | {len(frame)} |" for table, frame in tables.items()),
        own=_(OWN[calibration(figures)]),
        figures="\n".join(_figure_row(key, figures[key]) for key in FIGURES),
        facts=_facts(geography, code),
    )


def _page() -> str:
    """The page in the language that is spoken, else in English."""
    home = files(__package__)
    own, english = home.joinpath(f"{language()}.md"), home.joinpath("en.md")
    return (own if own.is_file() else english).read_text(encoding="utf-8")


def _figure_row(key: str, figure: ShareFigure) -> str:
    told = (_told(cell) for cell in (figure.place, figure.year, figure.source))
    kind = pgettext("figure", KINDS[figure.kind])
    return f"| {_(FIGURES[key])} | {percent(figure.value)} | {kind} | {' | '.join(told)} |"


def _facts(geography: Path, code: str) -> str:
    facts = facts_of(geography, code)
    if not facts:
        return _("The model holds no published figures for this municipality.")
    rows = []
    for fact in facts:
        told = {name: _told(fact[name]) for name in ("measure", "period", "unit", "source")}
        told["value"] = with_decimal_mark(fact["value"])
        rows.append(" | ".join(told[name] for name in ("measure", "period", "value", "unit", "source")))
    head = _("| measure | period | value | unit | source |")
    return "\n".join([head, "|---|---|---|---|---|", *(f"| {row} |" for row in rows)])


def _told(cell: str) -> str:
    """A cell of the geography model in the language of the page."""
    return _words(language()).get(cell, cell)


@cache
def _words(name: str) -> dict[str, str]:
    """The cells of the geography model in a language; nothing for English, in which they are written."""
    table = files(__package__).joinpath(f"{name}.csv")
    if not table.is_file():
        return {}
    return {row["text"]: row["told"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())}
