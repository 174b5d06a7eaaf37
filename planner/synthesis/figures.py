"""Figures: the shares that a synthetic week is drawn by, the municipality's own if it has any."""

from dataclasses import dataclass
from pathlib import Path

from planner.geography import read_table
from planner.synthesis.settings import SynthesisSettings


@dataclass(frozen=True)
class ShareFigure:
    """One share (0..1) with its origin.

    is_own: published for the municipality itself. Otherwise it holds for the whole country, is borrowed from another
    municipality, or is judgement: `kind`, `place` and `source` say which.
    """

    name: str
    value: float
    unit: str
    kind: str
    year: str
    place: str
    source: str
    sure: str
    is_own: bool


def figures_of(folder: Path, code: str) -> dict[str, ShareFigure]:
    """Return the figures of a municipality by name: its own row of `jobseeker_shares`, else the one without a code."""
    found: dict[str, ShareFigure] = {}
    for row in read_table(folder, "jobseeker_shares").to_dict("records"):
        if row["mun_code"] in {"", code}:
            own = row["mun_code"] == code
            if own or row["figure"] not in found:
                text = {name: row[name] for name in ("unit", "kind", "year", "place", "source", "sure")}
                found[row["figure"]] = ShareFigure(row["figure"], float(row["value"]), is_own=own, **text)
    return found


@dataclass(frozen=True)
class Shares:
    """The shares (0..1) that people are drawn by; a setting replaces the figure of the geography model."""

    year: float
    two_years: float
    youth: float
    second_language: float
    protected: float

    @classmethod
    def of(cls, settings: SynthesisSettings, figures: dict[str, ShareFigure]) -> "Shares":
        """Return the shares in use; `year`, `two_years`: of all unemployed, those out of work for at least so long."""

        def either(stated: float | None, name: str) -> float:
            return figures[name].value if stated is None else stated

        return cls(
            year=figures["share_12_months"].value,
            two_years=figures["share_24_months"].value,
            youth=either(settings.youth_share, "youth_share"),
            second_language=either(settings.second_language_share, "second_language_share"),
            protected=either(settings.protected_share, "protected_share"),
        )


def facts_of(folder: Path, code: str) -> list[dict[str, str]]:
    """Return what has been published about a municipality: measure, period, value, unit, source, newest first."""
    table = read_table(folder, "municipality_facts")
    own = table[table["municipality_code"] == code].sort_values("period", ascending=False, kind="stable")
    return [{str(key): str(cell) for key, cell in row.items()} for row in own.to_dict("records")]
