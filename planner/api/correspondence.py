"""Letters from Python, as the command `letters` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import final

import pandas as pd

from planner.api.arguments import PathLike, in_language, models_of, one_of, path_of, suggesting
from planner.api.result import Result, reopened_plan
from planner.api.shown import Line, Unpickled
from planner.correspondence import EASY, EASY_LANGUAGE, VOICES, Letter, Voice, letters_files, letters_of, letters_table
from planner.folders import LETTERS_FILE, LETTERS_HOME, Target, write_files
from planner.planning import Reopened
from planner.texts import _, decimal, speaking
from planner.texts import language as spoken


@final
class Letters(Unpickled):
    """Letters to the people whom a plan is about. They are made by `planner.letters` and never change."""

    _unpickled = ("set of letters", "as it holds people's data; write it to a folder instead")

    def __init__(self, written: Sequence[Letter], plan: Reopened, name: str) -> None:
        super().__init__()
        self._letters, self._plan, self._name = list(written), plan, name

    @property
    def table(self) -> pd.DataFrame:
        """A row for each letter, as letters.csv has it, a new DataFrame: each part of it is a column."""
        with speaking(self._language):
            return letters_table(self._letters)

    @property
    def texts(self) -> dict[str, str]:
        """Each letter as plain text by its page's name, a new dict."""
        return dict(zip(self.table["file"], (letter.text for letter in self._letters), strict=True))

    @property
    def pages(self) -> dict[str, str]:
        """Each letter as HTML by its page's name, a new dict."""
        with speaking(self._language):
            files = letters_files(self._letters, self._plan, self._name)
        return {name: raw.decode() for name, raw in files.items() if name.startswith(f"{LETTERS_HOME}/")}

    @suggesting
    def write(self, out: PathLike) -> Path:
        """Write the pages, letters.csv and letters.json into a folder that is new, or holds earlier letters.

        Returns the folder. Raises UsageFault where it may not or cannot be written, or somebody has edited a letter.
        """
        path = path_of(out, "write")
        with speaking(self._language):
            target = Target(path, LETTERS_FILE)
            target.refuse_plans([self._plan.earlier.shown])
            with target.replaced() as folder:
                write_files(folder, letters_files(self._letters, self._plan, self._name))
        return path

    @property
    def _title(self) -> str:
        return _("Letters: {scenario}, {week}", scenario=self._plan.file["scenario"], week=self._plan.file["week"])

    @property
    def _lines(self) -> list[Line]:
        return [(_("letters"), decimal(len(self._letters), 0))]


@suggesting
def letters(  # noqa: PLR0913 - as many as the command has options
    plan: Result | PathLike,
    person: str | None = None,
    *,
    answers: PathLike | None = None,
    seconds: float | None = None,
    models: PathLike | None = None,
    language: str | None = None,
) -> Letters:
    """Letters about a plan, a Result or a plan folder: of what the meeting accepted, or about one `person` (an id).

    `answers` is the file that the meeting filled in; without it that of the folder, and a Result has none. `language`
    is "sv", "en" or "lattlast" (easy Swedish); without it, the plan's. `seconds` is the budget of each solve.

    Raises UsageFault where nothing is accepted, for an id that the plan does not have or a folder that is no plan,
    InputFaults for faults of the answers or where the verifier objects to the folder.
    """
    if language is not None:
        one_of("language", language, VOICES)
    with in_language(EASY_LANGUAGE if language == EASY else language, plan):
        opened = reopened_plan(plan, "letters", models_of(models))
        given = path_of(answers, "answers") if answers is not None else None
        if given is None and not isinstance(plan, Result):
            given = path_of(plan, "letters")
        name = language or spoken()
        return Letters(letters_of(opened, given, person, Voice.of(name)[0], seconds), opened, name)
