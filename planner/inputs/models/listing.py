"""Every model that can be found, where it lies, which ones a scenario uses, and which differ from their card."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import Faults, Secrets
from planner.inputs.models.personal import refuse_personal_models
from planner.inputs.models.reader import Reader
from planner.inputs.models.shipped import Place, find, shipped, versions
from planner.schema.models import Card, ModelFiles
from planner.schema.settings import ModelChoice

KINDS = ("rules", "outcome", "acceptance", "travel", "policy", "occupations", "geography", "benefit", "futures",
         "simulation")  # fmt: skip


@dataclass(frozen=True)
class ModelListed:
    """One model: what its card says, where it was found, whether the scenario uses it, and files changed since.

    `changed` are data files whose checksum is not the card's, or which the card does not list. A copy may be changed;
    the list only says that it is.
    """

    kind: str
    name: str
    version: str
    title: str
    found_in: str
    is_used: bool
    reviewed_by: str
    changed: tuple[str, ...]
    title_sv: str | None = None
    reviewed_by_sv: str | None = None


def listed(choice: ModelChoice, places: Sequence[Place], faults: Faults) -> list[ModelListed]:
    """Every model in every place, by kind and in the order the places are searched; a fault for each unsound card."""
    return [row for kind in KINDS for row in _of_kind(kind, choice, places, faults)]


def _of_kind(kind: str, choice: ModelChoice, places: Sequence[Place], faults: Faults) -> Iterator[ModelListed]:
    used = _used(kind, choice, places, faults)
    for place in places:
        home = place.folder / kind
        for model in sorted(home.iterdir()) if home.is_dir() else []:
            for version in versions(model):
                reference = f"{model.name}/{version}"
                card = _card(kind, reference, model / version, faults)
                _refuse_personal(kind, reference, model / version, faults)
                if card is not None:
                    yield ModelListed(
                        kind, card.name, card.version, card.title, place.called, (place, reference) == used,
                        card.reviewed_by, _changed(card, model / version), card.title_sv, card.reviewed_by_sv,
                    )  # fmt: skip


def _used(kind: str, choice: ModelChoice, places: Sequence[Place], faults: Faults) -> tuple[Place, str] | None:
    """The place and the model that planning would take; None for kinds that no scenario chooses."""
    wanted = getattr(choice, kind, None)
    if wanted is None or find(kind, wanted, [place.folder for place in places], faults) is None:
        return None
    here = ((place, find(kind, wanted, [place.folder], Faults())) for place in places)
    return next((place, files.reference) for place, files in here if files is not None)


def _card(kind: str, reference: str, folder: Path, faults: Faults) -> Card | None:
    path = folder / "card.toml"
    return Reader(
        kind, ModelFiles(reference, {"card.toml": path.read_bytes()} if path.is_file() else {}), faults
    ).card()


def _refuse_personal(kind: str, reference: str, folder: Path, faults: Faults) -> None:
    """Refuse personal data in what is listed of a model: its card and the names of its files."""
    paths = [path for path in folder.iterdir() if path.is_file()]
    shown = {path.name: path.read_bytes() if path.name == "card.toml" else b"" for path in paths}
    refuse_personal_models({kind: ModelFiles(reference, shown)}, shipped(), Secrets(), None, faults)


def _changed(card: Card, folder: Path) -> tuple[str, ...]:
    """Files that differ from the card. A missing file is no change: a plan's inputs/ omit files that no plan reads."""
    if not card.files:
        return ()
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != "card.toml")
    return tuple(p.name for p in paths if hashlib.sha256(p.read_bytes()).hexdigest() != card.files.get(p.name))
