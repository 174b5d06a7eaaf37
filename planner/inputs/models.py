"""Finds and reads the assumption files that a scenario is planned under."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from planner.errors import Fault, Faults, Secrets
from planner.inputs.files import csv_table
from planner.inputs.personal import holds_identity_number
from planner.inputs.protected import CURE, WHAT
from planner.inputs.toml import parsed, shaped
from planner.schema.models import (
    Acceptance,
    AcceptanceModel,
    Assumptions,
    Card,
    Effect,
    Figure,
    ModelFiles,
    ModeOfTravel,
    OutcomeModel,
    OutcomeShape,
    Policy,
    PolicyValue,
    Rule,
    RulePack,
    Segment,
    TravelModel,
)
from planner.schema.settings import Group, ModelChoice

Shape = TypeVar("Shape", bound=BaseModel)
KINDS = ("rules", "outcome", "acceptance", "travel", "policy")


def shipped() -> Path:
    """The folder of the models that come with the program: in the package, else beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    return package / "models" if (package / "models").is_dir() else package.parent / "models"


def assumptions(choice: ModelChoice, places: Sequence[Path], faults: Faults) -> Assumptions | None:
    """Read the chosen models, each from the first of `places` that has it; None, with faults, where one is unsound."""
    found = {kind: _find(kind, getattr(choice, kind), places, faults) for kind in KINDS}
    readers = {"rules": _rules, "outcome": _outcome, "acceptance": _acceptance, "travel": _travel, "policy": _policy}
    parts: dict[str, Any] = {}
    for kind, files in found.items():
        if files is not None:
            parts[kind] = readers[kind](_Reader(kind, files, faults))
    if len(parts) < len(KINDS) or any(part is None for part in parts.values()):
        return None
    return Assumptions(**parts)


def _find(kind: str, reference: str, places: Sequence[Path], faults: Faults) -> ModelFiles | None:
    name, _, version = reference.partition("/")
    for place in places:
        home = place / kind / name
        versions = sorted((p.name for p in home.iterdir() if _is_version(p)), key=_ordered) if home.is_dir() else []
        chosen = version if version in versions else (versions[-1] if versions and not version else None)
        if chosen is not None:
            folder = home / chosen
            files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
            return ModelFiles(f"{name}/{chosen}", files)
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


class _Reader:
    """The files of one model, read into shapes with faults named `models/<kind>/<name>/<version>/<file>`."""

    def __init__(self, kind: str, files: ModelFiles, faults: Faults) -> None:
        self.files = files
        self.faults = faults
        self.home = f"models/{kind}/{files.reference}"

    def keys(self, name: str) -> dict[str, Any] | None:
        raw = self.files.files.get(name)
        if raw is None:
            self.faults.add(Fault("no-model-file", f"{self.home}/{name}", what="the file is missing",
                                  cure="Copy the model's folder whole."))  # fmt: skip
            return None
        return parsed(raw, f"{self.home}/{name}", self.faults)

    def shape(self, shape: type[Shape], name: str) -> Shape | None:
        keys = self.keys(name)
        return None if keys is None else shaped(shape, keys, f"{self.home}/{name}", self.faults)

    def shapes(self, shape: type[Shape], name: str, keys: object) -> dict[str, Shape] | None:
        if keys is None:
            return None
        if not isinstance(keys, dict):
            self.faults.add(Fault("bad-value", f"{self.home}/{name}", what="a value stands where a heading belongs",
                                  cure="Write [heading] and the keys under it."))  # fmt: skip
            return None
        made = {key: shaped(shape, value, f"{self.home}/{name}", self.faults, key) for key, value in keys.items()}
        return {key: value for key, value in made.items() if value is not None} if all(made.values()) else None

    def rows(self, shape: type[Shape], name: str) -> tuple[Shape, ...] | None:
        raw = self.files.files.get(name)
        if raw is None:
            self.faults.add(Fault("no-model-file", f"{self.home}/{name}", what="the file is missing",
                                  cure="Copy the model's folder whole."))  # fmt: skip
            return None
        table = csv_table(raw, f"{self.home}/{name}", self.faults)
        if table is None or table.ragged:
            return None
        made = [
            shaped(shape, dict(zip(table.columns, cells, strict=True)), table.file, self.faults, f"row {row}")
            for row, *cells in zip(table.rows, *table.columns.values(), strict=True)
        ]
        if not made:
            self.faults.add(Fault("empty-model-table", table.file, what="the table has no rows",
                                  cure="Copy the model's folder whole."))  # fmt: skip
            return None
        return tuple(row for row in made if row is not None) if all(made) else None


