"""What a folder holds: an earlier result of ours, recognised by its content, or somebody else's files."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import HIDDEN, one_line
from planner.schema.identity_numbers import holds_identity_number
from planner.schema.plan import (
    BY_EMPLOYER_FILE,
    COMPARISON_FILE,
    COMPARISONS_FILE,
    DIFF_FILE,
    FURTHER_FILES,
    PICTURES_HOME,
    PLAN_FILE,
    PLAN_FILES,
)
from planner.schema.plan_workbook import WORKBOOK
from planner.texts import _

DIFFERENCE_FILE, AUDIT_FILE, RECORD_FILE, EXPLANATIONS_FILE = (
    "difference.json", "audit.json", "public_record.json", "explanations.json",
)  # fmt: skip
AUDIT_TABLE_FILE, RECORD_PAGE, EXPLANATIONS_TABLE_FILE = "audit.csv", "public_record.md", "explanations.csv"
PRICES_FILE, GOAL_PRICES_FILE = "prices.json", "goal_prices.csv"
DRAWS_FILE = "draws.csv"
SWEEP_FILE, SWEEP_TABLE, SWEEP_SUMMARY, SWEEP_CELLS, SWEEP_LOCK = (
    "sweep.json", "results.csv", "summary.json", "cells", ".sweep.lock",
)  # fmt: skip
SIMULATION_FILE, SIMULATION_TABLE, SIMULATION_WEEKS, SIMULATION_MONEY, SIMULATION_LOCK = (
    "simulation.json", "results.csv", "weeks.csv", "money.csv", ".simulation.lock",
)  # fmt: skip
PAIRED_FILE, PAIRED_DIFFERENCES, PAIRED_LOCK = "weeks_compared.json", "differences.csv", ".weeks_compared.lock"
LETTERS_FILE, LETTERS_TABLE_FILE, LETTERS_HOME = "letters.json", "letters.csv", "letters"
# The keys by which a file of that name is recognised as ours.
KEYS = {
    PLAN_FILE: {"format", "scenario", "week", "method", "unit", "goals", "totals", "inputs", "versions"},
    COMPARISON_FILE: {"format", "base", "what_if", "difference_uplift", "people"},
    DIFFERENCE_FILE: {"format", "first", "second", "changes", "gain_of_moves"},
    EXPLANATIONS_FILE: {"format", "week", "basis", "rows"},
    AUDIT_FILE: {"format", "plan", "left_out", "groups", "pairs", "override_rate"},
    RECORD_FILE: {"format", "week", "inputs", "models", "certificate", "repeat"},
    PRICES_FILE: {"format", "week", "steps", "prices", "places_wanted"},
    LETTERS_FILE: {"format", "week", "language", "letters", "sha256"},
    SWEEP_FILE: {"format", "study", "base", "program", "cells"},
    SIMULATION_FILE: {"format", "study", "base", "program", "cells"},
    PAIRED_FILE: {"format", "study", "base", "program", "cells"},
}
_KEYS_OF_SEVERAL = {"format", "base", "what_ifs", "files"}
_OF_SIMULATIONS = (SIMULATION_TABLE, SIMULATION_WEEKS, SIMULATION_MONEY, SWEEP_SUMMARY)
# All files that we write outside inputs/, and all that version 0.1.0 wrote, whose plan.json did not list its files.
NAMES = {
    PLAN_FILE: {*PLAN_FILES, *FURTHER_FILES, WORKBOOK},
    COMPARISON_FILE: {COMPARISON_FILE, "figures.csv", "changes.csv", "comparison.csv", "joint.csv", DRAWS_FILE},
    DIFFERENCE_FILE: {DIFFERENCE_FILE, BY_EMPLOYER_FILE, DIFF_FILE},
    EXPLANATIONS_FILE: {EXPLANATIONS_FILE, EXPLANATIONS_TABLE_FILE},
    AUDIT_FILE: {AUDIT_FILE, AUDIT_TABLE_FILE},
    RECORD_FILE: {RECORD_FILE, RECORD_PAGE},
    PRICES_FILE: {PRICES_FILE, "prices.csv", "places_wanted.csv", "templates.csv", GOAL_PRICES_FILE},
    LETTERS_FILE: {LETTERS_FILE, LETTERS_TABLE_FILE},
    SWEEP_FILE: {SWEEP_FILE, SWEEP_TABLE, SWEEP_SUMMARY, SWEEP_LOCK},
    SIMULATION_FILE: {SIMULATION_FILE, *_OF_SIMULATIONS, SIMULATION_LOCK},
    PAIRED_FILE: {PAIRED_FILE, *_OF_SIMULATIONS, PAIRED_DIFFERENCES, PAIRED_LOCK},
}
# Folders of files that we name by what they show, by number or by parameter.
_HOMES = {COMPARISON_FILE: (f"{PICTURES_HOME}/",), SWEEP_FILE: (f"{SWEEP_CELLS}/", f"{PICTURES_HOME}/"),
          SIMULATION_FILE: (f"{SWEEP_CELLS}/",), PAIRED_FILE: (f"{SWEEP_CELLS}/",)}  # fmt: skip
# Folders that grow cell by cell, by the file that each is known by: the file whose lock whoever works in it holds.
LOCKS = {SWEEP_FILE: SWEEP_LOCK, SIMULATION_FILE: SIMULATION_LOCK, PAIRED_FILE: PAIRED_LOCK}
# What a study that was killed as it began has left, before there is a file to know its folder by.
_BEGUN = {*LOCKS.values(), *(f"{mark}.part" for mark in LOCKS)}
# Files that systems leave in every folder that somebody has opened.
LITTER = {".ds_store", "thumbs.db", "desktop.ini"}
NAMES_SHOWN = 3
_WEEK = re.compile(r"\d{4}-W\d{2}")


@dataclass(frozen=True)
class Contents:
    """What lies in a folder, by its path there.

    `mark` is the file of KEYS by which the folder is known as one of ours, else None. `files` are the files that we
    wrote and that are still there, `foreign` all others. `week` is the plan week, where one is stated.
    """

    mark: str | None
    files: tuple[str, ...]
    foreign: tuple[str, ...]
    week: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.files and not self.foreign

    def shown(self) -> str:
        """A few of the foreign names, in a form that a message may repeat."""
        names = [_shown(name) for name in self.foreign[:NAMES_SHOWN]]
        more = len(self.foreign) - len(names)
        said = ", ".join(names)
        return _("{names} and {more} more", names=said, more=more) if more else said


def contents_of(folder: Path) -> Contents:
    """Examine a folder; links in it are never ours."""
    present = sorted(_present(folder))
    for mark, keys in KEYS.items():
        content = _content(folder / mark, keys)
        if content is not None:
            files = _ours(folder, content, mark, present)
            week = content.get("week")
            is_week = isinstance(week, str) and _WEEK.fullmatch(week) is not None
            ours = tuple(name for name in present if name in files)
            return Contents(
                mark, ours, _foreign(name for name in present if name not in files), week if is_week else None
            )
    return _several(folder, present)


def _ours(folder: Path, content: dict[str, Any], mark: str, present: list[str]) -> set[str]:
    """The files of a folder that we wrote, by what its mark says."""
    if mark == LETTERS_FILE:
        return _unedited(folder, content)
    if mark in LOCKS:
        named = {name.removesuffix(".part") for name in present}
        own = {name for name in named if name in NAMES[mark] or name.startswith(_HOMES[mark])}
        return own | {f"{name}.part" for name in own}
    return _written(content, mark)


def _several(folder: Path, present: list[str]) -> Contents:
    """A folder of comparisons, one in each of its own folders, or nothing of ours."""
    homes = sorted({name.split("/", 1)[0] for name in present if "/" in name.rstrip("/")})
    found = {home: contents_of(folder / home) for home in homes}
    own = {home: part for home, part in found.items() if part.mark == COMPARISON_FILE}
    if not own:
        return Contents(None, (), _foreign(present))
    inside = [f"{home}/{name}" for home, part in own.items() for name in part.files]
    content = _content(folder / COMPARISONS_FILE, _KEYS_OF_SEVERAL)
    beside = set() if content is None else _written(content, COMPARISON_FILE) - {COMPARISON_FILE} | {COMPARISONS_FILE}
    files = (*(name for name in present if name in beside), *inside)
    return Contents(COMPARISON_FILE, files, _foreign(name for name in present if name not in files))


def _present(folder: Path, shown: str = "") -> Iterator[str]:
    """Every file under a folder, and with a slash behind it every folder that is empty."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{shown}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                inside = list(_present(Path(entry.path), f"{name}/"))
                yield from inside or [f"{name}/"]
            else:
                yield name if entry.is_file(follow_symlinks=False) else _("{name} (no file)", name=name)


