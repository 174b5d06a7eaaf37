"""Copies of shipped models under other names, as an analyst makes them: the card says the new name and version."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.models.cards import MODELS


def renamed(card: str, name: str, version: str) -> str:
    """A card's text for another name and version."""
    card = re.sub(r'^name = ".*"$', f'name = "{name}"', card, flags=re.MULTILINE)
    return re.sub(r'^version = ".*"$', f'version = "{version}"', card, flags=re.MULTILINE)


def copied(kind: str, source: str, name: str = "ours", version: str = "1") -> dict[str, str]:
    """The files of a shipped model (`name/version`) by the path that a scenario would hold its copy under."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((MODELS / kind / source).iterdir())}
    files["card.toml"] = renamed(files["card.toml"], name, version)
    return {f"models/{kind}/{name}/{version}/{file}": text for file, text in files.items()}


def write_copy(folder: Path, kind: str, source: str, change: Callable[[str, str], str]) -> None:
    """Write a copy of a shipped model into the folder of a scenario, the text of each file changed by name and text."""
    for name, text in copied(kind, source).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(change(path.name, text), encoding="utf-8")


def copy_model(kind: str, source: str, home: Path, name: str, version: str) -> Path:
    """Copy a shipped model (`name/version`) into a folder of models; the new model's folder."""
    own = home / kind / name / version
    shutil.copytree(MODELS / kind / source, own)
    card = own / "card.toml"
    card.write_text(renamed(card.read_text(encoding="utf-8"), name, version), encoding="utf-8")
    return own
