"""What libraries say of a file is said in the language that is spoken, and in English as they word it."""

from __future__ import annotations

import csv
import errno
import inspect
import io
import os
import tomllib
from datetime import date, datetime, time

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from planner.inputs.library_words import MISFITS, csv_reason, misfit, system_reason, toml_reason
from planner.schema import models, settings
from planner.texts import speaking

# Said in words of our own: the place where a value is, or how it is to be mended, stands elsewhere in the message.
OWN = {"extra_forbidden", "literal_error", "missing", "value_error"}
# pydantic's words would name classes of ours, or say more than anybody can use.
SHORTER = {
    "date_from_datetime_inexact", "date_from_datetime_parsing", "model_type", "string_too_long", "string_too_short",
}  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, 0, 1, -1, 1.5, 10**30, float("nan"), float("inf"), "", "x", "7", "9" * 5000, "\ud800", "2020-13-40",
    "2020-01-01T05:00:00", date(2020, 1, 1), datetime(2020, 1, 1, 3), time(1, 2), [], [1], [[1]], ["x", "x"], {},  # noqa: DTZ001 - as TOML has it
    {"a": 1}, {"outcome": 2}, {"x": "x"},
)  # fmt: skip


def shapes() -> list[type[BaseModel]]:
    """Every class that a settings file or a file of a model is read into."""
    found = {shape for room in (models, settings) for _name, shape in inspect.getmembers(room, inspect.isclass)}
    return [shape for shape in found if issubclass(shape, BaseModel) and shape is not BaseModel]


def types_of(shape: type[BaseModel], keys: object) -> set[str]:
    """The types of pydantic's errors at these keys."""
    try:
        shape.model_validate(keys)
    except ValidationError as error:
        return {item["type"] for item in error.errors()}
    return set()


def test_every_error_that_a_file_can_give_has_its_words() -> None:
    found = {kind for shape in shapes() for value in VALUES for kind in types_of(shape, value)}
    found |= {
        kind for shape in shapes() for name in shape.model_fields for value in VALUES
        for kind in types_of(shape, {name: value})
    }  # fmt: skip
    assert found >= {"int_parsing", "model_type", "string_pattern_mismatch"}
    assert found - OWN - MISFITS.keys() == set()


def test_in_english_errors_are_said_as_pydantic_says_them() -> None:
    templates = {str(error["type"]): error["message_template_python"] for error in list_all_errors()}
    for kind, text in MISFITS.items():
        said = templates[kind]
        assert kind in SHORTER or text == f"does not fit: {said[0].lower()}{said[1:]}"


@pytest.mark.parametrize(
    "value, english, swedish",
    [
        ("one", "input should be a valid integer, unable to parse string as an integer", "det ska vara ett heltal"),
        (1.5, "input should be a valid integer, got a number with a fractional part",
         "det ska vara ett heltal, utan decimaler"),
        (0, "input should be greater than or equal to 1", "talet ska vara minst 1"),
        (1000, "input should be less than or equal to 256", "talet ska vara högst 256"),
    ],
)  # fmt: skip
def test_a_misfit_is_said_in_both_languages(value: object, english: str, swedish: str) -> None:
    with pytest.raises(ValidationError) as refused:
        settings.SolveSettings.model_validate({"workers": value})
    (error,) = refused.value.errors()
    assert misfit(error) == f"does not fit: {english}"
    with speaking("sv"):
        assert misfit(error) == f"passar inte här: {swedish}"


def test_an_error_that_no_table_names_is_said_as_pydantic_says_it() -> None:
    assert misfit({"type": "too_long", "msg": "List should be short"}) == "does not fit: list should be short"


@pytest.mark.parametrize(
    "text, swedish",
    [
        ("a = 1 b = 2", "raden fortsätter efter värdet, rad 1, tecken 7"),
        ("a = ", "ogiltigt värde, sist i filen"),
        ("a = [1", "en lista avslutas aldrig, sist i filen"),
        ("a = {b = 1", "en klammerparentes avslutas aldrig, sist i filen"),
        ("a = 'b", '"\'" saknas, sist i filen'),
        ('a = "b', "en text avslutas aldrig, sist i filen"),
        ("a = 1\na = 2", "ett värde anges två gånger, sist i filen"),
        ("[a]\n[a]", "rubriken ('a',) står två gånger, rad 2, tecken 3"),
        ("a 1", "likhetstecken saknas efter en nyckel, rad 1, tecken 3"),
        ("[a\nb = 1", "] saknas efter en rubrik, rad 1, tecken 3"),
        ("[[a\nb = 1", "]] saknas efter en rubrik, rad 1, tecken 4"),
        ("a = 2026-02-30", "ogiltigt datum eller klockslag, rad 1, tecken 5"),
        ('a = "\\ud800"', "tecknet efter ett omvänt snedstreck finns inte i Unicode, rad 1, tecken 12"),
        ("a = {b = 1, b = 2}", "nyckeln 'b' står två gånger, rad 1, tecken 18"),
        ("a = '\x01'", "otillåtet tecken '\\x01', rad 1, tecken 6"),
    ],
)
def test_why_a_text_is_no_toml_is_said_in_swedish_and_with_its_place(text: str, swedish: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError) as refused:
        tomllib.loads(text)
    assert toml_reason(refused.value) == str(refused.value)
    with speaking("sv"):
        assert toml_reason(refused.value) == swedish


@pytest.mark.parametrize(
    "text, swedish",
    [('a,"b', "filen tar slut mitt i en cell"), ('a,"b"c', "',' saknas efter '\"'")],
)
def test_why_a_text_is_no_csv_is_said_in_swedish(text: str, swedish: str) -> None:
    with pytest.raises(csv.Error) as refused:
        list(csv.reader(io.StringIO(text), strict=True))
    assert csv_reason(refused.value) == str(refused.value)
    with speaking("sv"):
        assert csv_reason(refused.value) == swedish


def test_why_the_system_gives_no_file_is_said_in_swedish_where_it_is_known() -> None:
    with speaking("sv"):
        assert system_reason(PermissionError(13, "Permission denied")) == "du har inte rätt till den"
        assert system_reason(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == "disken är full"
        assert system_reason(OSError(errno.EROFS, os.strerror(errno.EROFS))) == "disken är skrivskyddad"
        assert system_reason(OSError(99, "Something odd")) == "Something odd"
        assert system_reason(ValueError("embedded null byte")) == "ValueError"