def _foreign(names: Iterator[str] | list[str]) -> tuple[str, ...]:
    litter = LITTER | _BEGUN
    return tuple(name for name in names if name.rsplit("/", 1)[-1].lower() not in litter)


def _content(path: Path, keys: set[str]) -> dict[str, Any] | None:
    """What a file of ours with these keys says; None where it is none of ours."""
    if path.is_symlink() or not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    is_ours = isinstance(content, dict) and content.get("format") == 1 and content.keys() >= keys
    return content if is_ours else None


def _written(content: dict[str, Any], mark: str) -> set[str]:
    """The files that it lists, limited to names that we use: a name added to the list by hand makes no file ours."""
    files = content.get("files")
    if isinstance(files, list):
        listed = {name for name in files if isinstance(name, str)}
        homes = ("inputs/", *_HOMES.get(mark, ()))
        return {name for name in listed if name in NAMES[mark] or name.startswith(homes)} | {mark}
    inputs = content.get("inputs")
    named = [name for name in inputs if isinstance(name, str)] if isinstance(inputs, dict) else []
    return NAMES[mark] | {f"inputs/{name}" for name in named}


def _unedited(folder: Path, content: dict[str, Any]) -> set[str]:
    """The letters, and their table, that are as they were written: one that somebody has edited is that person's."""
    stated = content["sha256"]
    names = stated.keys() if isinstance(stated, dict) else ()
    ours = {name for name in names if name in NAMES[LETTERS_FILE] or name.startswith(f"{LETTERS_HOME}/")}
    return {name for name in ours if _digest(folder / name) == stated[name]} | {LETTERS_FILE}


def _digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else None


def _shown(name: str) -> str:
    return HIDDEN if holds_identity_number(name) else one_line(name)
