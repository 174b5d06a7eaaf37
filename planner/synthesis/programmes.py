"""Programmes: the legal forms that places are offered under, and which sector offers which."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from planner.synthesis.law import Law

Kind = Literal["job", "training", "vacancy", "course"]


@dataclass(frozen=True)
class OfferedForm:
    """A legal form as the generator offers it: its row of `programmes`, and what a place under it is like.

    A form is added here and in OFFERED alone; what the law says of it stands in the rule pack under `rule`.
    approved_share: of people in no programme of the employment service, those whom an authority has found the form
    open to. All shares are judgement.
    """

    programme_id: str
    rule: str
    kind: Kind
    funding_id: str = ""
    is_free: bool = True
    approved_share: float = 0.0


FORMS: dict[str, OfferedForm] = {
    form.programme_id: form
    for form in (
        OfferedForm("bea_enkla", "bea_jobb", "job", funding_id="kommun_bea", is_free=False),
        OfferedForm("introduktionsjobb", "introduktionsjobb", "job", funding_id="kommun_subvention", is_free=False),
        OfferedForm("nystartsjobb", "nystartsjobb", "job", funding_id="kommun_subvention", is_free=False),
        OfferedForm("introduktionsjobb_foretag", "introduktionsjobb", "job", approved_share=0.02),
        OfferedForm("nystartsjobb_foretag", "nystartsjobb", "job"),
        OfferedForm("arbetspraktik", "arbetspraktik", "training", approved_share=0.04),
        OfferedForm("arbetstraning", "arbetstraning", "training"),
        OfferedForm("vanligt_jobb", "ordinarie_anstallning", "vacancy"),
        OfferedForm("sfi", "sfi", "course"),
    )
}
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


def programme_table(law: Law) -> pd.DataFrame:
    """Return the table `programmes`, cells as text."""
    rows = [
        (form.programme_id, form.rule, law.rules[form.rule].purpose, form.funding_id, "0" if form.is_free else "")
        for form in FORMS.values()
    ]
    columns = ["programme_id", "rule", "purpose", "funding_id", "cost_person_week_sek"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def forms_of(programme_ids: str) -> list[OfferedForm]:
    """Return the forms of a cell such as `bea_enkla|nystartsjobb`."""
    return [FORMS[programme_id] for programme_id in programme_ids.split("|")]


def are_all(programme_ids: str, *kinds: Kind) -> bool:
    """Tell whether every form of a cell is of one of some kinds."""
    return all(form.kind in kinds for form in forms_of(programme_ids))


def all_of(cells: pd.Series, *kinds: Kind) -> npt.NDArray[np.bool_]:
    """Tell for each cell of a column whether every form in it is of one of some kinds."""
    return np.array([are_all(cell, *kinds) for cell in cells], dtype=bool)
