"""Answers questions anew, from the top of a checkout: `python -m tests.examples.answer 08_supervisors`.

The commands of the folders of scenarios/questions that are named run in full, which takes minutes each. Then
docs/questions.md and docs/sv/fragor.md are written anew from all folders. Without a name only the pages are.
"""

import shlex
import sys
from datetime import UTC, datetime

from planner.cli.main import run
from tests.docs.pages import ROOT
from tests.examples.asked import FOLDER, PAGES, Answer, renewed


def main(names: list[str]) -> None:
    """Run what is named, and write the pages."""
    ran: set[str] = set()
    for name in names:
        answer = Answer.of(FOLDER / name)
        for command in answer.commands:
            # Several questions may be asked of one plan.
            code = 0 if command in ran else run(shlex.split(command)[1:])
            if code != 0:
                sys.exit(f"{command} ended with {code}")
            ran.add(command)
        answer.store(answer.found(ROOT), datetime.now(UTC).date().isoformat())
    for language, page in PAGES.items():
        page.write_text(renewed(page.read_text(encoding="utf-8"), language), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
