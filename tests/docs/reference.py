"""The --help of each command, as docs/cli.md shows it between its markers."""

import re

from click.testing import CliRunner

from planner.cli.main import COMMANDS, planner
from planner.texts import speaking
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "cli.md"
_BETWEEN = re.compile(r"(<!-- help: ([a-z -]+) -->\n).*?(<!-- end of help -->)", re.DOTALL)


# What a terminal of 80 columns gives: click leaves two free.
WIDTH = 78


def help_of(words: str) -> str:
    """What `planner COMMAND --help` prints in English on 80 columns; `words` is the command line without --help."""
    arguments = [*words.split()[1:], "--help"]
    with speaking("en"):
        done = CliRunner().invoke(planner, arguments, prog_name="planner", terminal_width=WIDTH)
    assert done.exit_code == 0, f"docs/cli.md tells of {words!r}, which does not exist"
    return done.output.rstrip("\n")


def documented(text: str) -> list[str]:
    """The command lines that have markers in a text, in order."""
    return [found[2] for found in _BETWEEN.finditer(text)]


def wanted() -> list[str]:
    """The command lines that docs/cli.md must have markers for."""
    return ["planner", *(f"planner {name}" for name in COMMANDS)]


def renewed(text: str) -> str:
    """A text with every --help between its markers as it is now."""
    return _BETWEEN.sub(lambda found: f"{found[1]}```text\n{help_of(found[2])}\n```\n{found[3]}", text)
