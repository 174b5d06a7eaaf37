"""Modules before a place, as sentences."""

from __future__ import annotations

from typing import Any

import pandas as pd

from planner.schema.weeks import week_label
from planner.texts import ngettext


def module_name(module: pd.Series[Any]) -> str:
    """What people call a module, a row of table modules."""
    return str(module["module_id"] if pd.isna(module["name"]) else module["name"])


def module_sentence(module: pd.Series[Any], first: int) -> str:
    """On which module a place depends, from the week `first`."""
    return ngettext(
        "On condition of the module {module} before it: {number} week from {week}.",
        "On condition of the module {module} before it: {number} weeks from {week}.",
        int(module["weeks"]),
        module=module_name(module),
        week=week_label(first),
    )
