"""Employers: departments, municipal companies, associations, an adult school and private firms, all invented."""

import numpy as np
import pandas as pd

from planner.synthesis.settings import SynthesisSettings
from planner.synthesis.streams import chance, stream

DEPARTMENTS = (
    ("Omsorgsförvaltningen, äldreboenden", "kitchen_care|care_service"),
    ("Utbildningsförvaltningen, förskolor", "kitchen_preschool"),
    ("Teknik- och parkförvaltningen", "park|caretaker"),
    ("Serviceförvaltningen, lokalvård", "cleaning_office|cleaning_school"),
    ("Utbildningsförvaltningen, grundskolor", "kitchen_school|school_host"),
    ("Omsorgsförvaltningen, hemtjänst", "home_help|companion_service"),
    ("Kultur- och fritidsförvaltningen", "hall_host|caretaker"),
    ("Kommunledningskontoret", "reception|caretaker"),
)
MUNICIPAL = ("department", "municipal_company")
SECTOR_SHARES = {"department": 0.16, "municipal_company": 0.05, "association": 0.09, "private": 0.70}


def invent_employers(settings: SynthesisSettings, kinds: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Return employers with the kinds of jobs each has; the last one is the adult school.

    Columns: employer_id, name, sector, zone, kinds (tuple), collective_agreement, tax_debts, trading_ban, bankrupt,
    redundancy_days (days before the plan week, blank NaN), contact_id, size (relative weight for places).
    """
    num = settings.employers
    draw = stream(settings.seed, "employers", "size")
    sectors = _sectors(num - 1)
    frame = pd.DataFrame({"sector": [*sectors, "education"]})
    frame["employer_id"] = [f"E{nth:0{max(2, len(str(num)))}d}" for nth in range(1, num + 1)]
    frame["size"] = draw.gamma(2.0, 1.0, num) * frame["sector"].map(
        {"department": 3.0, "municipal_company": 2.0, "association": 1.2, "private": 1.0, "education": 0.0}
    )
    frame["zone"] = _zones(settings, frame["sector"], zones)
    named = _names_and_kinds(settings, frame, kinds)
    frame["name"] = [name for name, _ in named]
    frame["kinds"] = pd.Series([own for _, own in named], dtype=object)
    return _conditions(settings, frame)


def _sectors(num: int) -> list[str]:
    """Return sectors for `num` employers: one of each public sort at least, the rest by share."""
    counts = {sector: max(1, round(share * num)) for sector, share in SECTOR_SHARES.items()}
    counts["private"] = num - sum(counts.values()) + counts["private"]
    return [sector for sector, count in counts.items() for _ in range(count)][:num]


def _zones(settings: SynthesisSettings, sectors: pd.Series, zones: pd.DataFrame) -> list[str]:
    """Return workplaces' zones: the public ones at home, one private in seven in a larger town nearby."""
    draw = stream(settings.seed, "employers", "zone")
    own, near = zones[zones["is_own"]], zones[~zones["is_own"]]
    weight = own["residents"].to_numpy() ** 0.9
    home = draw.choice(own["zone"].to_numpy(dtype=object), len(sectors), p=weight / weight.sum())
    if near.empty:
        return [str(zone) for zone in home]
    abroad = draw.choice(near["zone"].to_numpy(dtype=object), len(sectors))
    leaves = (sectors == "private").to_numpy() & chance(draw, len(sectors), 1 / 7)
    return [str(zone) for zone in np.where(leaves, abroad, home)]


def _names_and_kinds(
    settings: SynthesisSettings, frame: pd.DataFrame, kinds: pd.DataFrame
) -> list[tuple[str, tuple[str, ...]]]:
    """Return a name, plainly invented outside the municipality, and the kinds of jobs of each employer."""
    draw = stream(settings.seed, "employers", "kinds")
    rows: list[tuple[str, tuple[str, ...]]] = []
    for nth, (sector, employer_id) in enumerate(zip(frame["sector"], frame["employer_id"], strict=True)):
        fitting = kinds[[sector in owners for owners in kinds["owners"]]]
        if sector == "education":
            rows.append(("Vuxenutbildningen", ()))
        elif sector == "department":
            name, own = DEPARTMENTS[nth % len(DEPARTMENTS)]
            rows.append((f"{name}, enhet {nth // len(DEPARTMENTS) + 1}", tuple(own.split("|"))))
        else:
            weight = fitting["weight"].to_numpy()
            kind = str(fitting.index[draw.choice(len(fitting), p=weight / weight.sum())])
            title = {"municipal_company": "Kommunbolaget", "association": "Exempelföreningen", "private": "Exempel"}
            stem = str(kinds.loc[kind, "stem"])
            name = f"Exempel{stem} {employer_id[1:]} AB" if sector == "private" else f"{title[sector]} {stem} "
            rows.append((name if sector == "private" else f"{name}{employer_id[1:]}", (kind,)))
    return rows


def _conditions(settings: SynthesisSettings, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what an official has noted: agreement, tax debts, last redundancies (blank: none known), contact."""
    draw = stream(settings.seed, "employers", "conditions")
    num = len(frame)
    open_sector = frame["sector"].isin(["private", "association"]).to_numpy()
    agreement = chance(draw, num, 0.82)
    frame["collective_agreement"] = np.where(~open_sector | agreement, "yes", "no")
    frame["tax_debts"] = np.where(open_sector & chance(draw, num, 0.02), "yes", "no")
    cut = open_sector & chance(draw, num, 0.10)
    frame["redundancy_days"] = np.where(cut, -draw.integers(30, 700, num), np.nan)
    # The cells stay blank for departments; for nearly all others an official has looked them up.
    looked_up = np.where(open_sector & chance(stream(settings.seed, "employers", "register"), num, 0.95), "no", "")
    frame["trading_ban"], frame["bankrupt"] = looked_up, looked_up
    frame["contact_id"] = [f"C{nth:02d}" for nth in 1 + draw.integers(0, max(2, num // 6), num)]
    return frame
