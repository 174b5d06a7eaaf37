"""The law as it stands on a day, from the rule pack: rules with amendments, and lower employer fees."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from planner.schema.models import CommonRules, LowerFees, Rule, RulePack
from planner.schema.weeks import week_monday


def rule_in(pack: RulePack, name: str, week: int) -> Rule:
    """A legal form as it stands on the Monday of a week."""
    return _standing(pack.stored.files[f"{name}.toml"], week_monday(week))


@lru_cache(maxsize=4096)
def _standing(file: bytes, day: date) -> Rule:
    """A rule with every amendment in force by a day laid over it, the oldest first."""
    keys = {key: value for key, value in _read(file).items() if key != "amendment"}
    for amendment in _read(file).get("amendment", ()):
        if amendment["since"] <= day:
            kept = {key: value for key, value in keys.items() if key not in amendment.get("unset", ())}
            keys = _laid_over(kept, amendment.get("set", {}))
    return Rule.model_validate(keys)


@lru_cache(maxsize=256)
def _read(file: bytes) -> Mapping[str, Any]:
    return tomllib.loads(file.decode("utf-8-sig"))


def _laid_over(keys: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Tables merge; any other value, lists too, replaces what stood there."""
    merged = dict(keys)
    for key, value in changes.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _laid_over(merged[key], value) if both else value
    return merged


def lower_fees_on(common: CommonRules, day: date) -> tuple[LowerFees, ...]:
    """The lower employer fees of placements that start on a day."""
    return tuple(
        fees for fees in common.lower_fees if fees.valid_from <= day and (fees.valid_to is None or day <= fees.valid_to)
    )
