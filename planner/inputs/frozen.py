"""The hash of a week's inputs as they are frozen before a public draw: of all that decides, and of nothing else."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Mapping

# Sections and settings that no plan is other for but by its search or its looks. Of a draw, which it is and its day are
# known beforehand, and count: so nobody chooses among draws that have been held.
_SECTIONS, _SETTINGS, _OF_DRAW = ("lottery", "solve"), ("dialect", "headings"), ("draw", "on")


def frozen_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 of the files of a resolved scenario (`scenario_files`) by path, without what may change after the draw.

    One line for each file, sorted by path: its own SHA-256, two spaces, its path. scenario.toml counts as JSON with
    sorted keys, without section solve, without settings dialect and headings, and of section lottery with draw and on
    alone. placements.csv counts as the JSON of its rows, sorted, each without blank cells, and without last week's
    proposals (state draft), which a previous plan may add.
    """
    counted = {**files, "scenario.toml": _settings(files["scenario.toml"])}
    placements = _placements(counted.pop("placements.csv", b""))
    if placements:
        counted["placements.csv"] = placements
    lines = [f"{hashlib.sha256(raw).hexdigest()}  {path}\n" for path, raw in sorted(counted.items())]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _settings(raw: bytes) -> bytes:
    document = tomllib.loads(raw.decode())
    draw = document.get("lottery", {})
    for name in _SECTIONS:
        document.pop(name, None)
    if named := {name: draw[name] for name in _OF_DRAW if name in draw}:
        document["lottery"] = named
    for name in _SETTINGS:
        document.get("settings", {}).pop(name, None)
    return json.dumps(document, sort_keys=True, default=str).encode()


def _placements(raw: bytes) -> bytes:
    """The rows that are no drafts; nothing where there are none."""
    rows = [row for row in csv.DictReader(io.StringIO(raw.decode(), newline="")) if row["state"] != "draft"]
    texts = sorted(json.dumps({name: cell for name, cell in row.items() if cell}, sort_keys=True) for row in rows)
    return "\n".join(texts).encode()
