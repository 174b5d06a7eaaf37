"""docs/cli.md shows every command, and its --help as it is."""

import os
import subprocess

from tests.cli.small import PLANNER
from tests.docs.reference import PAGE, documented, help_of, renewed, wanted


def test_every_command_has_its_help_in_the_reference() -> None:
    assert sorted(documented(PAGE.read_text(encoding="utf-8"))) == sorted(wanted())


def test_the_reference_is_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == renewed(text), "write it anew with: python -m tests.docs.update"


def test_the_help_shown_is_the_help_printed() -> None:
    environment = {**os.environ, "COLUMNS": "80"}
    done = subprocess.run(
        [str(PLANNER), "check", "--help", "--lang", "en"],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout.rstrip("\n") == help_of("planner check")
