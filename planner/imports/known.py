"""What cells of an export are compared with: the geography and occupation models, and the base's ids and words."""

from __future__ import annotations

from datetime import date

from planner.geography import GEOGRAPHY, Towns, municipality_code, read_table
from planner.imports.base import Base, by_slug
from planner.imports.cells import Known, parts_of
from planner.imports.occupations import Occupations
from planner.inputs import shipped
from planner.schema.cures import one_form

OCCUPATIONS = "occupations/jobtech/1"
# Where words for skills and limits stand.
_TAGS = (
    ("slots", "skills"), ("slots", "excluded_limits"), ("jobseekers", "skills"), ("jobseekers", "limits"),
    ("jobseekers", "groups"),
)  # fmt: skip


def known_beside(base: Base | None, monday: date | None, municipality: str | None) -> Known:
    """What is known beside the export. Raises UsageFault where there is no such municipality."""
    geography, occupations = shipped() / GEOGRAPHY, shipped() / OCCUPATIONS
    code = municipality or (None if base is None else base.municipality)
    code = None if code is None else municipality_code(geography, code)[0]
    zones = {} if base is None else _zones(base)
    jobs = read_table(occupations, "job_kinds")
    words = [*jobs["skills"], *jobs["excluded_limits"]]
    if base is None:
        return Known(monday, Towns(geography, code, zones), Occupations(occupations), tags=_tags(words))
    words += [text for table, column in _TAGS for text in base.column(table, column)]
    names = base.pairs("employers", "name", "employer_id")
    employers = {one_form(name): one for name, one in [*names.items(), *((one, one) for one in names.values())]}
    rules = base.pairs("programmes", "rule", "programme_id")
    programmes = by_slug({**rules, **{one: one for one in rules.values()}})
    return Known(monday, Towns(geography, code, zones), Occupations(occupations), employers, programmes, _tags(words))


def _zones(base: Base) -> dict[str, str]:
    named = base.pairs("zones", "zone", "name")
    return {zone: named.get(zone, "") for zone in base.column("zones", "zone")}


def _tags(words: list[str]) -> frozenset[str]:
    return frozenset(one_form(part) for text in words for part in parts_of(text))
