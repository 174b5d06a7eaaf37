"""TOML files to pydantic objects, with every fault named by key and a did-you-mean for unknown ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from planner.errors import Fault, Faults, given, one_line
from planner.inputs.cells import did_you_mean
from planner.inputs.library_words import misfit, toml_reason
from planner.inputs.text import decoded
from planner.texts import N_, _

Shape = TypeVar("Shape", bound=BaseModel)

SEE = N_("See docs/faults.md.")
# The cure for a value of the wrong kind, by the first word or words of pydantic's type of error.
_CURES = {
    "int": N_("Write a whole number, such as 3."),
    "float": N_("Write a number with a decimal point, such as 0.5."),
    "finite": N_("Write a finite number, such as 0.5."),
    "bool": N_("Write true or false."),
    "string_type": N_('Write a text in quotation marks, such as "landskrona".'),
    "string_pattern": N_("Write it in the form shown."),
    "date": N_("Write a day without quotation marks, such as 2026-11-23."),
    "tuple": N_("Write a list in square brackets."),
    "dict": N_("Write keys and values in braces, or under a heading of their own."),
    "model": N_("Write keys and values in braces, or under a heading of their own."),
    "greater": N_("Write a larger number."),
    "less": N_("Write a smaller number."),
}


def is_of_toml(cure: str) -> bool:
    """Whether a cure says how a kind of value is written in a TOML file."""
    return cure in map(_, _CURES.values())


def parsed(raw: bytes, file: str, faults: Faults) -> dict[str, Any] | None:
    """The keys of a TOML file, or None with a fault where it cannot be read."""
    text = decoded(raw, file, faults)
    return None if text is None else loaded(text, file, faults)


def loaded(text: str, file: str, faults: Faults) -> dict[str, Any] | None:
    """The keys of the text of a TOML file, or None with a fault where it breaks the rules of TOML."""
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        why = given(toml_reason(error))
        faults.add(
            Fault("not-toml", file, what=_("the file cannot be read as TOML ({reason})", reason=why),
                  cure=_("Texts stand in quotation marks, decimals have a point, and each key stands once."))
        )  # fmt: skip
        return None


def shown_on_one_line(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """The same keys with every text on one line, so that a table and a terminal can show it."""
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, Mapping):
        return {one_line(key): shown_on_one_line(inner) for key, inner in value.items()}
    return [shown_on_one_line(inner) for inner in value] if isinstance(value, list) else value


def shaped(  # noqa: PLR0913 - keys, where they stand, and what the file calls them
    shape: type[Shape],
    keys: object,
    file: str,
    faults: Faults,
    prefix: str = "",
    *,
    as_written: Mapping[str, str] | None = None,
) -> Shape | None:
    """The keys as an object of the shape, or None with one fault for each key that does not fit.

    `as_written` is what the file calls sections that it has under other names than the shape.
    """
    try:
        return shape.model_validate(keys)
    except ValidationError as error:
        for item in error.errors():
            faults.add(_fault(shape, item, file, prefix, as_written or {}))
        return None


def _fault(
    shape: type[BaseModel],
    item: Any,  # noqa: ANN401 - pydantic's error dict
    file: str,
    prefix: str,
    as_written: Mapping[str, str],
) -> Fault:
    location = [part for part in item["loc"] if part != "[key]"]
    # Entries of a list are counted from 1, as a reader counts them.
    written = [as_written.get(part, part) for part in location[:1]] + location[1:]
    path = [str(part + 1) if isinstance(part, int) else given(part) for part in written]
    key = ".".join([prefix, *path] if prefix else path) or None
    shown = item.get("input")
    value = str(shown) if isinstance(shown, (str, int, float)) else None
    if isinstance(shown, bool):
        value = "true" if shown else "false"
    if item["type"] == "extra_forbidden":
        known = _keys_at(shape, location[:-1])
        return Fault("unknown-key", file, None, key, None, _("there is no such key"),
                     did_you_mean(str(location[-1]), known).strip())  # fmt: skip
    if item["type"] == "missing":
        return Fault("missing-key", file, None, key, None, _("the key is missing"),
                     _("Write {key} = ...", key=location[-1]))  # fmt: skip
    if item["type"] == "value_error":
        return Fault("bad-value", file, None, key, None, str(item["ctx"]["error"]), _(SEE))
    if item["type"] == "literal_error":
        known = re.findall(r"'([^']*)'", str(item["ctx"]["expected"])) or [str(item["ctx"]["expected"])]
        return Fault("bad-value", file, None, key, value, _("is not one of the words that may stand here"),
                     did_you_mean(str(shown), known).strip())  # fmt: skip
    cure = next((cure for start, cure in _CURES.items() if item["type"].startswith(start)), SEE)
    return Fault("bad-value", file, None, key, value, misfit(item), _(cure))


def _keys_at(shape: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """The keys that are valid at a path: down through parts, lists and tables of parts."""
    here: type[BaseModel] | None = shape
    inner: type[BaseModel] | None = None
    for part in path:
        if inner is not None:  # the entry of a list or table of parts
            here, inner = inner, None
            continue
        field = here.model_fields.get(str(part)) if here is not None else None
        here = None
        if field is not None:
            annotation: Any = field.annotation
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                here = annotation
            else:
                inner = next(
                    (a for a in get_args(annotation) if isinstance(a, type) and issubclass(a, BaseModel)), None
                )
    return [] if here is None else list(here.model_fields)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Keys of both, the second's winning; tables within are merged the same way."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result
