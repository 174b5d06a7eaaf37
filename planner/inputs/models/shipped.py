"""Where models lie: those that come with the program, and finding one by name and version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from planner.errors import Fault, Faults
from planner.schema.models import ModelFiles

# Tables that no plan looks at: they are what other tables of the model were made from, or serve synthetic weeks.
NOT_PLANNED_WITH = {"occupations": ("job_kinds.csv", "occupations.csv", "substitutability.csv")}


def shipped() -> Path:
    """The folder of the models that come with the program: in the package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent.parent
    return package / "models" if (package / "models").is_dir() else package.parent / "models"


def find(kind: str, reference: str, places: Sequence[Path], faults: Faults) -> ModelFiles | None:
    """The model of a kind from the first of `places` that has it; a fault that lists those known where none has."""
    name, _, version = reference.partition("/")
    for place in places:
        home = place / kind / name
        versions = sorted((p.name for p in home.iterdir() if _is_version(p)), key=_ordered) if home.is_dir() else []
        chosen = version if version in versions else (versions[-1] if versions and not version else None)
        if chosen is not None:
            folder = home / chosen
            left_out = NOT_PLANNED_WITH.get(kind, ())
            paths = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name not in left_out]
            return ModelFiles(f"{name}/{chosen}", {path.name: path.read_bytes() for path in paths})
    known = sorted(
        f"{home.name}/{p.name}"
        for place in places
        if (place / kind).is_dir()
        for home in (place / kind).iterdir()
        if home.is_dir()
        for p in home.iterdir()
        if _is_version(p)
    )
    faults.add(
        Fault("no-model", "scenario.toml", None, f"models.{kind}", reference, "is not among the models found",
              f"Known are {', '.join(dict.fromkeys(known)) or 'none'}.")
    )  # fmt: skip
    return None


def _is_version(path: Path) -> bool:
    return path.is_dir() and re.fullmatch(r"[0-9]+(\.[0-9]+)*", path.name) is not None


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