def _all(*parts: object) -> bool:
    return all(part is not None for part in parts)


def _rules(reader: _Reader) -> RulePack | None:
    card, common = reader.shape(Card, "card.toml"), reader.keys("common.toml")
    extract = reader.shapes(Figure, "common.toml", common)
    names = [name for name in reader.files.files if name.endswith(".toml") and name not in {"card.toml", "common.toml"}]
    rules = {name.removesuffix(".toml"): reader.shape(Rule, name) for name in sorted(names)}
    if extract is not None and "register_extract_weeks" not in extract:
        reader.faults.add(Fault("missing-key", f"{reader.home}/common.toml", None, "register_extract_weeks",
                                what="the key is missing", cure="Write [register_extract_weeks]."))  # fmt: skip
        return None
    if card is None or extract is None or not _all(*rules.values()):
        return None
    made = {name: rule for name, rule in rules.items() if rule is not None}
    return RulePack(reader.files, card, made, extract["register_extract_weeks"])


def _outcome(reader: _Reader) -> OutcomeModel | None:
    card, shape = reader.shape(Card, "card.toml"), reader.shape(OutcomeShape, "shape.toml")
    segments, effects = reader.rows(Segment, "segments.csv"), reader.rows(Effect, "effects.csv")
    if card is None or shape is None or segments is None or effects is None:
        return None
    return OutcomeModel(reader.files, card, shape, segments, effects)


def _acceptance(reader: _Reader) -> AcceptanceModel | None:
    card, acceptance = reader.shape(Card, "card.toml"), reader.shape(Acceptance, "acceptance.toml")
    return None if card is None or acceptance is None else AcceptanceModel(reader.files, card, acceptance)


def _travel(reader: _Reader) -> TravelModel | None:
    card, modes = reader.shape(Card, "card.toml"), reader.shapes(ModeOfTravel, "modes.toml", reader.keys("modes.toml"))
    return None if card is None or modes is None else TravelModel(reader.files, card, modes)


def _policy(reader: _Reader) -> Policy | None:
    card, keys = reader.shape(Card, "card.toml"), reader.keys("policy.toml")
    if keys is None:
        return None
    values = reader.shapes(PolicyValue, "policy.toml", keys.get("values", {}))
    groups = reader.shapes(Group, "policy.toml", keys.get("groups", {}))
    if card is None or values is None or groups is None:
        return None
    return Policy(reader.files, card, values, groups)


def refuse_personal_models(chosen: Assumptions, shipped_at: Path, ids: Secrets, faults: Faults) -> None:
    """No file of a model that is not shipped holds an identity number or names a protected person."""
    for kind, found in chosen.found.items():
        home = shipped_at / kind / found.reference
        for name, raw in sorted(found.files.items()):
            if (home / name).is_file() and (home / name).read_bytes() == raw:
                continue
            file = f"models/{kind}/{found.reference}/{name}"
            for row, line in enumerate(raw.decode("utf-8", errors="replace").splitlines(), start=1):
                if holds_identity_number(line, fractions=True):
                    faults.add(
                        Fault("identity-number", file, row, what="the line holds an identity or coordination number",
                              cure="Replace it by a pseudonymous id.")
                    )  # fmt: skip
                if ids.mentioned(line, shortest_number=None):
                    faults.add(Fault("protected-mention", file, row, what=f"the line {WHAT}", cure=CURE))


def model_files(assumptions: Assumptions) -> Iterable[tuple[str, bytes]]:
    """Every file of the models in use, by its path under models/."""
    for kind, found in assumptions.found.items():
        for name, raw in sorted(found.files.items()):
            yield f"{kind}/{found.reference}/{name}", raw


@cache
def occupation_labels() -> dict[str, str]:
    """Swedish labels of SSYK 2012 codes, from the newest shipped table of occupations; empty where none is shipped."""
    tables = sorted((shipped() / "occupations").glob("*/*/ssyk.csv"))
    if not tables:
        return {}
    with tables[-1].open(encoding="utf-8", newline="") as file:
        return {row["ssyk"]: row["label_sv"] for row in csv.DictReader(file)}
