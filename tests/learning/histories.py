"""Made-up histories of outcomes, with or without anything to be learned from them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd


def made_up(people: int, seed: int = 1, *, signal: float = 1.0, placed: float = 0.0) -> pd.DataFrame:
    """People whose chance falls with months without work, by `signal`; a share `placed` in arbetspraktik."""
    draw = np.random.default_rng(seed)
    months, education = draw.integers(0, 48, people), draw.integers(1, 6, people)
    swedish = draw.choice(["A1", "A2", "B1", "B2"], people)
    is_placed = draw.random(people) < placed
    score = 0.8 - signal * 0.08 * (months - 5) + 0.5 * signal * np.isin(swedish, ["B1", "B2"]) + 0.9 * is_placed
    if not signal:
        score = np.zeros(people)
    answer = np.where(draw.random(people) < 1 / (1 + np.exp(-score)), "yes", "no")
    days = pd.Timestamp("2024-01-01") + pd.to_timedelta(draw.integers(0, 700, people), unit="D")
    return pd.DataFrame(
        {
            "jobseeker_id": [f"P{number}" for number in range(people)],
            "rule": np.where(is_placed, "arbetspraktik", ""),
            "ended_on": days.strftime("%Y-%m-%d"),
            "outcome": answer,
            "education_level": education,
            "months_unemployed": months,
            "swedish_level": swedish,
            "sex": draw.choice(["man", "kvinna"], people),
        }
    )


def write(folder: Path, rows: pd.DataFrame) -> Path:
    """A history as a file."""
    path = folder / "outcomes_history.csv"
    rows.to_csv(path, index=False, lineterminator="\n")
    return path
