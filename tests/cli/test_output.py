"""What commands print: nothing that a terminal would obey, and all through one door."""

import ast
import json
from pathlib import Path

import pytest

import planner.cli
from planner.cli.output import echo_json

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
