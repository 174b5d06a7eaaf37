"""What people call legal forms and budget lines, for whatever people read; files have their ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from planner.instance import Instance
from planner.texts import in_language, languages, speaking


def form_names(instance: Instance) -> Mapping[str, str]:
    """By programme_id what the office calls it, else what the law does, in the language that is spoken.

    Of two with one name each has its id behind it.
    """
    table = instance.programmes
    said = {}
    for form, name in zip(table["programme_id"].astype(str), table["name"], strict=True):
        rule = instance.rule_of(form)
        said[form] = in_language({"sv": rule.name_sv, "en": rule.name_en}) if pd.isna(name) else str(name)
    return _told_apart(said)


def form_names_spoken(instance: Instance) -> Mapping[str, Mapping[str, str]]:
    """By language, and by programme_id, what people call each form there."""
    named = {}
    for spoken in languages():
        with speaking(spoken):
            named[spoken] = form_names(instance)
    return named


def line_names(instance: Instance) -> Mapping[str, str]:
    """By funding_id what the office calls the budget line; its id where it has no name. Names as in `form_names`."""
    lines = instance.budget_lines
    names = zip(lines["funding_id"].astype(str), lines["name"], strict=True)
    return _told_apart({line: line if pd.isna(name) else str(name) for line, name in names})


def _told_apart(said: Mapping[str, str]) -> Mapping[str, str]:
    times = Counter(said.values())
    return {key: f"{name} ({key})" if times[name] > 1 else name for key, name in said.items()}
