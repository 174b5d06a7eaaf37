"""A synthetic week as the files of a scenario folder."""

from pathlib import Path

from planner.geography import municipality_code
from planner.schema.models import RulePack
from planner.synthesis.municipality import synthesise
from planner.synthesis.readme import readme_text
from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.writing import scenario_toml, table_files
from planner.texts import _


def week_files(settings: SynthesisSettings, *, geography: Path, occupations: Path, rules: RulePack) -> dict[str, bytes]:
    """Return scenario.toml, every table and a README, by file name; same arguments and language, same bytes.

    Raises UsageFault for an unknown municipality.
    """
    code, name = municipality_code(geography, settings.municipality)
    tables = synthesise(settings, geography=geography, occupations=occupations, rules=rules)
    title = _("{name}, made-up week {number}", name=name, number=int(settings.week[-2:]))
    page = readme_text(settings, tables, geography=geography)
    toml = scenario_toml(title, settings.week, code, settings.seed)
    return {"README.md": page.encode(), **table_files(tables, toml)}
