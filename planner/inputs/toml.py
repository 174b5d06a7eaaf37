"""TOML files to pydantic objects, with every fault named by key and a did-you-mean for unknown ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from planner.errors import Fault, Faults
from planner.inputs.cells import did_you_mean
from planner.inputs.files import decoded
from planner.inputs.personal import holds_identity_number

Shape = TypeVar("Shape", bound=BaseModel)


def parsed(raw: bytes, file: str, faults: Faults) -> dict[str, Any] | None:
    """The keys of a TOML file, or None with a fault where it cannot be read."""
    text = decoded(raw, file, faults)
    if text is None:
        return None
    numbers = [n for n, line in enumerate(text.splitlines(), start=1) if holds_identity_number(line)]
    for number in numbers:
        faults.add(
            Fault("identity-number", file, number, what="the line holds an identity or coordination number",
                  cure="Replace it by a pseudonymous id.")
        )  # fmt: skip
    if numbers:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.add(
            Fault("not-toml", file, what=f"the file cannot be read as TOML ({error})",
                  cure="Texts stand in quotation marks, decimals have a point, and each key stands once.")
        )  # fmt: skip
        return None


def shaped(shape: type[Shape], keys: Mapping[str, Any], file: str, faults: Faults, prefix: str = "") -> Shape | None:
    """The keys as an object of the shape, or None with one fault for each key that does not fit."""
    try:
        return shape.model_validate(keys)
    except ValidationError as error:
        for item in error.errors():
            faults.add(_fault(shape, item, file, prefix))
        return None


def _fault(shape: type[BaseModel], item: Any, file: str, prefix: str) -> Fault:  # noqa: ANN401 - pydantic's error dict
    path = [str(part) for part in item["loc"]]
    key = ".".join([prefix, *path] if prefix else path) or None
    shown = item.get("input")
    value = str(shown) if isinstance(shown, (str, int, float, bool)) else None
    if item["type"] == "extra_forbidden":
        known = _keys_at(shape, path[:-1])
        return Fault(
            "unknown-key", file, None, key, None, "there is no such key", did_you_mean(path[-1], known).strip()
        )
    if item["type"] == "missing":
        return Fault("missing-key", file, None, key, None, "the key is missing", f"Write {path[-1]} = ...")
    if item["type"] == "value_error":
        return Fault("bad-value", file, None, key, None, str(item["ctx"]["error"]), "")
    message = item["msg"][0].lower() + item["msg"][1:]
    return Fault("bad-value", file, None, key, value, f"does not fit: {message}", "")


def _keys_at(shape: type[BaseModel], path: list[str]) -> list[str]:
    for part in path:
        field = shape.model_fields.get(part)
        inner = field.annotation if field is not None else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return [] if field is None else list(shape.model_fields)
        shape = inner
    return list(shape.model_fields)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Keys of both, the second's winning; tables within are merged the same way."""
    result = dict(base)
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(result.get(key), Mapping):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result
