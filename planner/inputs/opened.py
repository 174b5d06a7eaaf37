"""The files of a scenario as they were opened, and the patches that were stated in Python and stand in no file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from planner.errors import Fault, Faults, UsageFault
from planner.inputs.chain import BOOK_SUFFIXES, SETTINGS, Level, is_scenario, read_chain, refuse_unknown_table
from planner.inputs.files import RawTable
from planner.inputs.patch_values import added_rows, plain
from planner.inputs.plain_words import in_plain_words
from planner.inputs.toml import shaped, shown_on_one_line
from planner.schema.settings import ScenarioFile
from planner.schema.words import OF_TABLES
from planner.texts import _

# How messages call the settings of the patches that stand in no file.
PYTHON = "Python"
# What stands in place of the name of a file in a patch that adds rows.
ROWS = "rows"


@dataclass(frozen=True)
class ScenarioFiles:
    """The levels of a scenario with what was noted while they were read, and further patches, stated in Python.

    `patches` have the keys of [[patch]]; the rows that number n adds are `added[n]`. `stated_in` is how messages call
    where they stand.
    """

    levels: tuple[Level, ...] = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    patches: tuple[Mapping[str, Any], ...] = ()
    added: Mapping[int, RawTable] = field(default_factory=dict, repr=False)
    name: str | None = None
    stated_in: str = PYTHON

    def with_patch(
        self, patch: Mapping[str, Any], rows: pd.DataFrame | None = None, name: str | None = None
    ) -> ScenarioFiles:
        """The same files with one more patch, which is applied last; `rows` are those that it adds, if it adds any.

        `name` is what the scenario is then called; without it, it keeps its name. Headings and words of the rows may be
        those of any language, as in files.

        Nothing is checked before the files are read. What is given is copied, so that it may be changed afterwards.
        """
        number = len(self.patches) + 1
        stated, added = plain(patch), dict(self.added)
        if rows is not None:
            raw, words = (
                added_rows(rows, f"{self.stated_in} patch {number}/{ROWS}"),
                OF_TABLES.get(str(stated.get("table"))),
            )
            stated["add"], added[number] = ROWS, raw if words is None else in_plain_words(raw, words)
        patches, name = (*self.patches, stated), self.name if name is None else name
        return replace(self, patches=patches, added=added, name=name)

    def note(self, faults: Faults) -> None:
        """Note what was noted when the files were opened."""
        faults.found += self.faults
        faults.warned += self.warnings

    def read_levels(self, faults: Faults) -> list[Level]:
        """The levels, and one more for the patches of Python, with the faults of their form."""
        return [*self.levels, *([self._of_python(faults)] if self.patches else [])]

    def _of_python(self, faults: Faults) -> Level:
        level = Level(self.levels[-1].folder, "", self.stated_in)
        head = {} if self.name is None else {"scenario": {"name": self.name}}
        level.keys = shown_on_one_line({"format": 1, **head, "patch": list(self.patches)})
        level.file = shaped(ScenarioFile, level.keys, level.toml, faults)
        level.added = dict(self.added)
        for number, patch in level.patches:
            refuse_unknown_table(patch, f"{level.toml} patch {number}", faults)
        return level


def opened(folder: Path) -> ScenarioFiles:
    """Read the files of a scenario, a folder or a workbook, and those it extends; UsageFault where there is none."""
    refuse_no_scenario(folder)
    faults, sources = Faults(), dict[str, str]()
    levels = read_chain(folder, faults, sources)
    return ScenarioFiles(tuple(levels), sources, tuple(faults.found), tuple(faults.warned))


def refuse_no_scenario(path: Path) -> None:
    """Raise UsageFault where a path leads neither to a folder that holds a scenario nor to a workbook."""
    if is_scenario(path):
        return
    if path.suffix.lower() in BOOK_SUFFIXES and not path.is_dir():
        msg = _("There is no file {file}.", file=path)
    elif os.path.lexists(path / SETTINGS):
        msg = _("There is no scenario in {folder}: the file {file} is no file.", folder=path, file=SETTINGS)
    else:
        msg = _("There is no scenario in {folder}: the file {file} is missing.", folder=path, file=SETTINGS)
    raise UsageFault(msg)
