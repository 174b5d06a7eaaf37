"""Programmes: the legal forms that places are offered under, and which sector offers which."""

import pandas as pd

# programme, rule, purpose, funding line, cost a person and week in SEK (None: the rule's cost formula)
PROGRAMMES: tuple[tuple[str, str, str, str, int | None], ...] = (
    ("bea_enkla", "bea_jobb", "main", "kommun_bea", None),
    ("introduktionsjobb", "introduktionsjobb", "main", "kommun_subvention", None),
    ("nystartsjobb", "nystartsjobb", "main", "kommun_subvention", None),
    ("introduktionsjobb_foretag", "introduktionsjobb", "main", "", 0),
    ("nystartsjobb_foretag", "nystartsjobb", "main", "", 0),
    ("arbetspraktik", "arbetspraktik", "main", "", 0),
    ("arbetstraning", "arbetstraning", "main", "", 0),
    ("vanligt_jobb", "ordinarie_anstallning", "main", "", 0),
    ("sfi", "sfi", "companion", "", 0),
)
RULES = {programme: rule for programme, rule, *_ in PROGRAMMES}
NEEDS_UNION = ("arbetspraktik", "arbetstraning", "bea_jobb", "introduktionsjobb")

# sector: (share of its places, legal forms); judgement
OFFERED: dict[str, tuple[tuple[float, str], ...]] = {
    "department": (
        (0.40, "bea_enkla|introduktionsjobb|nystartsjobb"),
        (0.15, "bea_enkla|introduktionsjobb"),
        (0.10, "bea_enkla"),
        (0.23, "arbetspraktik|arbetstraning"),
        (0.12, "arbetstraning"),
    ),
    "municipal_company": (
        (0.50, "bea_enkla|introduktionsjobb|nystartsjobb"),
        (0.30, "arbetspraktik"),
        (0.20, "vanligt_jobb"),
    ),
    "private": (
        (0.32, "introduktionsjobb_foretag|nystartsjobb_foretag"),
        (0.33, "arbetspraktik"),
        (0.20, "vanligt_jobb"),
        (0.15, "nystartsjobb_foretag|vanligt_jobb"),
    ),
    "association": (
        (0.45, "arbetstraning"),
        (0.35, "arbetspraktik|arbetstraning"),
        (0.20, "introduktionsjobb_foretag"),
    ),
}


def programme_table() -> pd.DataFrame:
    """Return the table `programmes`, cells as text."""
    frame = pd.DataFrame(
        PROGRAMMES, columns=["programme_id", "rule", "purpose", "funding_id", "cost_person_week_sek"], dtype=object
    )
    frame["cost_person_week_sek"] = ["" if row[4] is None else str(row[4]) for row in PROGRAMMES]
    return frame


def rules_of(programme_ids: str) -> set[str]:
    """Return the rules behind a cell such as `bea_enkla|nystartsjobb`."""
    return {RULES[programme] for programme in programme_ids.split("|")}
