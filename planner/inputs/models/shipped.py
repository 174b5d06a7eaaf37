"""Where models lie: in a scenario, in a folder named, with the program; and finding one by name and version."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Fault, Faults, given, whole_letters
from planner.inputs.cells import known_words
from planner.schema.models import ModelFiles
from planner.texts import _

# Tables that no plan reads: other tables of the model were made from them, or synthetic weeks use them.
NOT_PLANNED_WITH = {"occupations": ("job_kinds.csv", "occupations.csv", "substitutability.csv")}


@dataclass(frozen=True)
class Place:
    """A folder that may hold models, and what people call it."""

    called: str
    folder: Path


def shipped() -> Path:
    """The folder of the models that come with the program: in the package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent.parent
    return package / "models" if (package / "models").is_dir() else package.parent / "models"


def places(scenarios: Sequence[Path], models: Path | None) -> list[Place]:
    """Where models are looked up, in order: the scenario and those it extends, the folder named, the shipped ones."""
    looked_in = [Place("scenario" if at == 0 else "extended", beside(home)) for at, home in enumerate(scenarios)]
    if models is not None:
        looked_in.append(Place("--models", models))
    return [*looked_in, Place("shipped", shipped())]


def beside(home: Path) -> Path:
    """The folder of a scenario's own models: in its folder, or beside the workbook that it is."""
    return (home.parent if home.is_file() else home) / "models"


def versions(model: Path) -> list[str]:
    """The versions of one model, oldest first: 2026.9 before 2026.10."""
    return sorted((p.name for p in model.iterdir() if _is_version(p)), key=_ordered) if model.is_dir() else []


def find(kind: str, reference: str, folders: Sequence[Path], faults: Faults) -> ModelFiles | None:
    """The model of a kind from the first of `folders` that has it; if none has, a fault that lists the known ones."""
    name, _slash, version = reference.partition("/")
    for folder in folders:
        known = versions(folder / kind / name)
        chosen = version if version in known else (known[-1] if known and not version else None)
        if chosen is not None:
            left_out = NOT_PLANNED_WITH.get(kind, ())
            paths = [path for path in sorted((folder / kind / name / chosen).iterdir()) if path.is_file()]
            # Excel, editors and systems leave files of their own, with names such as these.
            kept = [path for path in paths if path.name not in left_out and not path.name.startswith((".", "~"))]
            files = {whole_letters(path.name): path.read_bytes() for path in kept}
            return ModelFiles(f"{name}/{chosen}", files)
    homes = [home for folder in folders if (folder / kind).is_dir() for home in (folder / kind).iterdir()]
    all_known = sorted(f"{home.name}/{version}" for home in homes for version in versions(home))
    what = _("is not among the models found")
    cure = known_words(map(given, dict.fromkeys(all_known))) if all_known else _("Known are none.")
    faults.add(Fault("no-model", "scenario.toml", None, f"models.{kind}", reference, what, cure))
    return None


def _is_version(path: Path) -> bool:
    return path.is_dir() and re.fullmatch(r"[0-9]+(\.[0-9]+)*", path.name) is not None


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
