"""What the catalogues hold of Click is what the installed Click says."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir

from planner.cli.click_words import SAID, SAID_OF_SEVERAL
from planner.cli.main import run

# Click builds these of names, so that no extraction finds them.
BUILT = {"[OPTIONS]", "COMMAND [ARGS]...", "required"}


def test_click_still_says_what_is_translated() -> None:
    said = {message for _, _, message, _, _ in extract_from_dir(str(Path(click.__file__).parent))}
    assert set(SAID) - said == BUILT
    assert set(SAID_OF_SEVERAL) - said == set()
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    assert {word for word in BUILT if f'"{word}"' not in sources} == set()


@pytest.mark.parametrize("words", [["new"], ["compare"], ["compare", "--help"], ["report"], ["schema"]], ids=" ".join)
def test_arguments_have_one_swedish_name_in_usage_help_and_messages(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run([*words, "--lang", "sv"])
    said = "".join(capsys.readouterr())
    assert not re.search(r"\b(FOLDER|BASE|WHATIF|DIR|TABLE)\b", said)
    assert re.search(r"\b(MAPP|BAS|TABELL)\b", said)
