"""The keys of scenario.toml as rows of a sheet: by dotted name the kind of value, the default and what it is for."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.schema.cells import NUMBER, SHARE, WHOLE, YES_NO
from planner.schema.cures import one_form
from planner.schema.lottery import Draw
from planner.schema.settings import ConstraintsOff, Group, ModelChoice, ScenarioHead, Settings, SolveSettings
from planner.texts import NP_, known_in, translations

# The sections of scenario.toml that a sheet may hold. `extends` and patches change another scenario, and need a folder.
SECTIONS: dict[str, type[BaseModel]] = {
    "scenario": ScenarioHead, "models": ModelChoice, "solve": SolveSettings, "settings": Settings, "lottery": Draw,
    "constraints": ConstraintsOff,
}  # fmt: skip
# What languages call the keys that most people fill in; every key may also be written by its dotted name.
CALLED = {
    "scenario.name": NP_("key", "name"), "scenario.week": NP_("key", "plan week"),
    "scenario.municipality": NP_("key", "municipality"), "scenario.language": NP_("key", "language"),
    "scenario.lottery_seed": NP_("key", "seed of the lot"),
    "scenario.protected": NP_("key", "people with protected identity, taken out before"),
    "models.rules": NP_("key", "rules"), "models.outcome": NP_("key", "outcome model"),
    "models.acceptance": NP_("key", "acceptance model"), "models.travel": NP_("key", "travel model"),
    "models.policy": NP_("key", "policy"), "models.occupations": NP_("key", "occupations"),
    "models.futures": NP_("key", "model of futures"),
    "solve.time_limit_seconds": NP_("key", "time limit (seconds)"), "solve.gap": NP_("key", "gap"),
    "solve.seed": NP_("key", "seed of the search"), "solve.workers": NP_("key", "threads"),
    "settings.max_travel_minutes": NP_("key", "longest trip (minutes)"),
    "settings.waiting_limit_weeks": NP_("key", "long wait (weeks)"),
    "settings.fair_share": NP_("key", "fair share"),
    "settings.groups": NP_("key", "groups"),
    "settings.dialect": NP_("key", "dialect of written tables"),
    "settings.headings": NP_("key", "headings of written tables"),
}  # fmt: skip
# Headings of the sheet.
KEY, VALUE, MEANING = NP_("heading of keys", "key"), NP_("heading of keys", "value"), NP_("heading of keys", "meaning")


@dataclass(frozen=True)
class SettingKey:
    """One key: its dotted name, the kind of its value (a plain type, or `list`), the words it takes, its field."""

    name: str
    kind: type
    words: tuple[str, ...]
    field: FieldInfo


@cache
def setting_keys() -> Mapping[str, SettingKey]:
    """Every key of one value, in the order of the sheet."""
    return {key.name: key for section, shape in SECTIONS.items() for key in _keys_of(section, shape)}


def _keys_of(section: str, shape: type[BaseModel]) -> Iterator[SettingKey]:
    for name, field in shape.model_fields.items():
        kind, words = _kind(field.annotation)
        if kind is not dict and not issubclass(kind, BaseModel):
            yield SettingKey(f"{section}.{name}", kind, words, field)


def _kind(annotation: Any) -> tuple[type, tuple[str, ...]]:  # noqa: ANN401 - any annotation of a field
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind(get_args(annotation)[0])
    if origin is Literal:
        return str, tuple(str(word) for word in get_args(annotation))
    if origin in {Union, types.UnionType}:
        return _kind(next(part for part in get_args(annotation) if part is not type(None)))
    if origin is tuple:
        return list, _kind(get_args(annotation)[0])[1]
    return (dict if origin is dict else annotation), ()


def kind_of_key(name: str) -> type:
    """The kind of value of a key by its dotted name; keys of groups and of a value for each goal among them."""
    if name in setting_keys():
        return setting_keys()[name].kind
    section, *rest = name.split(".")
    if section == "groups" and rest and rest[-1] in Group.model_fields:
        return object if rest[-1] == "where" else _kind(Group.model_fields[rest[-1]].annotation)[0]
    of_tables = {"settings.may_cost": float, "settings.group_floor": float, "settings.group_minimum": int}
    return of_tables.get(".".join([section, *rest[:1]]), object)


def key_name(name: str, language: str) -> str:
    """What a language calls a key; one without a name of its own is called by its dotted name."""
    called = CALLED.get(name)
    return name if called is None else known_in(language, "key", called)


def plain_key(text: str) -> str:
    """The dotted name of a key, whatever language it is written in; any other text as it is."""
    return _by_name().get(one_form(text), text.strip())


@cache
def _by_name() -> dict[str, str]:
    said = {one_form(key_name(name, language)): name for name in CALLED for language in ("en", *translations())}
    last = {name.partition(".")[2]: name for name in reversed(list(setting_keys()))}
    return last | said | {name: name for name in setting_keys()}


def plain_value(name: str, text: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """The value of a key as TOML has it; a text that cannot be read so stays one, and its key has the fault."""
    kind, text = kind_of_key(name), text.strip()
    if kind is list:
        return [part.strip() for part in text.replace(",", "|").split("|") if part.strip()]
    if name == "scenario.municipality" and text.isdigit():
        return text.zfill(4)  # Excel takes the noughts before a number away
    try:
        return _READ[kind](text)
    except (KeyError, ValueError):
        return text


def _anything(text: str) -> Any:  # noqa: ANN401 - what a group looks for in a column
    for read in (WHOLE.parse, NUMBER.parse):
        try:
            return read(text)
        except ValueError:
            continue
    return [part.strip() for part in text.split("|")] if "|" in text else text


_READ: dict[Any, Any] = {
    int: WHOLE.parse, float: SHARE.parse, bool: YES_NO.parse, date: date.fromisoformat, object: _anything,
    Any: _anything,
}  # fmt: skip
