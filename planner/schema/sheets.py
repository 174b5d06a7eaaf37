"""What the sheets of a workbook are called: those of tables, that of the settings, and those nobody fills in."""

from __future__ import annotations

from functools import cache

from planner.schema.cures import one_form
from planner.texts import KEYS, NP_, known_in, translations

# The sheet whose keys and values stand for scenario.toml.
SCENARIO = NP_("sheet", "scenario")
# Sheets that the program makes and never reads.
INSTRUCTIONS, EXAMPLES = NP_("sheet", "read first"), NP_("sheet", "examples")
LISTS, FAULTS = NP_("sheet", "lists"), NP_("sheet", "faults and warnings")
OURS = (INSTRUCTIONS, EXAMPLES, LISTS, FAULTS)
OF_TABLES = (
    NP_("sheet", "jobseekers"), NP_("sheet", "employers"), NP_("sheet", "slots"), NP_("sheet", "programmes"),
    NP_("sheet", "held_places"), NP_("sheet", "funding"), NP_("sheet", "programme_funding"), NP_("sheet", "modules"),
    NP_("sheet", "supervisors"), NP_("sheet", "caseworkers"), NP_("sheet", "zones"), NP_("sheet", "travel"),
    NP_("sheet", "outcomes"),
    NP_("sheet", "baselines"), NP_("sheet", "decisions"), NP_("sheet", "placements"), NP_("sheet", "history"),
    NP_("sheet", "left_pool"), NP_("sheet", "followups"), NP_("sheet", "preferences"),
    NP_("sheet", "past_placements"), NP_("sheet", "targets"), NP_("sheet", "target_steps"), NP_("sheet", "audit"),
)  # fmt: skip


def sheet_name(plain: str, language: str) -> str:
    """What a language calls a sheet, as it stands on its tab; tables keep their names in English."""
    return known_in(language, "sheet", plain)


def plain_sheet(name: str) -> str:
    """The plain name of a sheet that some language calls so; any other name in small letters."""
    return _by_name().get(one_form(name), name.strip().lower())


@cache
def _by_name() -> dict[str, str]:
    plain = (*OF_TABLES, SCENARIO, *OURS)
    return {one_form(sheet_name(one, language)): one for language in (KEYS, *translations()) for one in plain}
