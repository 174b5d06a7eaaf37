"""Job kinds: what synthetic places look like, read from an occupations model."""

from pathlib import Path

import pandas as pd

from planner.geography import read_table


def job_kinds(folder: Path) -> pd.DataFrame:
    """Return the kinds of jobs, indexed by `kind`.

    Lists (owners, tasks, patterns, hours, excluded_limits, skills) are tuples; gross_low and gross_high are whole
    SEK a month for full time; weight is how common a kind is. Source: job_kinds.csv, judgement.
    """
    kinds = read_table(folder, "job_kinds").set_index("kind")
    for name in ("owners", "patterns", "excluded_limits", "skills"):
        kinds[name] = [tuple(filter(None, cell.split("|"))) for cell in kinds[name]]
    kinds["hours"] = [tuple(int(hours) for hours in cell.split("|")) for cell in kinds["hours"]]
    return kinds.astype({"gross_low": int, "gross_high": int, "weight": float})
