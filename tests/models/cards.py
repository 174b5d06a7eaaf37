"""The cards of the shipped models, and the checksums of the files they speak for."""

import hashlib
import re
from pathlib import Path

MODELS = Path(__file__).resolve().parent.parent.parent / "models"
CARDS = sorted(MODELS.glob("*/*/*/card.toml"))


def checksums(model: Path) -> dict[str, str]:
    """SHA-256 of every data file of a model."""
    paths = sorted(path for path in model.iterdir() if path.is_file() and path.name != "card.toml")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def with_checksums(card: Path) -> str:
    """The card's text with its list of files as they are now, everything else as it stands."""
    text = re.sub(r"\n*\[files\].*\Z", "", card.read_text(encoding="utf-8"), flags=re.DOTALL).rstrip("\n")
    lines = [f'"{name}" = "{digest}"' for name, digest in checksums(card.parent).items()]
    return "\n".join([text, "", "[files]", *lines, ""])
