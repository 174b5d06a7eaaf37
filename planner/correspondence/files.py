"""Letters as files: one page for each, a table for mail merge, and the mark by which their folder is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import pandas as pd

from planner.correspondence.letter import PARTS, Letter
from planner.correspondence.page import page
from planner.folders import LETTERS_FILE, LETTERS_HOME, LETTERS_TABLE_FILE, json_bytes
from planner.planning import Reopened, csv_text
from planner.schema.plan_tables import LETTER_COLUMNS
from planner.schema.weeks import week_label
from planner.schema.words import OF_LETTERS, in_words
from planner.texts import N_, _

NAME = N_("[name]")
_LONGEST = 60
# What no file may be called on Windows, whatever its ending.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)")


def letters_table(letters: Sequence[Letter]) -> pd.DataFrame:
    """A row for each letter, with the columns LETTER_COLUMNS: each part of it on one line, and a place for the name."""
    rows = []
    for letter, name in zip(letters, _names(letters), strict=True):
        facts, place = letter.facts, letter.facts.place
        rows.append(
            {
                "jobseeker_id": facts.jobseeker_id,
                "name": _(NAME),
                "letter": facts.kind,
                "file": name,
                "slot_id": None if place is None else place.slot_id,
                "title": letter.title,
                "opening": " ".join(letter.opening[1:]),
                **{part: letter.parts[part].text if part in letter.parts else None for part in PARTS},
            }
        )
    return pd.DataFrame(rows, columns=list(LETTER_COLUMNS))


def letters_files(letters: Sequence[Letter], plan: Reopened, language: str) -> dict[str, bytes]:
    """Every file by its path: letters.csv in the dialect and with the headings of the plan, and a page for each letter.

    letters.json lists them with their hashes, so that a letter that somebody has edited is never replaced.
    """
    settings = plan.instance.settings
    table = in_words(letters_table(letters), OF_LETTERS, settings.headings)
    files = {name: page(letter).encode() for letter, name in zip(letters, _names(letters), strict=True)}
    # The mark of UTF-8 in either dialect: word processors that merge letters take a table without it for Latin-1.
    text = csv_text(table, settings.dialect)
    files[LETTERS_TABLE_FILE] = (text if text.startswith("\ufeff") else "\ufeff" + text).encode()
    summary = {
        "format": 1,
        "week": week_label(plan.instance.week),
        "language": language,
        "letters": len(letters),
        "sha256": {name: hashlib.sha256(raw).hexdigest() for name, raw in files.items()},
    }
    return files | {LETTERS_FILE: json_bytes(summary)}


def _names(letters: Sequence[Letter]) -> list[str]:
    """A file for each letter, by the person's id; no two differ by case alone, and every system can have them."""
    people = [letter.facts.jobseeker_id for letter in letters]
    taken: set[str] = set()
    names = []
    for letter, person in zip(letters, people, strict=True):
        place = letter.facts.place
        stem = person if people.count(person) == 1 or place is None else f"{person}-{place.slot_id}"
        stem = re.sub(r"[^\w-]", "_", stem)[:_LONGEST]
        stem = f"{stem}_" if _DEVICES.fullmatch(stem) else stem
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names.append(f"{LETTERS_HOME}/{name}.html")
    return names
