"""`import planner` gives the Python door, and loads nothing until a name of it is used."""

import subprocess
import sys

import pytest

import planner
import planner.api
import planner.errors

LOADED = "import sys, planner; {more}; print(*sorted({{'pandas', 'numpy', 'pydantic', 'ortools'}} & set(sys.modules)))"


def loaded(more: str) -> list[str]:
    """Which of the slow packages a Python has loaded after `import planner` and something more."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(more=more)], capture_output=True, text=True, check=True
    )  # fmt: skip
    return done.stdout.split()


def test_importing_and_listing_loads_nothing_and_the_errors_load_little() -> None:
    assert loaded("dir(planner)") == []
    assert loaded("planner.InputFaults") == []
    assert "pandas" in loaded("planner.read")


def test_dir_lists_the_door_and_every_name_of_it_is_there() -> None:
    assert set(planner.__all__) <= set(dir(planner))
    assert [name for name in planner.__all__ if not (getattr(planner, name).__doc__ or "").strip()] == []


def test_the_names_are_those_of_the_api_and_the_exceptions() -> None:
    errors = {name for name in planner.__all__ if hasattr(planner.errors, name)}
    assert set(planner.__all__) - errors - {"set_language"} == set(planner.api.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'raed'"):
        planner.raed  # type: ignore[attr-defined] # noqa: B018 - asked for, for the error
