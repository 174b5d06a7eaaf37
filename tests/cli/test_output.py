"""What commands print: nothing that a terminal would obey, and all through one door."""

import ast
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import planner.cli
from planner.cli.output import echo_json, print_anything, told_truly

ORDER = "Städ\u202e AB\x9b2J\nrad två"


def test_json_on_a_terminal_holds_no_control_character(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    echo_json({"name": ORDER + "\u0085\u00ad"})
    written = capsysbinary.readouterr().out.decode()
    assert json.loads(written) == {"name": ORDER + "\u0085\u00ad"}
    assert written.replace("\n", "").isprintable()


def test_commands_print_through_one_door() -> None:
    homes = list(Path(planner.cli.__path__[0]).glob("*.py"))
    printing = {
        path.name
        for path in homes
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"echo", "secho"})
        or (isinstance(node, ast.Name) and node.id == "print")
    }  # fmt: skip
    assert len(homes) > 10
    assert printing == {"output.py"}


@dataclass
class Done:
    """Something that has been written."""

    is_written: bool = True
    said: str = "posts.csv is written, whole."


@pytest.mark.parametrize("is_written", [True, False])
def test_a_fault_of_ours_says_that_the_result_is_written_where_it_is(is_written: bool) -> None:  # noqa: FBT001 - a case
    with pytest.raises(ZeroDivisionError) as fault, told_truly(Done(is_written)):
        raise ZeroDivisionError
    assert getattr(fault.value, "__notes__", []) == ([Done.said] if is_written else [])


def test_a_byte_of_no_letter_is_shown_as_what_the_encoding_has_for_it() -> None:
    print_anything()
    assert "J\udcff å".encode("latin-1", "planner.shown") == b"J? \xe5"
    assert "J\udcff å".encode("utf-8", "planner.shown").decode() == "J\N{REPLACEMENT CHARACTER} å"
