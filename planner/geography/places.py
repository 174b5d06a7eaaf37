"""The tables of the geography model, and names of places as ids."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

import pandas as pd

# The model that towns are looked up in, below the folder of models.
GEOGRAPHY = "geography/scb_2020/1"


def slug(name: str) -> str:
    """Return a name as an id: `Häljarp` becomes `haljarp`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "_".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Return one CSV table of a model folder, every cell as text, blank as ""; each is read once a run."""
    return _read_once(folder, name).copy()


@lru_cache(maxsize=16)
def _read_once(folder: Path, name: str) -> pd.DataFrame:
    """Read a table; a model's files do not change while it is in use."""
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
